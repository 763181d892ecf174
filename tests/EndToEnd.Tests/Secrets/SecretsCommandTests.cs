using System.Diagnostics;
using System.Globalization;
using Koppel.EndToEnd.Tests.Safety;

namespace Koppel.EndToEnd.Tests.Secrets;

/// <summary>What a user does with secrets: stores them, names them in a configuration, and never sees them again.</summary>
public sealed class SecretsCommandTests
{
    [Fact]
    public async Task A_token_that_was_stored_from_stdin_opens_a_connection_of_the_file_and_of_the_command_line()
    {
        using var home = new SecretHome();
        await using var sandbox = await Sandbox.StartAsync();
        var set = await Koppel.ProcessAsync(home.Folder, ["secrets", "set", "AC_TOKEN"], home.Variables, sandbox.Server.Token + "\n");
        Assert.Equal((0, "", $"AC_TOKEN is stored in {home.File}. Write ${{secret:AC_TOKEN}} in koppel.toml.\n"),
            (set.ExitCode, set.Output, set.Error));

        File.WriteAllText(Path.Combine(home.Folder, "koppel.toml"),
            $"[connections.ac]\ntype = \"activecampaign\"\nurl = \"{sandbox.Server.Url}\"\ntoken = \"${{secret:AC_TOKEN}}\"\n");
        var file = await home.RunAsync("query", "select count(*) as n from contacts@ac", "--format", "csv");
        Assert.Equal((0, "n\n100\n", ""), (file.ExitCode, file.Output.Replace("\r", "", StringComparison.Ordinal), file.Error));

        var connect = await home.RunAsync("query", "select count(*) as n from contacts@b", "--format", "csv", "--connect",
            $"b=activecampaign;url={sandbox.Server.Url};token=${{secret:AC_TOKEN}}");
        Assert.Equal((0, "n\n100\n"), (connect.ExitCode, connect.Output.Replace("\r", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Secrets_are_listed_by_name_changed_and_removed()
    {
        using var home = new SecretHome();
        await home.SetAsync("AC_TOKEN", "hunter2");
        await home.SetAsync("SHOP.KEY-2", "hunter3");
        var again = await Koppel.ProcessAsync(home.Folder, ["secrets", "set", "AC_TOKEN"], home.Variables, "hunter4");
        Assert.StartsWith("AC_TOKEN is changed in ", again.Error, StringComparison.Ordinal);

        var list = await Koppel.ProcessAsync(home.Folder, ["secrets", "list", "--format", "csv"], home.Bare);
        Assert.Matches(@"^secret,stored\r?\nAC_TOKEN,\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ\r?\nSHOP\.KEY-2,.*Z\r?\n$", list.Output);

        var removed = await Koppel.ProcessAsync(home.Folder, ["secrets", "remove", "AC_TOKEN"], home.Bare);
        Assert.Equal((0, "AC_TOKEN is removed.\n"), (removed.ExitCode, removed.Error));
        var twice = await Koppel.ProcessAsync(home.Folder, ["secrets", "remove", "AC_TOKEN"], home.Bare);
        Assert.Equal((2, $"There is no secret AC_TOKEN in {home.File}. koppel secrets list shows those that are there.\n"),
            (twice.ExitCode, twice.Error));
        Assert.Equal("secret,stored\n", (await home.RunAsync("secrets", "list", "--format", "csv")).Output.Split("SHOP")[0]);
        Assert.DoesNotContain("hunter", await File.ReadAllTextAsync(home.File), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no value for A. Type it at the terminal, or send it to stdin.", "\n", "A")]
    [InlineData("That cannot be the name of a secret: a name has letters, digits, '_', '-' and '.',", "x", "sk-live/42")]
    [InlineData("A secret is no argument: others can see the command line. Type it when you are asked, or send it to stdin.", "", "A",
        "sk-live")]
    public async Task What_cannot_be_stored_is_refused_with_exit_code_2(string sentence, string input, params string[] arguments)
    {
        using var home = new SecretHome();
        var set = await Koppel.ProcessAsync(home.Folder, ["secrets", "set", .. arguments], home.Variables, input);
        Assert.Equal((2, ""), (set.ExitCode, set.Output));
        Assert.StartsWith(sentence, set.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-live", set.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(home.File));
    }

    [Fact]
    public async Task A_wrong_key_none_and_a_damaged_file_are_told_with_exit_code_2()
    {
        using var home = new SecretHome();
        await home.SetAsync("A", "hunter2");
        string[] query = ["query", "select 1", "--connect", "ac=activecampaign;url=http://127.0.0.1:1;token=${secret:A}"];

        var none = await Koppel.ProcessAsync(home.Folder, query, home.Bare);
        Assert.Equal((2, "--connect ac: 'token' of connection 'ac' refers to the secret A, which cannot be read: The secrets of "
            + $"{home.File} are stored under a key, and none is given. Set KOPPEL_SECRET_KEY or KOPPEL_SECRET_KEY_FILE.\n"),
            (none.ExitCode, none.Error));

        var other = new Dictionary<string, string>(home.Bare) { [SecretHome.Key] = Convert.ToBase64String(new byte[32]) };
        var wrong = await Koppel.ProcessAsync(home.Folder, query, other);
        Assert.Equal((2, true), (wrong.ExitCode, wrong.Error.EndsWith(
            $"The key of KOPPEL_SECRET_KEY is not the one under which the secrets of {home.File} are stored.\n",
            StringComparison.Ordinal)));

        await File.WriteAllTextAsync(home.File, (await File.ReadAllTextAsync(home.File))[..^20]);
        foreach (var command in (string[][])[query, ["secrets", "list"], ["secrets", "remove", "A"]])
        {
            var damaged = await Koppel.ProcessAsync(home.Folder, command, home.Variables);
            Assert.Equal(2, damaged.ExitCode);
            Assert.Contains($"The file of secrets {home.File} is damaged: it is not the JSON that was written. Put a copy of it back",
                damaged.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_key_file_is_made_and_used()
    {
        using var home = new SecretHome();
        var made = await Koppel.ProcessAsync(home.Folder, ["secrets", "new-key", "my.key"], home.Bare);
        var path = Path.Combine(home.Folder, "my.key");
        Assert.Equal((0, $"A new key is in {path}. Name it where secrets are used: export KOPPEL_SECRET_KEY_FILE={path}"),
            (made.ExitCode, made.Error.Split('\n')[0]));
        var variables = new Dictionary<string, string>(home.Bare) { ["KOPPEL_SECRET_KEY_FILE"] = path };
        Assert.Equal(0, (await Koppel.ProcessAsync(home.Folder, ["secrets", "set", "A"], variables, "x")).ExitCode);
        var twice = await Koppel.ProcessAsync(home.Folder, ["secrets", "new-key", "my.key"], home.Bare);
        Assert.Equal((2, true), (twice.ExitCode, twice.Error.StartsWith($"{path} cannot be written: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_secret_and_a_passphrase_that_are_typed_are_not_shown()
    {
        using var home = new SecretHome();
        using var terminal = Terminal.Open(home.Bare);
        using var process = terminal.Start(home.Folder, "secrets", "set", "AC_TOKEN");
        await terminal.AnswerAsync("AC_TOKEN (it is not shown): ", "hunter2-token");
        await terminal.AnswerAsync("A passphrase for your secrets, which nobody can find again: ", "correct-horse");
        await terminal.AnswerAsync("Once more: ", "correct-horse");
        await terminal.UntilAsync("AC_TOKEN is stored in ");
        await Terminal.EndAsync(process);

        Assert.Equal(0, process.ExitCode);
        Assert.DoesNotContain("hunter2", terminal.Seen(), StringComparison.Ordinal);
        Assert.DoesNotContain("horse", terminal.Seen(), StringComparison.Ordinal);

        var variables = new Dictionary<string, string>(home.Bare) { [SecretHome.Passphrase] = "correct-horse" };
        var read = await Koppel.ProcessAsync(home.Folder,
            ["query", "select 1 as n", "--format", "csv", "--connect", "ac=activecampaign;url=http://127.0.0.1:1;token=${secret:AC_TOKEN}"],
            variables);
        Assert.Equal((0, ""), (read.ExitCode, read.Error));
    }

    [Fact]
    public async Task A_question_for_a_secret_that_is_interrupted_stores_nothing_and_leaves_the_terminal_as_it_was()
    {
        using var home = new SecretHome();
        using var terminal = Terminal.Open(home.Variables);
        using var process = terminal.Start(home.Folder, "secrets", "set", "AC_TOKEN");
        await terminal.UntilAsync("AC_TOKEN (it is not shown): ");
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Terminal.EndAsync(process);

        Assert.Equal(130, process.ExitCode);
        Assert.False(File.Exists(home.File));
        terminal.Type("seen again");
        await terminal.UntilAsync("seen again");
    }
}
