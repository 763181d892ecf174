using System.Text.Json.Nodes;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;
using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests;

/// <summary>Plan files of the page: made, looked through, applied, and refused where they may not be.</summary>
public sealed class PlanTests : IAsyncLifetime
{
    const string Script = """
        insert into ContactTagsByEmail@ac (email, tag) select email, 'Planned' from
        ((select email from contacts@ac order by id limit 3) union all values ('no address'), (null)) t(email)
        """;

    SandboxServer _sandbox = null!;
    UiTest _test = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync(
            new SandboxOptions { Seed = 50, TimeScale = 1_000_000 }, TestContext.Current.CancellationToken);
        _test = await UiTest.StartAsync(
        [
            $"ac=activecampaign;url={_sandbox.Url};token={_sandbox.Token}",
            $"live=activecampaign;url={_sandbox.Url};token={_sandbox.Token};environment=production",
            $"shop=activecampaign;url={_sandbox.Url};token={_sandbox.Token};environment=production",
        ]);
    }

    public async ValueTask DisposeAsync()
    {
        await _test.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task A_plan_is_made_looked_through_applied_and_not_applied_twice()
    {
        var session = await _test.OpenSessionAsync();
        var id = await PlanAsync(session, Script);
        Assert.DoesNotContain(_sandbox.GetStats().ByRoute, r => r.Key.StartsWith("POST", StringComparison.Ordinal));

        var listed = (await _test.GetAsync("plans")).AsArray().Single()!;
        Assert.Equal((id, "open", "3", "tester"),
            (listed["plan"]!.ToString(), listed["state"]!.ToString(), listed["changes"]!.ToString(), listed["by"]!.ToString()));
        var load = (await _test.GetAsync($"plans/{id}"))["statements"]!.AsArray().Single()!;
        Assert.Equal(("5", "3", "2"), (load["read"]!.ToString(), load["changes"]!.ToString(), load["rejected"]!.ToString()));
        Assert.Equal("tag 'Planned'", load["creates"]![0]!["text"]!.ToString());
        var changes = await _test.GetAsync($"plans/{id}/changes?count=2&from=1");
        Assert.Equal(("3", 2), (changes["total"]!.ToString(), changes["rows"]!.AsArray().Count));
        var address = changes["rows"]![0]!["columns"]!.AsArray().Single(c => c!["name"]!.ToString() == "email")!["after"]!.ToString();
        Assert.Equal("1", (await _test.GetAsync($"plans/{id}/changes?text={Uri.EscapeDataString(address)}"))["total"]!.ToString());
        Assert.Equal("0", (await _test.GetAsync($"plans/{id}/changes?kind=delete"))["total"]!.ToString());
        var rejects = await _test.GetAsync($"plans/{id}/rejects");
        Assert.Equal(("2", 2), (rejects["total"]!.ToString(), rejects["groups"]!.AsArray().Count));
        Assert.Equal("1", (await _test.GetAsync($"plans/{id}/rejects?reason=address-missing"))["total"]!.ToString());
        rejects = await _test.GetAsync($"plans/{id}/rejects?text=NO%20addr");
        Assert.Equal(("1", 2, "no address"), (rejects["total"]!.ToString(), rejects["groups"]!.AsArray().Count,
            rejects["rows"]![0]!["source"]!["email"]!.ToString()));
        var csv = (await _test.SendAsync("GET", $"plans/{id}/rejects?format=csv")).Good().Text;
        Assert.StartsWith("statement,row,email,tag,reject_reason", csv, StringComparison.Ordinal);
        Assert.StartsWith("SQLite format 3", (await _test.SendAsync("GET", $"plans/{id}/file")).Good().Text, StringComparison.Ordinal);

        var told = await ApplyAsync(session, id);
        var report = told.Single(t => t.Kind == "report").Data;
        Assert.Equal(("done", "3"), (told[^1].Text("state"), report["books"]!["changed"]!.ToString()));
        Assert.Equal("used", (await _test.GetAsync("plans"))[0]!["state"]!.ToString());
        var again = await _test.SendAsync("POST", $"sessions/{session}/plans/{id}/apply", new JsonObject());
        Assert.Equal((409, "plan-used"), (again.Status, again.Code));
        Assert.Equal(204, (await _test.SendAsync("DELETE", $"plans/{id}")).Status);
        Assert.Equal("no-plan", (await _test.SendAsync("GET", $"plans/{id}")).Code);
    }

    [Fact]
    public async Task A_plan_tells_by_codes_who_is_subscribed_again_what_may_be_a_slip_and_the_way_not_taken()
    {
        const string script = """
            insert into ContactsWithFields@ac (email, tags, lists) select email, ['Nieuw tag', 'Nieuwe tagg'], [list]
            from ContactListsByEmail@ac where status = 'unsubscribed' limit 2
            """;
        await _test.LoadAsync("set automations@ac = 'skip'; insert into tags@ac (tag, tagType) values ('Nieuwe tag', 'contact'); "
            + "insert into ContactListsByEmail@ac (email, list, status) select email, list, 'unsubscribed' "
            + "from ContactListsByEmail@ac where status = 'active' limit 3");
        var session = await _test.OpenSessionAsync();
        var without = await PlanAsync(session, script);
        var group = (await _test.GetAsync($"plans/{without}/rejects"))["groups"]!.AsArray().Single()!;
        Assert.Equal(("left-list", "2"), (group["code"]!.ToString(), group["count"]!.ToString()));

        var with = await PlanAsync(session, "set resubscribe@ac = on; " + script);
        var load = (await _test.GetAsync($"plans/{with}"))["statements"]!.AsArray().Single()!;
        var returns = load["returns"]!.AsArray().Single()!;
        Assert.Equal(("returns", "2", "ac"),
            (returns["code"]!.ToString(), returns["values"]!["n"]!.ToString(), returns["values"]!["connection"]!.ToString()));
        Assert.Contains("come back", returns["text"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(["Nieuwe tag"], load["slips"]!.AsArray().Select(s => s!["values"]!["near"]!.ToString()).Distinct());
        Assert.Equal("automations-run", load["automations"]![0]!["code"]!.ToString());
        Assert.Contains(load["irreversible"]!.AsArray(), n => n!["code"]!.ToString() == "mails-stay");
        Assert.Equal(("one call a row", true),
            (load["instead"]!["what"]!.ToString(), load["instead"]!["calls"]!.GetValue<long>() > 0));
    }

    [Fact]
    public async Task A_plan_into_production_is_applied_only_when_the_name_is_typed()
    {
        var session = await _test.OpenSessionAsync();
        var id = await PlanAsync(session, Script.Replace("@ac", "@live", StringComparison.Ordinal));
        Assert.Equal("live", (await _test.GetAsync($"plans/{id}"))["typed"]![0]!.ToString());
        foreach (var typed in (string?[])[null, "", "Live", "live ", "ac"])
        {
            var refused = await _test.SendAsync("POST", $"sessions/{session}/plans/{id}/apply", new JsonObject { ["typed"] = typed });
            Assert.Equal((409, "name-needed"), (refused.Status, refused.Code));
        }
        Assert.Equal("done", (await ApplyAsync(session, id, "live"))[^1].Text("state"));
    }

    [Fact]
    public async Task A_plan_into_several_is_applied_only_when_each_of_their_names_is_typed()
    {
        var session = await _test.OpenSessionAsync();
        var id = await PlanAsync(session, "update contacts@live set firstName = 'A' where id = 1; "
            + "update contacts@shop set firstName = 'B' where id = 2");
        var path = $"sessions/{session}/plans/{id}/apply";
        Assert.Equal("name-needed", (await _test.SendAsync("POST", path, new JsonObject { ["typed"] = "live" })).Code);
        await using var events = await _test.ListenAsync();
        await _test.PostAsync(path, new JsonObject { ["typed"] = new JsonArray("live", "shop") });
        Assert.Equal("done", (await events.UntilAsync("end"))[^1].Text("state"));
    }

    [Fact]
    public async Task Rows_that_somebody_changed_since_are_left_or_stop_the_load_as_was_said()
    {
        var session = await _test.OpenSessionAsync();
        var id = await PlanAsync(session, "update contacts@ac set firstName = 'Planned' where id in (1, 2)");
        var before = (await _test.GetAsync($"plans/{id}/changes"))["rows"]![0]!["columns"]!.AsArray();
        Assert.NotNull(before.Single(c => c!["name"]!.ToString() == "firstName")!["before"]);
        var other = await PlanAsync(session, "update contacts@ac set firstName = 'Somebody' where id = 1");
        Assert.Equal("done", (await ApplyAsync(session, other))[^1].Text("state"));

        Assert.Equal(400, (await _test.SendAsync(
            "POST", $"sessions/{session}/plans/{id}/apply", new JsonObject { ["drift"] = "ignore" })).Status);
        Assert.Equal("failed", (await ApplyAsync(session, id, drift: "refuse"))[^1].Text("state"));
        Assert.Equal("open", (await _test.GetAsync($"plans/{id}"))["state"]!.ToString());
        var told = await ApplyAsync(session, id, drift: "leave");
        var report = told.Single(t => t.Kind == "report").Data;
        Assert.Equal(("done", "1"), (told[^1].Text("state"), report["books"]!["changed"]!.ToString()));
        var left = await _test.GetAsync($"ledger/runs/{report["ledgerRun"]}/left");
        Assert.Equal("1", left["total"]!.ToString());
    }

    [Fact]
    public async Task A_plan_whose_load_broke_off_stays_until_that_load_was_gone_on_with()
    {
        await using var sandbox = await SandboxServer.StartAsync(
            new SandboxOptions { Seed = 300, TimeScale = 20 }, TestContext.Current.CancellationToken);
        var folder = Directory.CreateTempSubdirectory("koppel-ui-").FullName;
        string[] connect = [$"ac=activecampaign;url={sandbox.Url};token={sandbox.Token}"];
        string id;
        await using (var test = await UiTest.StartAsync(connect, folder))
        {
            var session = await test.OpenSessionAsync();
            id = await PlanAsync(session, "update contacts@ac set firstName = firstName || 'x' where true", test);
            await using var events = await test.ListenAsync();
            await test.PostAsync($"sessions/{session}/plans/{id}/apply", new JsonObject());
            await events.UntilAsync("sending");
        }
        await using (var test = await UiTest.StartAsync(connect, folder))
        {
            var plan = await test.GetAsync($"plans/{id}");
            Assert.Equal("begun", plan["state"]!.ToString());
            Assert.Equal("plan-begun", (await test.SendAsync("DELETE", $"plans/{id}")).Code);
            var session = await test.OpenSessionAsync();
            Assert.Equal("plan-begun", (await test.SendAsync("POST", $"sessions/{session}/plans/{id}/apply", new JsonObject())).Code);
            await using var events = await test.ListenAsync();
            await test.PostAsync(
                $"sessions/{session}/resume", new JsonObject { ["ledgerRun"] = plan["ledgerRun"]!.GetValue<long>() });
            var report = (await events.UntilAsync("report"))[^1].Data;
            Assert.Equal(("300", "0"), (report["books"]!["changed"]!.ToString(), report["books"]!["notSent"]!.ToString()));
            await events.UntilAsync("end");
            Assert.Equal("used", (await test.GetAsync($"plans/{id}"))["state"]!.ToString());
            Assert.Equal(204, (await test.SendAsync("DELETE", $"plans/{id}")).Status);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_plan_that_was_edited_is_refused_and_still_listed()
    {
        var session = await _test.OpenSessionAsync();
        var id = await PlanAsync(session, Script);
        var path = Path.Combine(_test.Folder, ".koppel", "plans", id + ".koppel");
        using (var edited = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=false"))
        {
            edited.Open();
            using var command = edited.CreateCommand();
            command.CommandText = "update plan set value = replace(value, 'tester', 'nobody') where name = 'head'";
            Assert.Equal(1, command.ExecuteNonQuery());
        }
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        var listed = (await _test.GetAsync("plans"))[0]!;
        Assert.Equal("refused", listed["state"]!.ToString());
        Assert.Contains("was changed after it was made", listed["why"]!.ToString(), StringComparison.Ordinal);
        var refused = await _test.SendAsync("POST", $"sessions/{session}/plans/{id}/apply", new JsonObject());
        Assert.Equal(422, refused.Status);
        Assert.Equal(204, (await _test.SendAsync("DELETE", $"plans/{id}")).Status);
    }

    [Fact]
    public async Task A_script_that_loads_nothing_or_is_wrong_makes_no_plan()
    {
        var session = await _test.OpenSessionAsync();
        foreach (var (script, says) in ((string, string)[])
            [("select 1", "nothing to plan"), ("insert into nowhere@ac select 1", "nowhere")])
        {
            await using var events = await _test.ListenAsync();
            await _test.PostAsync($"sessions/{session}/plans", new JsonObject { ["script"] = script });
            var told = await events.UntilAsync("end");
            Assert.Equal("failed", told[^1].Text("state"));
            Assert.Contains(says, told.Single(t => t.Kind == "failed").Text("text"), StringComparison.Ordinal);
        }
        Assert.Empty((await _test.GetAsync("plans")).AsArray());
        Assert.Empty(Directory.GetFiles(Path.Combine(_test.Folder, ".koppel", "plans")));
    }

    [Theory]
    [InlineData("..%2F..%2Fsecret")]
    [InlineData("..%5Csecret")]
    [InlineData("20260101-000000-0123456%2F")]
    [InlineData("CON")]
    [InlineData("%3Cscript%3E")]
    public async Task A_name_that_is_none_of_ours_finds_nothing(string name)
    {
        foreach (var (method, path) in ((string, string)[])
            [("GET", ""), ("GET", "/changes"), ("GET", "/rejects"), ("GET", "/unmatched"), ("GET", "/file"), ("DELETE", "")])
        {
            var reply = await _test.SendAsync(method, $"plans/{name}{path}");
            Assert.Equal((404, "application/problem+json"), (reply.Status, reply.Type));
        }
    }

    async Task<string> PlanAsync(string session, string script, UiTest? other = null)
    {
        var test = other ?? _test;
        await using var events = await test.ListenAsync();
        var made = await test.PostAsync($"sessions/{session}/plans", new JsonObject { ["script"] = script });
        var told = await events.UntilAsync("end");
        Assert.Equal("done", told[^1].Text("state"));
        Assert.Equal(made["plan"]!.ToString(), told.Single(t => t.Kind == "plan").Text("plan"));
        return made["plan"]!.ToString();
    }

    async Task<IReadOnlyList<ToldEvent>> ApplyAsync(string session, string id, string? typed = null, string? drift = null)
    {
        await using var events = await _test.ListenAsync();
        await _test.PostAsync($"sessions/{session}/plans/{id}/apply", new JsonObject { ["typed"] = typed, ["drift"] = drift });
        return await events.UntilAsync("end");
    }
}
