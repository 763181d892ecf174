using System.Text.RegularExpressions;
using Koppel.EndToEnd.Tests.Safety;
using Koppel.EndToEnd.Tests.Secrets;

namespace Koppel.EndToEnd.Tests.Setup;

/// <summary>How a first connection, and another one, comes into a configuration.</summary>
public sealed partial class InitTests
{
    [Fact]
    public async Task A_person_is_asked_and_has_a_connection_that_works_with_its_token_in_the_store()
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var home = new SecretHome();
        using var terminal = Terminal.Open(home.Variables);
        using var process = terminal.Start(home.Folder, "init");
        await terminal.AnswerAsync("Number or word: ", "activecampain");
        await terminal.UntilAsync("There is no connection type 'activecampain'.");
        await terminal.AnswerAsync("Number or word: ", "1");
        await terminal.AnswerAsync("[activecampaign]: ", "main");
        await terminal.UntilAsync("Koppel uses it itself.");
        await terminal.AnswerAsync("[activecampaign]: ", "ac");
        await terminal.AnswerAsync("url = ", "no address");
        await terminal.UntilAsync("'url' must be an address such as");
        await terminal.AnswerAsync("url = ", sandbox.Server.Url.ToString());
        await terminal.AnswerAsync("environment variable [1]: ", "");
        await terminal.AnswerAsync("[AC_TOKEN]: ", "");
        await terminal.AnswerAsync("token (it is not shown): ", sandbox.Server.Token);
        await terminal.AnswerAsync("or Enter for none: ", "confirm_above");
        await terminal.AnswerAsync("confirm_above = ", "500");
        await terminal.AnswerAsync("or Enter for none: ", "");
        await terminal.UntilAsync("It works: the key of user admin.");
        await Terminal.EndAsync(process);

        Assert.Equal(0, process.ExitCode);
        Assert.DoesNotContain(sandbox.Server.Token, terminal.Seen(), StringComparison.Ordinal);
        var written = await File.ReadAllTextAsync(Path.Combine(home.Folder, "koppel.toml"));
        Assert.StartsWith("#:schema koppel.schema.json\n", written, StringComparison.Ordinal);
        Assert.Contains($$"""
            # ActiveCampaign: contacts, tags, lists, fields, accounts, deals, campaigns and what else its API has
            [connections.ac]
            type = "activecampaign"

            # The account's address, such as https://account.api-us1.com
            url = "{{sandbox.Server.Url}}"

            # The API key of a user
            token = "${secret:AC_TOKEN}"

            """, written, StringComparison.Ordinal);
        Assert.Contains("\nconfirm_above = 500\n", written, StringComparison.Ordinal);
        Assert.Contains("\n# automations = \"run\"\n", written, StringComparison.Ordinal);
        Assert.DoesNotContain(sandbox.Server.Token, written, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(home.Folder, "koppel.schema.json")));
        Assert.Equal(0, (await home.RunAsync("query", "select count(*) from contacts@ac")).ExitCode);
    }

    [Fact]
    public async Task Another_connection_goes_behind_what_stands_there_which_stays_byte_for_byte()
    {
        await using var sandbox = await Sandbox.StartAsync();
        var before = "# Ours, since 2024\r\n[connections.shop] # the shop\r\ntype = \"files\"\r\npath = 'data' # no end of line";
        var file = sandbox.Write("koppel.toml", before);
        sandbox.Write("data/a.csv", "x\n1\n");
        sandbox.Write("data/b.csv", "x\n1\n");

        var init = await Koppel.RunInAsync(sandbox.Folder, "init", "--type", "Files", "--name", "more", "--set", "path=data/b.csv");

        Assert.Equal((0, "", $"The connection more is written to {file}, behind what stands there.\n"
            + "It works: 1 table. Its tables: koppel tables more\n"), (init.ExitCode, init.Output, init.Error));
        var written = await File.ReadAllTextAsync(file);
        Assert.StartsWith(before + "\r\n\r\n# The CSV, TSV, Parquet and JSON files of a folder or pattern.\r\n[connections.more]\r\n",
            written, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", written.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var check = await Koppel.RunInAsync(sandbox.Folder, "check", "--format", "csv");
        Assert.Equal((0, 3), (check.ExitCode, check.Output.TrimEnd().Split('\n').Length));
    }

    [Theory]
    [InlineData("activecampaign", "url=https://shop.example", "token=${env:TOKEN}")]
    [InlineData("excel", "path=a.xlsx")]
    [InlineData("files", "path=data")]
    [InlineData("salesforce", "url=https://acme.my.salesforce.com", "client_id=3MVG9", "client_secret=${env:TOKEN}")]
    public async Task What_stands_in_comments_can_be_set_when_the_mark_is_taken_away(string type, params string[] settings)
    {
        using var home = new SecretHome();
        var init = await Koppel.RunInAsync(home.Folder,
            ["init", "--type", type, "--name", "one", "--no-test", .. settings.SelectMany(s => new[] { "--set", s })]);
        Assert.Equal((0, ""), (init.ExitCode, init.Output));

        var file = Path.Combine(home.Folder, "koppel.toml");
        // All but secrets and what a person has to think of.
        var lines = (await File.ReadAllLinesAsync(file)).Select(l => Commented().Replace(l, "$1")).ToList();
        await File.WriteAllLinesAsync(file, lines);
        var variables = new Dictionary<string, string>(home.Variables) { ["TOKEN"] = "hunter2" };
        var read = await Koppel.ProcessAsync(home.Folder, ["query", "select 1 as n", "--format", "csv"], variables);
        Assert.Equal((0, ""), (read.ExitCode, read.Error));
        var connector = Connectors.All.Connectors.Single(c => c.Type == type);
        foreach (var setting in connector.Settings)
            Assert.Single(lines, l => Regex.IsMatch(l, $"^(# )?{setting.Name} = "));
    }

    [GeneratedRegex("^# ([a-z_]+ = (\"[^…$]+\"|[0-9.]+|true))$")]
    private static partial Regex Commented();

    [Fact]
    public async Task What_does_not_fit_together_is_told_before_anything_is_written()
    {
        using var home = new SecretHome();
        var init = await Koppel.RunInAsync(home.Folder, "init", "--type", "salesforce", "--name", "sf", "--set", "client_id=3MVG9", "--set",
            "username=ann@acme.example", "--set", "refresh_token=${secret:SF}", "--set", "password=${secret:PW}");
        Assert.Equal((2, "--set: refresh_token and password are different ways to sign in: keep one of them.\n"),
            (init.ExitCode, init.Error));
        Assert.Empty(Directory.GetFiles(home.Folder));
    }

    [Theory]
    [InlineData("Nobody can be asked here. Add --type TYPE and --name NAME.\n")]
    [InlineData("Nobody can be asked here. Add --name NAME and --set path=….\n", "--type", "excel")]
    [InlineData("Nobody can be asked here. Add --set url=… and --set 'token=${secret:AC_TOKEN}'.\n", "--type", "activecampaign", "--name",
        "ac")]
    [InlineData("--type: There is no connection type 'exel'. It can be activecampaign, ", "--type", "exel")]
    [InlineData("--name: 'a b' cannot be a connection's name. Use letters, digits and underscores, beginning with a letter.\n", "--name",
        "a b")]
    [InlineData("--name: The connection 'Crm' is there already. Choose another name, or change it in the file.\n", "--name", "CRM")]
    [InlineData("--set: excel has no setting 'pth'. It can be path, header, environment.\n", "--type", "excel", "--set", "pth=a.xlsx")]
    [InlineData("--set: 'header' must be auto, first, none or the number of a row, not 'top'.\n", "--type", "excel", "--set", "header=top")]
    [InlineData("--set: 'token' is a secret, and others can see the command line. Store it (koppel secrets set AC_TOKEN) and write --set "
        + "'token=${secret:AC_TOKEN}'.\n", "--type", "activecampaign", "--name", "ac", "--set", "token=hunter2")]
    public async Task Where_nobody_can_be_asked_what_is_missing_or_wrong_is_told_and_nothing_is_written(
        string sentence, params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("koppel-init-");
        const string Before = "[connections.Crm]\ntype = \"excel\"\npath = \"a.xlsx\"\n";
        var file = Path.Combine(folder.FullName, "koppel.toml");
        await File.WriteAllTextAsync(file, Before);

        var init = await Koppel.RunInAsync(folder.FullName, ["init", .. arguments]);

        Assert.Equal((2, ""), (init.ExitCode, init.Output));
        Assert.StartsWith(sentence, init.Error, StringComparison.Ordinal);
        Assert.Equal(Before, await File.ReadAllTextAsync(file));
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("koppel.toml:1: this is not TOML: ", "[connections")]
    [InlineData("koppel.toml: nothing can be written behind its end. Write the connection by hand:",
        "connections = { shop = { type = \"files\", path = \"data\" } }")]
    public async Task A_file_to_which_nothing_can_be_added_stays_as_it_is(string sentence, string before)
    {
        var folder = Directory.CreateTempSubdirectory("koppel-init-");
        var file = Path.Combine(folder.FullName, "koppel.toml");
        await File.WriteAllTextAsync(file, before);

        var init = await Koppel.RunInAsync(folder.FullName, "init", "--type", "excel", "--name", "crm", "--set", "path=a.xlsx");

        Assert.Equal(2, init.ExitCode);
        Assert.StartsWith(sentence, init.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(file));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_connection_that_does_not_work_is_written_and_told_with_exit_code_4()
    {
        var folder = Directory.CreateTempSubdirectory("koppel-init-");
        var init = await Koppel.RunInAsync(folder.FullName, "init", "--type", "excel", "--name", "crm", "--set", "path=a \"b\".xlsx");
        Assert.Equal(4, init.ExitCode);
        Assert.Contains("crm: The workbook 'a \"b\".xlsx' of connection 'crm' does not exist", init.Error, StringComparison.Ordinal);
        Assert.EndsWith("It does not work yet. Put that right in koppel.toml, and run koppel check crm.\n", init.Error,
            StringComparison.Ordinal);
        Assert.Contains("path = \"a \\\"b\\\".xlsx\"\n", await File.ReadAllTextAsync(Path.Combine(folder.FullName, "koppel.toml")),
            StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_secret_that_is_not_there_yet_is_told_and_the_connection_is_written()
    {
        using var home = new SecretHome();
        var init = await home.RunAsync("init", "--type", "activecampaign", "--name", "ac", "--set", "url=https://account.api-us1.com",
            "--set", "token=${secret:AC_TOKEN}");
        Assert.Equal(2, init.ExitCode);
        Assert.EndsWith("refers to the secret AC_TOKEN, which is not there. Store it: koppel secrets set AC_TOKEN\n"
            + "It was not tested. Put that right, and run koppel check ac.\n", init.Error, StringComparison.Ordinal);
    }
}
