using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;
using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests;

/// <summary>The runs of the ledger as the page shows them: found, looked through, and the way from a run to a person and back.</summary>
public sealed class LedgerTests : IAsyncLifetime
{
    const string Tags = """
        insert into ContactTagsByEmail@ac (email, tag) select email, 'First' from
        ((select email from contacts@ac order by id limit 5) union all values ('no address'), ('nor this'), (null)) t(email)
        """;

    const string Names = "update contacts@ac set firstName = 'Changed' where id in (1, 2, 3)";

    SandboxServer _sandbox = null!;
    UiTest _test = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync(
            new SandboxOptions { Seed = 50, TimeScale = 1_000_000 }, TestContext.Current.CancellationToken);
        _test = await UiTest.StartAsync(
            [$"ac=activecampaign;url={_sandbox.Url};token={_sandbox.Token}"],
            change: o => o with { Sandbox = _sandbox.Url, SandboxViewer = _sandbox.Url });
        await LoadAsync(Tags);
        await LoadAsync(Names);
    }

    public async ValueTask DisposeAsync()
    {
        await _test.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Runs_are_found_by_what_is_known_of_them_a_part_at_a_time()
    {
        Assert.Equal("2,1", await RunsAsync(""));
        Assert.Equal("2", await RunsAsync("count=1"));
        Assert.Equal("1", await RunsAsync("before=2"));
        Assert.Equal("1", await RunsAsync("target=tagsby"));
        Assert.Equal("2", await RunsAsync("text=Changed"));
        Assert.Equal("2,1", await RunsAsync("text=tester"));
        Assert.Equal("", await RunsAsync("text=%25"));
        Assert.Equal("1", await RunsAsync("state=completed%20with%20rejects,failed"));
        Assert.Equal("", await RunsAsync("unfinished=true"));
        Assert.Equal("", await RunsAsync("to=2020-01-01"));
        Assert.Equal("2,1", await RunsAsync("from=2020-01-01"));
        foreach (var wrong in (string[])["state=odd", "from=yesterday", "before=-1", "count=many"])
        {
            var refused = await _test.SendAsync("GET", $"ledger/runs?{wrong}");
            Assert.Equal((400, "wrong-request"), (refused.Status, refused.Code));
        }
    }

    [Fact]
    public async Task A_run_tells_its_books_calls_and_every_row_that_it_changed()
    {
        var run = await _test.GetAsync("ledger/runs/1");
        Assert.Equal(("completed with rejects", "tester", "ui", "ContactTagsByEmail@ac"),
            (run["state"]!.ToString(), run["user"]!.ToString(), run["door"]!.ToString(), run["target"]!.ToString()));
        var books = run["books"]!;
        Assert.Equal(("8", "5", "3"), (books["read"]!.ToString(), books["changed"]!.ToString(), books["rejected"]!.ToString()));
        var statement = run["statements"]!.AsArray().Single()!;
        Assert.Equal("tag 'First'", statement["creates"]![0]!["text"]!.ToString());
        var calls = await _test.GetAsync("ledger/runs/1/calls?count=1");
        Assert.Equal((run["calls"]!.ToString(), 1), (calls["total"]!.ToString(), calls["rows"]!.AsArray().Count));
        Assert.Contains((await _test.GetAsync("ledger/runs/1/routes")).AsArray(), r => r!["method"]!.ToString() == "POST");
        Assert.Equal("0", (await _test.GetAsync("ledger/runs/1/calls?failed=true"))["total"]!.ToString());

        var (seen, after) = (new List<string>(), "");
        do
        {
            var page = await _test.GetAsync($"ledger/runs/2/changes?count=2{after}");
            seen.AddRange(page["rows"]!.AsArray().Select(r => r!["columns"]!.AsArray().Single(c => c!["name"]!.ToString() == "firstName")!)
                .Select(c => $"{c["before"] is not null} {c["after"]}"));
            after = page["next"] is { } next ? $"&after={next}" : "";
        }
        while (after.Length > 0);
        Assert.Equal(["True Changed", "True Changed", "True Changed"], seen);
        Assert.Empty((await _test.GetAsync("ledger/runs/2/changes?operation=delete"))["rows"]!.AsArray());
        Assert.Equal(3, (await _test.GetAsync("ledger/runs/2/changes?text=CHANGED"))["rows"]!.AsArray().Count);
        Assert.Equal(400, (await _test.SendAsync("GET", "ledger/runs/2/changes?after=1.x")).Status);
        var sums = await _test.GetAsync("ledger/runs/2/columns");
        Assert.Equal("""[{"operation":"update","count":3}]""", sums["operations"]!.ToJsonString());
        Assert.Equal("3", sums["byColumn"]!.AsArray().Single(c => c!["column"]!.ToString() == "firstName")!["changed"]!.ToString());
        Assert.Equal("0", (await _test.GetAsync("ledger/runs/1/unmatched"))["total"]!.ToString());
        Assert.Equal("0", (await _test.GetAsync("ledger/runs/1/left"))["total"]!.ToString());
        Assert.Equal("no-run", (await _test.SendAsync("GET", "ledger/runs/99/changes")).Code);
    }

    [Fact]
    public async Task Rejects_are_counted_by_reason_over_all_and_given_as_a_file_with_the_columns_of_the_load()
    {
        var all = await _test.GetAsync("ledger/runs/1/rejects?count=1");
        Assert.Equal(("3", 1), (all["total"]!.ToString(), all["rows"]!.AsArray().Count));
        Assert.Equal(3, all["groups"]!.AsArray().Sum(g => g!["count"]!.GetValue<long>()));
        var reason = all["groups"]![0]!["reason"]!.ToString();
        var some = await _test.GetAsync($"ledger/runs/1/rejects?reason={Uri.EscapeDataString(reason)}");
        Assert.Equal(all["groups"]![0]!["count"]!.ToString(), some["total"]!.ToString());
        Assert.Equal("1", (await _test.GetAsync("ledger/runs/1/rejects?text=NOR"))["total"]!.ToString());
        var csv = (await _test.SendAsync("GET", "ledger/runs/1/rejects?format=csv")).Good().Text.Split('\n');
        Assert.StartsWith("statement,row,source_row,email,tag,reject_reason,reject_remedy,reject_code", csv[0], StringComparison.Ordinal);
        Assert.Equal(3, csv.Count(l => l.Contains(",First,", StringComparison.Ordinal)));
        Assert.Equal(0x50, (await _test.SendAsync("GET", "ledger/runs/1/rejects?format=xlsx")).Good().Bytes[0]);
        Assert.Equal(400, (await _test.SendAsync("GET", "ledger/runs/1/rejects?format=exe")).Status);
    }

    [Fact]
    public async Task From_a_run_one_goes_to_the_people_that_it_touched_and_from_a_person_back_to_the_runs()
    {
        var people = (await _test.GetAsync("ledger/runs/2/contacts"))["contacts"]!.AsArray();
        Assert.Equal(3, people.Count);
        var person = people.Single(p => p!["id"]?.ToString() == "2")!;
        Assert.Equal($"{_sandbox.Url}#/contacts/2", person["url"]!.ToString());
        var address = (await _test.GetAsync("ledger/runs/1/contacts"))["contacts"]!.AsArray()[1]!["address"]!.ToString();
        var byAddress = await _test.GetAsync($"ledger/contacts?text={Uri.EscapeDataString(address)}");
        Assert.Equal("1", byAddress["runs"]!.AsArray()[^1]!["run"]!.ToString());
        Assert.Contains("First", byAddress["runs"]!.AsArray()[^1]!.ToJsonString(), StringComparison.Ordinal);
        var byNumber = await _test.GetAsync("ledger/contacts?text=2");
        Assert.Equal("2", byNumber["runs"]!.AsArray().Single()!["run"]!.ToString());
        Assert.Empty((await _test.GetAsync("ledger/contacts?text=nobody%40nowhere.example"))["runs"]!.AsArray());
        foreach (var wrong in (string[])["", "two%20words", "%27%20or%201%3D1"])
            Assert.Equal(400, (await _test.SendAsync("GET", $"ledger/contacts?text={wrong}")).Status);
    }

    [Fact]
    public async Task What_a_ledger_holds_is_never_a_page()
    {
        const string script = "<script>alert(1)</script>";
        await LoadAsync($"""
            insert into ContactTagsByEmail@ac (email, tag) select email, '{script}' from
            ((select email from contacts@ac limit 1) union all values ('no {script}')) t(email)
            """);
        foreach (var path in (string[])
            ["", "/3", "/3/changes", "/3/rejects", "/3/contacts", "/3/calls", "/3/unmatched", "/3/left", "/3/routes"])
        {
            var reply = (await _test.SendAsync("GET", "ledger/runs" + path)).Good();
            Assert.Equal(("application/json", "nosniff"), (reply.Type, reply.Headers["X-Content-Type-Options"]));
        }
    }

    async Task<string> RunsAsync(string query) =>
        string.Join(',', (await _test.GetAsync($"ledger/runs?{query}")).AsArray().Select(r => r!["run"]!.ToString()));

    async Task LoadAsync(string script)
    {
        await using var events = await _test.ListenAsync();
        var run = await _test.StartRunAsync(await _test.OpenSessionAsync(), script);
        ToldEvent told;
        do
        {
            told = await events.NextAsync();
            if (told.Kind == "confirm") await _test.AnswerAsync(run, told, isYes: true);
        }
        while (told.Kind != "end");
        Assert.Equal("done", told.Text("state"));
    }
}
