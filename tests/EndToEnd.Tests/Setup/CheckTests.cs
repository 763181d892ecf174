using System.Text.Json;
using MiniExcelLibs;

namespace Koppel.EndToEnd.Tests.Setup;

/// <summary>What <c>koppel check</c> says of a configuration and of its connections.</summary>
public sealed class CheckTests
{
    [Fact]
    public async Task Each_connection_is_tested_by_its_cheapest_call()
    {
        await using var sandbox = await Sandbox.StartAsync();
        Write(sandbox, sandbox.Server.Token);
        await MiniExcel.SaveAsAsync(Path.Combine(sandbox.Folder, "customers.xlsx"), new[] { new { email = "a@b.example" } });
        sandbox.Write("data/a.csv", "x\n1\n");
        sandbox.Write("data/b.csv", "x\n1\n");

        var check = await Koppel.RunInAsync(sandbox.Folder, "check", "--format", "json");

        Assert.Equal((0, ""), (check.ExitCode, check.Error));
        Assert.Equal(["ac|activecampaign|ok|the key of user admin|", "crm|excel|ok|1 table|", "shop|files|ok|2 tables|"], Rows(check));
        Assert.Equal((1, 1), (sandbox.Count("GET /api/3/users/me"), sandbox.Server.GetStats().ByRoute.Values.Sum()));
    }

    [Fact]
    public async Task Every_fault_is_told_with_its_line_and_the_nearest_name_and_what_is_right_is_tested_all_the_same()
    {
        await using var sandbox = await Sandbox.StartAsync();
        sandbox.Write("data/a.csv", "x\n1\n");
        sandbox.Write("koppel.toml", """
            [connections.ac]
            type = "activecampain"

            [connections.crm]
            type = "excel"
            pth = "customers.xlsx"

            [connections.shop]
            type = "files"
            path = "data"

            [connections.web]
            type = "activecampaign"
            url = "https://account.api-us1.com"
            token = "hunter2"

            [session]
            file = "none"
            """);

        var check = await Koppel.RunInAsync(sandbox.Folder, "check", "--format", "json");

        Assert.Equal(2, check.ExitCode);
        Assert.Equal(["shop|files|ok|1 table|"], Rows(check));
        Assert.Equal([
            "koppel.toml:2: there is no connection type 'activecampain'. Did you mean 'activecampaign'?",
            "koppel.toml:6: excel has no setting 'pth'. Did you mean 'path'?",
            "koppel.toml:4: connection 'crm' needs 'path'.",
            "koppel.toml:15: 'token' of connection 'web' is a secret in clear text.",
            "koppel.toml:18: the table [session] has no setting 'file'. Did you mean 'files'?",
            ], check.Error.TrimEnd().Split('\n').Select(l => l.Contains("needs", StringComparison.Ordinal)
                || l.Contains("secret", StringComparison.Ordinal) ? l[..(l.IndexOf(". ", StringComparison.Ordinal) + 1)] : l));
        Assert.DoesNotContain("hunter2", check.Error + check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_does_not_work_ends_with_exit_code_4_and_the_others_are_tested()
    {
        await using var sandbox = await Sandbox.StartAsync();
        Write(sandbox, "wrong-token");
        sandbox.Write("data/a.csv", "x\n1\n");

        var check = await Koppel.RunInAsync(sandbox.Folder, "check", "--format", "json");

        Assert.Equal((4, ""), (check.ExitCode, check.Error));
        var rows = Rows(check);
        Assert.StartsWith("ac|activecampaign|failed|ActiveCampaign (connection 'ac') ", rows[0], StringComparison.Ordinal);
        Assert.StartsWith("crm|excel|failed|The workbook 'customers.xlsx' of connection 'crm' does not exist", rows[1],
            StringComparison.Ordinal);
        Assert.Equal("shop|files|ok|1 table|", rows[2]);
        Assert.DoesNotContain("wrong-token", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_connection_can_be_tested_alone()
    {
        await using var sandbox = await Sandbox.StartAsync();
        Write(sandbox, "wrong-token");
        sandbox.Write("data/a.csv", "x\n1\n");

        var shop = await Koppel.RunInAsync(sandbox.Folder, "check", "SHOP", "--format", "csv");
        Assert.Equal((0, 2), (shop.ExitCode, shop.Output.TrimEnd().Split('\n').Length));
        Assert.Empty(sandbox.Server.GetStats().ByRoute);
        var given = await sandbox.RunAsync("check", "ac");
        Assert.Equal(0, given.ExitCode);
        var none = await Koppel.RunInAsync(sandbox.Folder, "check", "shp");
        Assert.Equal((2, "There is no connection 'shp'. There are ac, crm, shop.\n"), (none.ExitCode, none.Error));
    }

    [Fact]
    public async Task An_address_that_is_no_account_is_told()
    {
        await using var sandbox = await Sandbox.StartAsync();
        var check = await Koppel.RunInAsync(sandbox.Folder, "check", "--connect",
            $"ac=activecampaign;url={sandbox.Server.Url}no/such/place;token={sandbox.Server.Token}", "--format", "json");
        Assert.Equal(4, check.ExitCode);
        Assert.Contains("Check that the address is that of an account.", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_connection_it_is_said_how_to_have_one()
    {
        var folder = Directory.CreateTempSubdirectory("koppel-check-");
        var check = await Koppel.RunInAsync(folder.FullName, "check");
        Assert.Equal((0, "", "There is no connection. koppel init writes one into koppel.toml.\n"),
            (check.ExitCode, check.Output, check.Error));
        folder.Delete(recursive: true);
    }

    static void Write(Sandbox sandbox, string token) => sandbox.Write("koppel.toml", $"""
        [connections.ac]
        type = "activecampaign"
        url = "{sandbox.Server.Url}"
        token = "{token}"

        [connections.crm]
        type = "excel"
        path = "customers.xlsx"

        [connections.shop]
        type = "files"
        path = "data"
        """);

    static List<string> Rows(Koppel check) =>
        [.. JsonDocument.Parse(check.Output).RootElement.EnumerateArray()
            .Select(row => string.Join('|', row.EnumerateObject().Select(p => p.Value.GetString())))];
}
