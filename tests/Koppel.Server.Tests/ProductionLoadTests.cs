using System.Text.Json.Nodes;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;
using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests;

/// <summary>A load into production is sent only when the name of its connection is typed, whatever the script calls it.</summary>
public sealed class ProductionLoadTests : IAsyncLifetime
{
    SandboxServer _sandbox = null!;
    UiTest _test = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync(
            new SandboxOptions { Seed = 50, TimeScale = 1_000_000 }, TestContext.Current.CancellationToken);
        _test = await UiTest.StartAsync(
        [
            $"Live=activecampaign;url={_sandbox.Url};token={_sandbox.Token};environment=production",
            $"trial=activecampaign;url={_sandbox.Url};token={_sandbox.Token}",
        ]);
    }

    public async ValueTask DisposeAsync()
    {
        await _test.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData("Live")]
    [InlineData("LIVE")]
    [InlineData("\"live\"")]
    public async Task The_question_says_which_name_is_typed_and_no_yes_counts_without_it(string written)
    {
        var (run, question, events) = await AskAsync(Load(written));
        await using var _ = events;
        Assert.Equal(("Live", "production", "[\"Live\"]"),
            (question.Text("connection"), question.Text("environment"), question.Data["typed"]!.ToJsonString()));
        foreach (var typed in (string?[])[null, "", "live", "Live ", "trial"])
        {
            var refused = await AnswerAsync(run, question, isYes: true, typed);
            Assert.Equal((409, "name-needed"), (refused.Status, refused.Code));
            Assert.Contains("Type its name, Live", refused.Text, StringComparison.Ordinal);
        }
        Assert.Equal("asking", (await _test.GetAsync($"runs/{run}"))["state"]!.ToString());
        Assert.DoesNotContain(_sandbox.GetStats().ByRoute, r => !r.Key.StartsWith("GET", StringComparison.Ordinal));
        Assert.Equal(204, (await AnswerAsync(run, question, isYes: true, "Live")).Status);
        Assert.Equal("done", (await events.UntilAsync("end"))[^1].Text("state"));
    }

    [Fact]
    public async Task To_take_a_load_back_needs_the_name_too()
    {
        var (run, question, events) = await AskAsync(Load("live"));
        await using var _ = events;
        Assert.Equal(204, (await AnswerAsync(run, question, isYes: true, "Live")).Status);
        var report = (await events.UntilAsync("end")).Single(t => t.Kind == "report").Data;
        var undo = await _test.PostAsync(
            $"ledger/runs/{report["ledgerRun"]}/undo", new JsonObject { ["deleteCreated"] = false });
        (run, question, var back) = await AskAsync(undo["script"]!.ToString());
        await using var __ = back;
        // What the load created is taken back by a statement of its own, which asks too.
        while (question.Kind == "confirm")
        {
            Assert.Equal("name-needed", (await AnswerAsync(run, question, isYes: true, null)).Code);
            Assert.Equal(204, (await AnswerAsync(run, question, isYes: true, "Live")).Status);
            question = await AskedOrEndedAsync(back);
        }
        Assert.Equal("done", question.Text("state"));
    }

    [Fact]
    public async Task No_name_is_needed_to_say_no_or_for_what_is_not_production()
    {
        var (run, question, events) = await AskAsync(Load("LIVE"));
        await using var _ = events;
        Assert.Equal(204, (await AnswerAsync(run, question, isYes: false, null)).Status);
        Assert.Equal("stopped", (await events.UntilAsync("end"))[^1].Text("state"));

        (run, question, var others) = await AskAsync(Load("TRIAL"));
        await using var __ = others;
        Assert.Equal(("trial", "[]"), (question.Text("connection"), question.Data["typed"]!.ToJsonString()));
        Assert.Equal(204, (await AnswerAsync(run, question, isYes: true, null)).Status);
        Assert.Equal("done", (await others.UntilAsync("end"))[^1].Text("state"));
    }

    [Fact]
    public async Task Each_load_of_a_script_asks_for_itself()
    {
        var (run, question, events) = await AskAsync($"{Load("Trial")};\n{Load("live")};\n{Load("Trial")}");
        await using var _ = events;
        foreach (var typed in (string?[])[null, "Live", null])
        {
            Assert.Equal(typed is null ? "[]" : "[\"Live\"]", question.Data["typed"]!.ToJsonString());
            Assert.Equal(question.Text("hash"), (await _test.GetAsync($"runs/{run}"))["question"]!["hash"]!.ToString());
            Assert.Equal(204, (await AnswerAsync(run, question, isYes: true, typed)).Status);
            question = await AskedOrEndedAsync(events);
        }
        Assert.Equal("done", question.Text("state"));
    }

    [Fact]
    public async Task A_guided_load_is_told_what_its_target_counts_as_where_nothing_is_said()
    {
        await using var test = await UiTest.StartAsync(
        [
            "away=activecampaign;url=https://away.invalid;token=none", $"here=activecampaign;url={_sandbox.Url};token={_sandbox.Token}",
        ]);
        var told = (await test.GetAsync("loads/targets")).AsArray().Select(t => $"{t!["connection"]} {t["environment"]}");
        Assert.Equal(["away production", "here "], told);
    }

    static string Load(string connection) =>
        $"insert into ContactTagsByEmail@{connection} (email, tag) select email, 'Typed {Guid.NewGuid():N}' from contacts@trial limit 2";

    async Task<(string Run, ToldEvent Question, EventReader Events)> AskAsync(string script)
    {
        var events = await _test.ListenAsync();
        var run = await _test.StartRunAsync(await _test.OpenSessionAsync(), script);
        return (run, (await events.UntilAsync("confirm"))[^1], events);
    }

    static async Task<ToldEvent> AskedOrEndedAsync(EventReader events)
    {
        ToldEvent told;
        do told = await events.NextAsync();
        while (told.Kind is not ("confirm" or "end"));
        return told;
    }

    Task<Reply> AnswerAsync(string run, ToldEvent question, bool isYes, string? typed) => _test.SendAsync(
        "POST", $"runs/{run}/answer", new JsonObject { ["hash"] = question.Text("hash"), ["yes"] = isYes, ["typed"] = typed });
}
