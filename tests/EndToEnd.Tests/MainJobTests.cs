using System.Globalization;
using Koppel.Sandbox;
using MiniExcelLibs;

namespace Koppel.EndToEnd.Tests;

/// <summary>From another system's rows to tagged contacts.</summary>
public sealed class MainJobTests
{
    const string Sentence = """
        create or replace table contacttags_other_system@inmemorystorage
        as
        select 'john.doe@acme.com' email
        ,      'Test' tag;

        insert into ContactTagsByContactId@ac
        ( contact
        , tag
        )
        select ctt.id
        ,      tag.id
        from   contacttags_other_system@inmemorystorage ctg
        join   contacts@ac ctt
        on     ctt.email = ctg.email
        join   tags@ac tag
        on     tag.tag = ctg.tag
        """;

    const string Load = """
        insert into ContactTagsByContactId@ac (contact, tag)
        select ctt.id, tag.id
        from   pairs@data p
        join   contacts@ac ctt on ctt.email = p.email
        join   tags@ac tag on tag.tag = p.tag
        """;

    [Fact]
    public async Task The_two_statements_tag_the_contact_and_a_second_run_writes_nothing()
    {
        await using var sandbox = await Sandbox.StartAsync();
        var script = sandbox.Write("load.sql", Sentence);

        var first = await sandbox.ProcessAsync("run", script, "--summary", "json");
        Assert.Equal((0, ""), (first.ExitCode, first.Output));
        Assert.Equal((1, 1, 0, 0, 0), first.Load());
        var writes = sandbox.Writes;

        var second = await sandbox.ProcessAsync("run", script, "--summary", "json");
        Assert.Equal(0, second.ExitCode);
        Assert.Equal((1, 0, 1, 0, 0), second.Load());
        Assert.Equal(writes, sandbox.Writes);

        var tags =
            await sandbox.RunAsync("query", "select tag from ContactTagsByEmail@ac where email = 'john.doe@acme.com'", "--format", "csv");
        Assert.Equal("tag\nTest\n", tags.Output);
    }

    [Fact]
    public async Task A_script_may_end_a_statement_with_a_slash_on_a_line_of_its_own()
    {
        await using var sandbox = await Sandbox.StartAsync();
        var script = sandbox.Write("load.sql", Sentence.Replace("tag;\n", "tag\n/\n", StringComparison.Ordinal) + "\n/\n");

        Assert.Equal((1, 1, 0, 0, 0), (await sandbox.RunAsync("run", script, "--summary", "json")).Load());
    }

    [Fact]
    public async Task Ten_thousand_pairs_take_the_fewest_calls()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 10_000);
        var lines = Enumerable.Range(1, 10_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{SeedData.EmailOf(i)},Test\n"));
        sandbox.Write("data/pairs.csv", "email,tag\n" + string.Concat(lines));

        var run = await sandbox.RunAsync("query", Load, "--summary", "json", "--connect", "data=files;path=data");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal((10_000, 10_000, 0, 0, 0), run.Load());
        // On a busy machine a call may come too early for this clock and be refused; that is no call of the load's own.
        var answered = (await sandbox.RunAsync("query",
            "select route, count(*) as n from calls@koppel where status = 200 group by route order by route", "--format", "csv")).Output;
        Assert.Contains("/api/3/contacts,100\n", answered, StringComparison.Ordinal);
        Assert.Contains("/api/3/import/bulk_import,40\n", answered, StringComparison.Ordinal);
        Assert.Contains("/api/3/tags,1\n", answered, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_the_true_limits_no_call_is_refused()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 1_000, timeScale: 1);
        var lines = Enumerable.Range(1, 1_000).Select(i => $"{SeedData.EmailOf(i)},Test\n");
        sandbox.Write("data/pairs.csv", "email,tag\n" + string.Concat(lines));

        var run = await sandbox.RunAsync("query", Load, "--summary", "json", "--connect", "data=files;path=data");

        Assert.Equal((1_000, 1_000, 0, 0, 0), run.Load());
        Assert.Equal(0, sandbox.Server.GetStats().Throttled);
    }

    [Fact]
    public async Task A_workbook_is_loaded_and_its_bad_row_is_told_by_its_row_number()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await MiniExcel.SaveAsAsync(Path.Combine(sandbox.Folder, "customers.xlsx"), new[]
        {
            new { email = "john.doe@acme.com", tag = "Autotechniek" },
            new { email = "no-address", tag = "Autotechniek" },
            new { email = SeedData.EmailOf(2), tag = "Test" },
        });

        var run = await sandbox.RunAsync(
            "query", "insert into ContactTagsByEmail@ac select email, tag from Sheet1@crm", "--summary", "json", "--connect",
            "crm=excel;path=customers.xlsx");

        Assert.Equal(3, run.ExitCode);
        Assert.Equal((3, 2, 0, 1, 0), run.Load());
        Assert.Contains(
            "row 2, 3 in the sheet (no-address, Autotechniek): 'no-address' is no e-mail address", run.Error, StringComparison.Ordinal);
        var rejects = await sandbox.RunAsync("query", "select row, source_row, code from rejects@koppel", "--format", "csv");
        Assert.Equal("row,source_row,code\n2,3,address-invalid\n", rejects.Output);
        Assert.Contains("created   tag 'Autotechniek'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Automations_are_skipped_when_the_script_says_so()
    {
        await using var sandbox = await Sandbox.StartAsync();

        var run = await sandbox.RunAsync("query",
            "set automations@ac = 'skip'; insert into ContactTagsByEmail@ac values ('john.doe@acme.com', 'Test')", "--summary", "json");

        Assert.Equal((1, 1, 0, 0, 0), run.Load());
        Assert.Contains("automations are skipped", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, sandbox.Count("POST /api/3/import/bulk_import"));
    }

    [Fact]
    public async Task Explain_prices_a_load_and_writes_nothing()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 400);

        var plan = await sandbox.RunAsync("explain", "insert into contactTags@ac select id, 1 from contacts@ac where id > 100");

        Assert.Equal(0, plan.ExitCode);
        Assert.Contains("2 x POST /api/3/import/bulk_import", plan.Output, StringComparison.Ordinal);
        Assert.Contains("automations run", plan.Output, StringComparison.Ordinal);
        Assert.Equal(0, sandbox.Writes);
    }

    [Fact]
    public async Task Contacts_are_created_and_changed_from_a_file_with_a_variable_in_the_script()
    {
        await using var sandbox = await Sandbox.StartAsync();
        sandbox.Write("data/people.csv", "email,name,country\na@example.org,Ann,NL\nb@example.org,Bob,BE\njohn.doe@acme.com,Johnny,NL\n");

        var run = await sandbox.RunAsync(
            "query", "insert into contacts@ac (email, firstName) select email, name from people@data where country = $country",
            "--var", "country=NL", "--summary", "json", "--connect", "data=files;path=data");

        Assert.Equal((2, 2, 0, 0, 0), run.Load());
        var names = await sandbox.RunAsync("query",
            "select firstName from contacts@ac where email in ('a@example.org', 'b@example.org', 'john.doe@acme.com') order by 1",
            "--format", "jsonl");
        Assert.Equal("{\"firstName\":\"Ann\"}\n{\"firstName\":\"Johnny\"}\n", names.Output);
    }
}
