using System.Text.Json.Nodes;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;
using Koppel.Server.Tests.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Koppel.Server.Tests;

/// <summary>Runs are stopped and cut off, streams of events break, sessions are left, the program is started again.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task A_query_is_cut_off_and_its_session_goes_on()
    {
        await using var test = await UiTest.StartAsync();
        var session = await test.OpenSessionAsync();
        await using var events = await test.ListenAsync();
        var run = await test.StartRunAsync(session, "select count(*) from range(100000000000) a(i)");
        await events.UntilAsync("statement");
        Assert.Equal(204, (await test.SendAsync("POST", $"runs/{run}/cancel")).Status);
        Assert.Equal("cut", (await events.UntilAsync("end"))[^1].Text("state"));
        Assert.Equal("done", (await test.RunAsync("select 1", session: session))[^1].Text("state"));
    }

    [Fact]
    public async Task A_query_whose_rows_stream_is_stopped_and_what_came_stays()
    {
        await using var test = await UiTest.StartAsync();
        await using var events = await test.ListenAsync();
        var run = await test.StartRunAsync(await test.OpenSessionAsync(), "select i from range(100000000000) t(i)");
        await events.UntilAsync("rows");
        Assert.Equal(204, (await test.SendAsync("POST", $"runs/{run}/stop")).Status);
        Assert.Equal("stopped", (await events.UntilAsync("end"))[^1].Text("state"));
        var kept = (await test.GetAsync("results"))[0]!;
        Assert.True(kept["rows"]!.GetValue<long>() > 0);
        Assert.False(kept["isComplete"]!.GetValue<bool>());
        // The page knows this sentence, and says it in the reader's language.
        Assert.Equal("Its reading was stopped.", kept["fault"]!.ToString());
    }

    [Fact]
    public async Task A_stream_of_events_that_was_cut_goes_on_where_it_was()
    {
        await using var test = await UiTest.StartAsync();
        var session = await test.OpenSessionAsync();
        long last;
        await using (var events = await test.ListenAsync())
        {
            await test.StartRunAsync(session, "select 1; select 2");
            await events.UntilAsync("statement");
            last = events.Last;
        }
        await using var again = await test.ListenAsync(last);
        var told = await again.UntilAsync("end");
        Assert.Equal(last + 1, told[0].Id);
        Assert.Equal(2, told.Count(t => t.Kind == "summary"));
        Assert.Equal(Enumerable.Range(0, told.Count).Select(i => last + 1 + i), told.Select(t => t.Id));
    }

    [Fact]
    public async Task Events_of_another_program_are_none_of_this_one()
    {
        await using var test = await UiTest.StartAsync();
        await using var events = await test.ListenAsync(after: 5_000);
        await test.StartRunAsync(await test.OpenSessionAsync(), "select 1");
        Assert.Equal(1, (await events.UntilAsync("end"))[0].Id);
    }

    [Fact]
    public async Task A_session_that_nobody_touches_is_closed_and_says_so()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var test = await UiTest.StartAsync(change: o => o with { Time = time });
        var (left, kept) = (await test.OpenSessionAsync(), await test.OpenSessionAsync());
        for (var i = 0; i < 4; i++)
        {
            time.Advance(TimeSpan.FromMinutes(5));
            (await test.SendAsync("POST", $"sessions/{kept}/touch")).Good();
        }
        var closed = await test.SendAsync("POST", $"sessions/{left}/runs", new JsonObject { ["script"] = "select 1" });
        Assert.Equal((404, "session-closed"), (closed.Status, closed.Code));
    }

    [Fact]
    public async Task Forty_tabs_are_enough()
    {
        await using var test = await UiTest.StartAsync();
        for (var i = 0; i < 40; i++) await test.OpenSessionAsync();
        var refused = await test.SendAsync("POST", "sessions");
        Assert.Equal((429, "too-many-sessions"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task After_a_restart_files_are_there_and_a_load_that_broke_off_is_gone_on_with()
    {
        await using var sandbox = await SandboxServer.StartAsync(
            new SandboxOptions { Seed = 300, TimeScale = 20 }, TestContext.Current.CancellationToken);
        var folder = Directory.CreateTempSubdirectory("koppel-ui-").FullName;
        string[] connect = [$"ac=activecampaign;url={sandbox.Url};token={sandbox.Token}"];
        long run;
        await using (var test = await UiTest.StartAsync(connect, folder))
        {
            (await test.SendAsync("PUT", "files/load.sql", change: r =>
            {
                r.Headers.Add("If-None-Match", "*");
                r.Content = new StringContent("select 1");
            })).Good();
            await using var events = await test.ListenAsync();
            var load = await test.StartRunAsync(
                await test.OpenSessionAsync(), "update contacts@ac set firstName = firstName || 'x' where true");
            await test.AnswerAsync(load, (await events.UntilAsync("confirm"))[^1], isYes: true);
            await events.UntilAsync("sending");
            run = (await test.GetAsync("runs"))[0]!["ledgerRun"]!.GetValue<long>();
        }
        await using (var test = await UiTest.StartAsync(connect, folder))
        {
            Assert.Equal("select 1", (await test.SendAsync("GET", "files/load.sql")).Good().Text);
            var unfinished = (await test.GetAsync("ledger/runs?unfinished=true"))[0]!;
            Assert.Equal((run, true), (unfinished["run"]!.GetValue<long>(), unfinished["resumable"]!.GetValue<bool>()));
            await using var events = await test.ListenAsync();
            var session = await test.OpenSessionAsync();
            await test.PostAsync($"sessions/{session}/resume", new JsonObject { ["ledgerRun"] = run });
            var report = (await events.UntilAsync("report"))[^1].Data;
            Assert.Equal(("300", "0"), (report["books"]!["changed"]!.ToString(), report["books"]!["notSent"]!.ToString()));
            Assert.Empty((await test.GetAsync("ledger/runs?unfinished=true")).AsArray());
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_configuration_that_is_edited_meanwhile_holds_for_the_next_session()
    {
        await using var test = await UiTest.StartAsync();
        Assert.Empty((await test.GetAsync("connections")).AsArray());
        var path = Path.Combine(test.Folder, "koppel.toml");
        await File.WriteAllTextAsync(path, "[connections.files]\ntype = \"files\"\npath = \".\"\n", TestContext.Current.CancellationToken);
        Assert.Equal("files", (await test.GetAsync("connections"))[0]!["name"]!.ToString());
        Assert.Null((await test.GetAsync("about"))["problem"]);
        await File.WriteAllTextAsync(path, "[connections.files]\ntype = \"fyles\"\n", TestContext.Current.CancellationToken);
        Assert.Contains("koppel.toml:2", (await test.GetAsync("about"))["problem"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("files", (await test.GetAsync("connections"))[0]!["name"]!.ToString());
        Assert.Equal("done", (await test.RunAsync("select 1"))[^1].Text("state"));
    }
}
