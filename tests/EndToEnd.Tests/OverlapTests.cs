using System.Globalization;
using Koppel.Sandbox;

namespace Koppel.EndToEnd.Tests;

/// <summary>A large load imports while it still reads; whatever ends that, it is accounted for and gone on with.</summary>
public sealed class OverlapTests
{
    const int Contacts = 6_000;
    const string Load = "insert into contactTags@ac (contact, tag) select id, 1 from contacts@ac";

    [Fact]
    public async Task A_load_whose_reading_breaks_off_half_way_tells_what_it_did_and_is_gone_on_with()
    {
        await using var sandbox = await Sandbox.StartAsync(Contacts, timeScale: 5);
        var had = Contacts - await WithoutAsync(sandbox);
        using var process = Koppel.Start(sandbox.Folder, ["query", Load, "--summary", "json", "--connect", sandbox.Connect]);
        var told = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        await UntilAsync(() => sandbox.Count("POST /api/3/import/bulk_import") >= 2 || process.HasExited);
        Assert.False(process.HasExited, "It came to its end before its reading could be broken off.");

        await sandbox.SetFaultsAsync("500-before:1:GET /api/3/contacts");
        await process.WaitForExitAsync();
        await output;
        Assert.Equal(1, process.ExitCode);
        Assert.Contains("koppel resume 1", await told, StringComparison.Ordinal);
        var (read, changed) = await BooksAsync(sandbox);
        Assert.InRange(read, 1, Contacts - 1);
        Assert.Equal(read, changed);
        await sandbox.SetFaultsAsync();
        Assert.Equal(read, Contacts - had - await WithoutAsync(sandbox));

        var resumed = await sandbox.RunAsync("resume", "1", "--summary", "json");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal((Contacts, Contacts - had, had, 0, 0), resumed.Load());
        Assert.Equal(0, await WithoutAsync(sandbox));
    }

    [Theory]
    [InlineData(200), InlineData(422), InlineData(500)]
    public async Task Of_two_processes_that_insert_the_same_rows_at_once_one_inserts_each_and_the_other_finds_it_there(int answer)
    {
        const int Tags = 6;
        await using var sandbox = await Sandbox.StartAsync(
            new SandboxOptions { Seed = 10, TimeScale = 2, ExistingTagAnswer = answer,
                Faults = [FaultRule.Parse("slow:1:GET /api/3/tags")] });
        string[] load =
            ["query", "insert into tags@ac (tag, tagType) select 'Brand new ' || x, 'contact' from range(6) r(x)", "--summary", "json"];

        // Both look before one of them writes: what they see is five seconds old when they get it.
        var runs = await Task.WhenAll(sandbox.RunAsync([.. load, "--state", "one"]), sandbox.RunAsync([.. load, "--state", "two"]));

        Assert.True(runs.All(r => r.ExitCode == 0), string.Join('\n', runs.Select(r => r.Error)));
        Assert.Equal(2 * Tags, sandbox.Count("POST /api/3/tags"));
        Assert.All(runs,
            r => Assert.Equal(
                (Tags, Tags, 0, 0), (r.Load().Read, r.Load().Changed + r.Load().Unchanged, r.Load().Rejected, r.Load().NotSent)));
        Assert.Equal(Tags, runs.Sum(r => r.Load().Changed));
        foreach (var state in (string[])["one", "two"])
        {
            var told = await sandbox.RunAsync(
                "query", "select status, count(*) as n from changes@koppel group by all order by all", "--format", "csv", "--state", state);
            var changed = runs[state == "one" ? 0 : 1].Load().Changed;
            Assert.Contains(changed > 0 ? $"done,{changed}" : $"unchanged,{Tags}", told.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Load)]
    [InlineData("insert into ContactTagsByEmail@ac (email, tag) select email, 'at noon' from contacts@ac")]
    public async Task Imports_go_before_the_last_contact_is_read(string load)
    {
        await using var sandbox = await Sandbox.StartAsync(Contacts);

        var run = await sandbox.RunAsync("query", load, "--summary", "json");

        Assert.Equal(0, run.ExitCode);
        Assert.InRange(await EarlyAsync(sandbox), 1, Contacts / 250);
    }

    [Theory]
    [InlineData("select email, 'at ' || strftime(now(), '%S.%g') from contacts@ac")]
    [InlineData("select email, 'at ' || stamp() from contacts@ac")]
    [InlineData("select email, 'at ' || (random() * 3)::int from contacts@ac")]
    [InlineData("select email, 'at ' || row_number() over () % 3 from contacts@ac")]
    [InlineData("select email, 'at ' || coalesce(lag(id) over (), 0) % 3 from contacts@ac")]
    [InlineData("select email, 'at noon' from contacts@ac limit 6000")]
    public async Task What_has_other_values_when_it_is_read_again_is_sent_once_all_of_it_is_planned(string source)
    {
        await using var sandbox = await Sandbox.StartAsync(Contacts);

        var run = await sandbox.RunAsync("query", "create macro inner_stamp() as strftime(now(), '%S.%g'); "
            + $"create macro stamp() as inner_stamp() || '.'; insert into ContactTagsByEmail@ac (email, tag) {source}",
            "--summary", "json");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal((Contacts, Contacts), (run.Load().Read, run.Load().Changed));
        Assert.Equal(0, await EarlyAsync(sandbox));
    }

    [Theory]
    [InlineData("insert into ContactTagsByEmail@ac select email, 'Brand new' from contacts@ac", 3_000, 0)]
    [InlineData("insert into contactTags@ac (contact, tag) select id, 1 from contacts@ac union all select id, 4711 from contacts@ac where "
        + "id <= 20", 3_000, 20)]
    public async Task Tags_that_are_not_there_are_asked_for_once(string sql, int there, int rejected)
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 3_000);

        var run = await sandbox.RunAsync("query", sql, "--summary", "json");

        Assert.Equal((there + rejected, rejected), (run.Load().Read, run.Load().Rejected));
        var asked = await sandbox.RunAsync(
            "query", "select count(*) as n from calls@koppel where route like '/api/3/tags%' and status <> 429", "--format", "csv");
        Assert.InRange(int.Parse(asked.Output.Split('\n')[1], CultureInfo.InvariantCulture), 1, 2);
    }

    [Theory]
    [InlineData("p.tag, p.email")]
    [InlineData("hash(p.email || p.tag)")]
    [InlineData("p.email desc, p.tag")]
    public async Task Whatever_the_order_of_the_rows_all_tags_of_a_contact_travel_together(string order)
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 3_000);
        await sandbox.RunAsync("query", "insert into tags@ac (tag) values ('A'), ('B'), ('C')");

        var run = await sandbox.RunAsync("query", $"""
            create table pairs@memory as select c.email, t.tag from contacts@ac c, (values ('A'), ('B'), ('C')) t(tag);
            insert into contactTags@ac (contact, tag)
            select c.id, t.id from (select * from pairs@memory p order by {order}) p join contacts@ac c on c.email = p.email join tags@ac t
                on t.tag = p.tag
            """, "--summary", "json");

        Assert.Equal((9_000, 9_000, 0, 0, 0), run.Load());
        var imports = await sandbox.RunAsync("query",
            "select count(*) as n from calls@koppel where method = 'POST' and route like '%bulk_import' and status = 200", "--format",
            "csv");
        Assert.Equal("n\n12\n", imports.Output);
    }

    /// <summary>How many calls wrote before the last contacts were read.</summary>
    static async Task<int> EarlyAsync(Sandbox sandbox) => int.Parse((await sandbox.RunAsync("query", """
        select count(*) as n from calls@koppel where method = 'POST' and time < (select max(time) from calls@koppel where route =
            '/api/3/contacts')
        """, "--format", "csv")).Output.Split('\n')[1], CultureInfo.InvariantCulture);

    static async Task<int> WithoutAsync(Sandbox sandbox) => int.Parse(
        (await sandbox.RunAsync("query", "select count(*) as n from contacts@ac where not list_contains(contactTags, 1)", "--format",
            "csv")).Output.Split('\n')[1], CultureInfo.InvariantCulture);

    static async Task<(int Read, int Changed)> BooksAsync(Sandbox sandbox)
    {
        var numbers = (await sandbox.RunAsync("query",
            "select read, changed from runs@koppel where read = changed + unchanged + rejected + not_sent", "--format",
            "csv")).Output.Split('\n')[1].Split(',');
        return (int.Parse(numbers[0], CultureInfo.InvariantCulture), int.Parse(numbers[1], CultureInfo.InvariantCulture));
    }

    static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!isSo()) await Task.Delay(10, patience.Token);
    }
}
