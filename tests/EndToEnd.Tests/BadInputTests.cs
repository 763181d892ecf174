using MiniExcelLibs;

namespace Koppel.EndToEnd.Tests;

/// <summary>Wrong input gets a clear error and changes nothing.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("insert into contactTags@a select 1, 1", "line 1, column 13: There is no connection 'a'. Did you mean 'ac'?")]
    [InlineData("insert into contactTgs@ac select 1, 1",
        "line 1, column 13: Connection 'ac' has no table 'contactTgs'. Did you mean contactTags@ac?")]
    [InlineData("insert into contactTags@ac (contact, tga) select 1, 1",
        "line 1, column 38: contactTags@ac has no column 'tga'. Did you mean 'tag'?")]
    [InlineData("insert into contactTags@ac (contact) select 1", "contactTags@ac needs tag.")]
    [InlineData("insert into contactTags@ac (contact, tag, id) select 1, 1, 1", "Column 'id' of contactTags@ac is given by the system")]
    [InlineData("insert into contactTags@ac (contact, tag) select id, tga from tags@ac", "line 1, column 54: ")]
    [InlineData("insert into contactTags@ac (contact, tag) select id from tags@ac",
        "is to get 2 columns (contact, tag), but the query gives 1 (id)")]
    [InlineData("insert into contactTags@ac (contact, tag) select 'x', 1", "'x'")]
    [InlineData("update contacts@ac set phone = '1'", "line 1, column 1: Without where it changes every row of contacts@ac.")]
    [InlineData("delete from contacts@ac", "where true, when all rows are meant")]
    [InlineData("update contacts@ac set id = 5 where true", "Column 'id' is the key of contacts@ac")]
    [InlineData("update contacts@ac set phone = nosuch where true", "line 1, column 32: There is no column 'nosuch'.")]
    [InlineData("update contacts@ac set phone = '1' where emial = ''",
        "line 1, column 42: There is no column 'emial'. Did you mean 'email'?")]
    [InlineData("update contactTags@ac set tag = 1 where true",
        "ActiveCampaign's API cannot update a contactTag. Delete it and insert another.")]
    [InlineData("sync contacts@ac from contacts@ac with insert", "identified by is missing")]
    [InlineData("sync contacts@ac from (select 'a' as phone) with insert identified by phone", "To insert, contacts@ac needs email")]
    [InlineData("sync contacts@ac from (select 'a' as mail) with update identified by email",
        "line 1, column 70: The source has no column 'email'. It has: mail.")]
    [InlineData("sync contactTags@ac from (select 1 as contact, 2 as tag) with insert or update identified by contact, tag",
        "line 1, column 73: ActiveCampaign's API cannot update a contactTag")]
    [InlineData("sync contacts@ac from (select 'a' as email) with delete error after 5 rows identified by email",
        "line 1, column 50: delete would change 100 rows of contacts@ac, more than 5. Nothing was sent.")]
    public async Task A_statement_that_cannot_be_right_is_refused_at_its_place(string sql, string message)
    {
        await using var sandbox = await Sandbox.StartAsync();

        var run = await sandbox.RunAsync("query", sql);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal(0, sandbox.Writes);
    }

    [Fact]
    public async Task A_syntax_error_in_the_second_statement_leaves_the_first_done_and_says_so()
    {
        await using var sandbox = await Sandbox.StartAsync();
        var script = sandbox.Write("two.sql",
            "insert into ContactTagsByEmail@ac values ('john.doe@acme.com', 'Test');\nselec 2;\ninsert into tags@ac (tag) values "
            + "('Third')");

        var run = await sandbox.RunAsync("run", script, "--summary", "json");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal((1, 1, 0, 0, 0), run.Load());
        Assert.Contains($"{script}:2:1: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("Statement 1 had run: ContactTagsByEmail@ac: 1 row read, 1 changed.", run.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing after statement 2 was run.", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, sandbox.Writes);
    }

    [Fact]
    public async Task A_wrong_token_ends_with_4_and_is_not_shown()
    {
        await using var sandbox = await Sandbox.StartAsync();

        var run = await Koppel.ProcessAsync(sandbox.Folder,
            ["query", "select * from contacts@ac", "--connect", $"ac=activecampaign;url={sandbox.Server.Url};token=wrong-secret"]);

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("the credentials", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_cannot_be_reached_ends_with_4()
    {
        var run =
            await Koppel.RunAsync("query", "select * from contacts@ac", "--connect", "ac=activecampaign;url=http://127.0.0.1:9;token=x");

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("cannot be reached", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_that_is_missing_or_none_is_told_by_its_name()
    {
        await using var sandbox = await Sandbox.StartAsync();
        var none = sandbox.Write("none.xlsx", "this is no workbook");

        var missing = await sandbox.RunAsync(
            "query", "insert into ContactTagsByEmail@ac select * from Sheet1@crm", "--connect", "crm=excel;path=missing.xlsx");
        var wrong = await sandbox.RunAsync(
            "query", "insert into ContactTagsByEmail@ac select * from Sheet1@crm", "--connect", $"crm=excel;path={none}");

        Assert.Equal((1, 1), (missing.ExitCode, wrong.ExitCode));
        Assert.Contains("missing.xlsx", missing.Error, StringComparison.Ordinal);
        Assert.Contains("none.xlsx", wrong.Error, StringComparison.Ordinal);
        Assert.Equal(0, sandbox.Writes);
    }

    [Fact]
    public async Task A_sheet_without_a_header_is_told_with_the_way_round()
    {
        await using var sandbox = await Sandbox.StartAsync();
        var path = Path.Combine(sandbox.Folder, "numbers.xlsx");
        await MiniExcel.SaveAsAsync(path, new[] { new { a = 1, b = 2 }, new { a = 3, b = 4 } }, printHeader: false);

        var run =
            await sandbox.RunAsync("query", "insert into contactTags@ac select * from Sheet1@crm", "--connect", $"crm=excel;path={path}");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("header", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, sandbox.Writes);
    }

    [Fact]
    public async Task All_faults_of_a_configuration_are_told_at_once_with_suggestions()
    {
        await using var sandbox = await Sandbox.StartAsync();
        sandbox.Write("koppel.toml", """
            [connections.ac]
            type = "activecampain"

            [connections.crm]
            type = "excel"
            pth = "x.xlsx"

            [connections.other]
            type = "activecampaign"
            url = "https://account.api-us1.com"
            token = "${env:KOPPEL_TESTS_NO_SUCH_VARIABLE}"
            """);

        var run = await Koppel.RunInAsync(sandbox.Folder, "query", "select 1");

        Assert.Equal(2, run.ExitCode);
        foreach (var part in new[] { "activecampain", "'activecampaign'", "pth", "'path'", "KOPPEL_TESTS_NO_SUCH_VARIABLE" })
            Assert.Contains(part, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("query")]
    [InlineData("frobnicate")]
    [InlineData("query", "select 1", "--format", "yaml")]
    [InlineData("query", "select 1", "--nope")]
    [InlineData("run", "no-such-file.sql")]
    [InlineData("sandbox", "--fault", "nonsense")]
    public async Task A_wrong_command_line_ends_with_2_and_says_why_on_stderr(params string[] arguments)
    {
        var run = await Koppel.ProcessAsync(Path.GetTempPath(), arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.NotEmpty(run.Error);
    }
}
