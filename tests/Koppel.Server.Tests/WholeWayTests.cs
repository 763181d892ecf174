using System.Globalization;
using System.Text.Json.Nodes;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;
using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests;

/// <summary>From an open session to rows and their end, as the page goes it.</summary>
public sealed class WholeWayTests
{
    [Fact]
    public async Task A_script_that_may_hold_a_secret_is_run_and_not_kept()
    {
        await using var test = await UiTest.StartAsync();
        await test.RunAsync("select 'password = correct-horse-battery' as text");
        var kept = (await test.GetAsync("history")).AsArray()[0]!;
        Assert.Equal("-- This script was not kept: it may hold a secret.", kept["script"]!.ToString());
        Assert.DoesNotContain("battery", await File.ReadAllTextAsync(
            Path.Combine(test.Folder, ".koppel", "history.jsonl"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_tells_its_way_and_its_rows_can_be_read()
    {
        await using var test = await UiTest.StartAsync();
        var told = await test.RunAsync("select i, 'row ' || i as name from range(3) t(i)");
        Assert.Equal(["begin", "statement", "result", "rows", "rows", "summary", "end"], told.Select(t => t.Kind));
        Assert.Equal("done", told[^1].Text("state"));
        Assert.Equal(("3", "0"), (told[^2].Text("rows"), told[^2].Text("callsTotal")));
        var page = await test.GetAsync($"results/{told[^2].Text("result")}/rows?from=1&count=5");
        Assert.Equal("""{"from":1,"total":3,"isComplete":true,"rows":[[1,"row 1"],[2,"row 2"]]}""", page.ToJsonString());
    }

    [Fact]
    public async Task A_query_tells_what_it_saved_and_how_old_its_snapshot_is_as_figures()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = 250, TimeScale = 50 });
        await using var test = await UiTest.StartAsync([$"ac=activecampaign;url={sandbox.Url};token={sandbox.Token};snapshot=on"]);
        var session = await test.OpenSessionAsync();

        var first = (await test.RunAsync("select email from contacts@ac", session: session))[^2];
        var second = (await test.RunAsync("select email from contacts@ac", session: session))[^2];

        Assert.Equal("snapshot-kept", Only(first)["code"]!.ToString());
        Assert.Equal(int.Parse(first.Text("rows")!, CultureInfo.InvariantCulture),
            first.Data["callsTotal"]!.GetValue<long>() + first.Data["callsSaved"]!.GetValue<long>());
        var note = Only(second);
        Assert.Equal(("snapshot", first.Text("rows"), "contacts@ac"),
            (note["code"]!.ToString(), note["values"]!["rows"]!.ToString(), note["values"]!["table"]!.ToString()));
        Assert.StartsWith("contacts@ac: from the snapshot of ", note["text"]!.ToString(), StringComparison.Ordinal);
        Assert.True(DateTimeOffset.TryParse(note["values"]!["taken"]!.ToString(), CultureInfo.InvariantCulture, out _));
        Assert.True(long.TryParse(note["values"]!["age"]!.ToString(), CultureInfo.InvariantCulture, out _));

        static JsonNode Only(ToldEvent summary) => Assert.Single(summary.Data["notes"]!.AsArray())!;
    }

    [Fact]
    public async Task A_fault_has_its_place_in_the_whole_script()
    {
        await using var test = await UiTest.StartAsync();
        var session = await test.OpenSessionAsync();
        const string script = "select 1;\n\n  select nothing from range(1);\nselect 2";
        var (from, to) = (script.IndexOf("select nothing", StringComparison.Ordinal), script.LastIndexOf(';') + 1);
        foreach (var mode in (string[])["run", "plan"])
        {
            await using var events = await test.ListenAsync();
            await test.PostAsync($"sessions/{session}/runs", new JsonObject
            {
                ["script"] = script, ["from"] = from, ["to"] = to, ["mode"] = mode,
            });
            var failed = (await events.UntilAsync("failed"))[^1];
            Assert.Equal(("3", "10", $"{from + 7}", "sql"),
                (failed.Text("line"), failed.Text("column"), failed.Text("from"), failed.Text("code")));
            await events.UntilAsync("end");
        }
    }

    [Fact]
    public async Task The_program_describes_itself_and_its_interface()
    {
        await using var test = await UiTest.StartAsync();
        var about = await test.GetAsync("about");
        Assert.Equal(("tester", null), (about["user"]!.ToString(), about["problem"]?.ToString()));
        var described = await test.GetAsync("openapi.json");
        Assert.Equal("3.1.0", described["openapi"]!.ToString());
        Assert.Contains("script", described["paths"]!["/sessions/{session}/runs"]!["post"]!.ToJsonString(), StringComparison.Ordinal);
        var statements = await test.PostAsync("statements", new JsonObject { ["script"] = "select 1;\ndrop table x@memory" });
        Assert.Equal(
            """[{"from":0,"to":9,"line":1,"kind":"select","writes":false},"""
            + """{"from":10,"to":29,"line":2,"kind":"drop","writes":true}]""",
            statements.ToJsonString());
        Assert.Equal(404, (await test.SendAsync("GET", "nothing")).Status);
    }

    [Fact]
    public async Task Files_are_saved_over_the_text_that_was_seen_and_no_other()
    {
        await using var test = await UiTest.StartAsync();
        var made = await PutAsync("If-None-Match", "*", "select 1");
        Assert.Equal((201, 412), (made.Status, (await PutAsync("If-None-Match", "*", "select 2")).Status));
        var saved = await PutAsync("If-Match", made.Headers["ETag"], "select 2");
        Assert.Equal(204, saved.Status);
        var late = await PutAsync("If-Match", made.Headers["ETag"], "select 3");
        Assert.Equal((412, "changed-elsewhere"), (late.Status, late.Code));
        var read = (await test.SendAsync("GET", "files/mail/tags.sql")).Good();
        Assert.Equal(("select 2", saved.Headers["ETag"]), (read.Text, read.Headers["ETag"]));
        Assert.Equal("mail/tags.sql", (await test.GetAsync("files"))[0]!["path"]!.ToString());
        var gone = await test.SendAsync("DELETE", "files/mail/tags.sql", change: r => r.Headers.Add("If-Match", saved.Headers["ETag"]));
        Assert.Equal((204, 404), (gone.Status, (await test.SendAsync("GET", "files/mail/tags.sql")).Status));

        Task<Reply> PutAsync(string header, string value, string text) => test.SendAsync("PUT", "files/mail/tags.sql", change: r =>
        {
            r.Headers.Add(header, value);
            r.Content = new StringContent(text);
        });
    }

    [Fact]
    public async Task A_script_is_completed_checked_and_described_without_being_run()
    {
        await using var test = await UiTest.StartAsync();
        var session = await test.OpenSessionAsync();
        await test.RunAsync("create table people@memory as select 1 as id, 'Ann' as firstname", session: session);
        var script = "select firstnam from people@memory";
        var found = await test.PostAsync("complete", Asked(script, offset: 15));
        Assert.Contains(found["items"]!.AsArray(), i => i!["label"]!.ToString() == "firstname" && i["kind"]!.ToString() == "column");
        var wrong = (await test.PostAsync("check", Asked(script)))[0]!;
        Assert.Equal(("7", "15", "error"), (wrong["from"]!.ToString(), wrong["to"]!.ToString(), wrong["severity"]!.ToString()));
        Assert.Equal(200, (await test.SendAsync("POST", "describe", Asked("select id from people@memory", offset: 8))).Status);
        Assert.Equal(204, (await test.SendAsync("POST", "describe", Asked("  ", offset: 1))).Status);

        JsonObject Asked(string text, int? offset = null) => new() { ["session"] = session, ["script"] = text, ["offset"] = offset };
    }
}
