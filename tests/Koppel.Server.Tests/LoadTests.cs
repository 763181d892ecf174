using System.Text.Json.Nodes;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;
using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests;

/// <summary>Loads into a sandbox: their plan, the question, rejects, and taking them back.</summary>
public sealed class LoadTests : IAsyncLifetime
{
    const string TwoRejects = """
        insert into ContactTagsByEmail@ac (email, tag) select email, 'Query tool' from
        ((select email from contacts@ac order by id limit 2) union all values ('no address'), (null)) t(email)
        """;

    SandboxServer _sandbox = null!;
    UiTest _test = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync(
            new SandboxOptions { Seed = 50, TimeScale = 1_000_000 }, TestContext.Current.CancellationToken);
        _test = await UiTest.StartAsync([$"ac=activecampaign;url={_sandbox.Url};token={_sandbox.Token};confirm_above=1"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _test.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task A_load_shows_its_plan_asks_reports_its_rejects_and_is_taken_back()
    {
        var session = await _test.OpenSessionAsync();
        var told = await LoadAsync(session, TwoRejects);
        var plan = told.First(t => t.Kind == "planned").Data["plan"]!;
        Assert.Equal(("4", "2", "2"), (plan["read"]!.ToString(), plan["changes"]!.ToString(), plan["rejects"]!.ToString()));
        var report = told.Single(t => t.Kind == "report").Data;
        Assert.Equal("""
            {"read":4,"changed":2,"unchanged":0,"rejected":2,"notSent":0,
            "created":[{"code":"creates-tag","text":"tag 'Query tool'","values":{"name":"Query tool"}}],"mayBeCreated":[]}
            """.ReplaceLineEndings(""),
            report["books"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        var run = report["ledgerRun"]!.GetValue<long>();
        var rejects = await _test.GetAsync($"ledger/runs/{run}/rejects");
        Assert.Equal(("2", "2"), (rejects["total"]!.ToString(), $"{rejects["groups"]!.AsArray().Count}"));
        Assert.StartsWith("statement,row", (await _test.SendAsync("GET", $"ledger/runs/{run}/rejects?format=csv")).Good().Text,
            StringComparison.Ordinal);

        var undo = (await _test.PostAsync($"ledger/runs/{run}/undo", new JsonObject { ["deleteCreated"] = false }))["script"]!.ToString();
        var undone = await LoadAsync(session, undo);
        Assert.Equal("done", undone[^1].Text("state"));
        Assert.Contains(undone, t => t.Kind == "report" && t.Data["books"]!["changed"]!.ToString() == "2");
        var history = await _test.GetAsync("history?connection=ac");
        Assert.Equal(2, history.AsArray().Count);
        Assert.Equal((4, run), (history[1]!["rows"]!.GetValue<int>(), history[1]!["ledgerRun"]!.GetValue<long>()));
    }

    [Fact]
    public async Task A_no_stops_it_before_anything_is_sent_and_an_answer_counts_once()
    {
        var session = await _test.OpenSessionAsync();
        await using var events = await _test.ListenAsync();
        var run = await _test.StartRunAsync(session, TwoRejects);
        var question = (await events.UntilAsync("confirm"))[^1];
        Assert.Equal("asking", (await _test.GetAsync($"runs/{run}"))["state"]!.ToString());
        Assert.Equal("busy", (await _test.SendAsync("POST", $"sessions/{session}/runs", new JsonObject { ["script"] = "select 1" })).Code);
        var wrong = await _test.SendAsync("POST", $"runs/{run}/answer", new JsonObject { ["hash"] = "0", ["yes"] = true });
        Assert.Equal((409, "no-question"), (wrong.Status, wrong.Code));
        await _test.AnswerAsync(run, question, isYes: false);
        var told = await events.UntilAsync("end");
        Assert.Equal("stopped", told[^1].Text("state"));
        Assert.Contains("was not confirmed", told.Single(t => t.Kind == "stopped").Text("text"), StringComparison.Ordinal);
        Assert.DoesNotContain(_sandbox.GetStats().ByRoute, r => !r.Key.StartsWith("GET", StringComparison.Ordinal));
        Assert.Equal("not-running", (await _test.SendAsync("POST", $"runs/{run}/stop")).Code);
    }

    [Fact]
    public async Task A_plan_sends_nothing_and_explains_queries()
    {
        var told = await _test.RunAsync($"select id, email from contacts@ac where email = 'ann@example.com';\n{TwoRejects}", "plan");
        Assert.Equal("done", told[^1].Text("state"));
        var explained = told.Single(t => t.Kind == "explained").Data;
        Assert.Equal("contacts@ac", explained["tables"]![0]!["table"]!.ToString());
        Assert.Single(explained["tables"]![0]!["pushed"]!.AsArray());
        Assert.Equal("ContactTagsByEmail@ac", told.Single(t => t.Kind == "planned").Text("target"));
        Assert.DoesNotContain(told, t => t.Kind is "result" or "sending");
    }

    [Fact]
    public async Task Changed_cells_of_a_remote_table_become_an_update_by_its_key()
    {
        var id = await _test.ResultAsync("select id, email, firstName from contacts@ac order by id limit 3");
        var result = await _test.GetAsync($"results/{id}");
        Assert.Equal("contacts@ac", result["editable"]!["table"]!.ToString());
        var row = (await _test.GetAsync($"results/{id}/rows?count=1"))["rows"]![0]!;
        var script = (await _test.PostAsync($"results/{id}/edits", new JsonObject
        {
            ["edits"] = new JsonArray(new JsonObject { ["row"] = 0, ["column"] = "firstName", ["value"] = "O'Neil" }),
        }))["script"]!.ToString();
        Assert.Equal($"update contacts@ac set \"firstName\" = 'O''Neil' where \"id\" = '{row[0]}';\n", script);
        Assert.Equal("done", (await LoadAsync(await _test.OpenSessionAsync(), script))[^1].Text("state"));
        var again = await _test.ResultAsync($"select firstName from contacts@ac where id = {row[0]}");
        Assert.Equal("O'Neil", (await _test.GetAsync($"results/{again}/rows"))["rows"]![0]![0]!.ToString());
        var made = await _test.ResultAsync("select count(*) as n from contacts@ac");
        var refused = await _test.SendAsync("POST", $"results/{made}/edits",
            JsonNode.Parse("""{"edits":[{"row":0,"column":"n","value":1}]}"""));
        Assert.Equal((422, "not-editable"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task A_result_is_saved_as_a_table_without_its_query_being_run_again()
    {
        var session = await _test.OpenSessionAsync();
        var told = await _test.RunAsync("select id, email from contacts@ac limit 3", session: session);
        var id = told.Single(t => t.Kind == "summary").Text("result");
        var calls = _sandbox.GetStats().Calls;
        var saved = await _test.PostAsync($"results/{id}/table", new JsonObject { ["table"] = "few@inmemorystorage" });
        var script = saved["script"]!.ToString();
        told = await _test.RunAsync(script + "select count(*) from few@inmemorystorage", session: session);
        Assert.Equal("done", told[^1].Text("state"));
        Assert.Equal(calls, _sandbox.GetStats().Calls);
    }

    [Fact]
    public async Task The_tree_knows_connections_tables_and_columns()
    {
        var connection = (await _test.GetAsync("connections"))[0]!;
        Assert.Equal(("ac", "activecampaign", "true"),
            (connection["name"]!.ToString(), connection["kind"]!.ToString(), connection["canLoad"]!.ToString()));
        Assert.Equal(0, _sandbox.GetStats().Calls);
        var tables = (await _test.GetAsync("connections/ac/tables")).AsArray();
        Assert.Contains(tables, t => t!["name"]!.ToString() == "contacts" && t["verbs"]!.AsArray().Any(v => v!.ToString() == "merge"));
        var contacts = await _test.GetAsync("connections/ac/tables/contacts");
        Assert.Equal("nothing-kept", (await _test.SendAsync("GET", "connections/ac/tables/contacts/sample")).Code);
        await _test.ResultAsync("select id, email from contacts@ac limit 3");
        Assert.Equal(3, (await _test.GetAsync("connections/ac/tables/contacts/sample"))["rows"]!.AsArray().Count);
        Assert.Contains("key", contacts["columns"]![0]!["traits"]!.AsArray().Select(t => t!.ToString()));
    }

    async Task<IReadOnlyList<ToldEvent>> LoadAsync(string session, string script)
    {
        await using var events = await _test.ListenAsync();
        var run = await _test.StartRunAsync(session, script);
        var told = new List<ToldEvent>();
        do
        {
            told.Add(await events.NextAsync());
            if (told[^1].Kind == "confirm") await _test.AnswerAsync(run, told[^1], isYes: true);
        }
        while (told[^1].Kind != "end");
        return told;
    }
}
