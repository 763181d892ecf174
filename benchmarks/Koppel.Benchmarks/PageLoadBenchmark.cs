using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.Benchmarks;

/// <summary>
/// 100,000 rows of a file that the page is given: planned, looked at, applied, stopped, gone on with, and taken back with all that was
/// created. Meanwhile the program is asked four times a second, as an open page asks it. The same load by the command line stands beside
/// it.
/// </summary>
internal static class PageLoadBenchmark
{
    const int Rows = 100_000;
    const int TimeScale = 50;

    public static async Task RunAsync()
    {
        var koppel = await Published.KoppelAsync();
        using var folder = new ScratchFolder();
        var file = Path.Combine(folder.Path, "many.csv");
        await File.WriteAllLinesAsync(file,
            Enumerable.Range(0, Rows).Select(i => $"person{i}@many.example,Name{i % 500},Interest {i % 40}")
                .Prepend("email,first_name,tag"));
        await ByCommandAsync(koppel, folder.Path);

        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = 200, TimeScale = TimeScale });
        await using var ui = await RunningUi.StartAsync(koppel, folder.Path, [.. RunningUi.Command, "--connect", Connection(sandbox)]);
        using var end = new CancellationTokenSource();
        var slowest = SlowestAnswerAsync(ui, end.Token);
        var load = new PageLoad(ui);
        var clock = Stopwatch.StartNew();

        var plan = await load.PlanAsync(file);
        Tell("planned", $"{clock.Elapsed.TotalSeconds:0.0} s");
        var statement = (await ui.GetAsync($"plans/{plan}")).GetProperty("statements")[0];
        var page = await Measure.BestAsync(5, () => ui.GetAsync(
            $"plans/{plan}/changes?statement={statement.GetProperty("statement")}&from={Rows - 50}&count=50"));
        Tell("its last 50 changes", $"{page * 1000:0} ms");

        clock.Restart();
        var run = await load.ApplyAsync(plan);
        while (sandbox.GetStats().Contacts < Rows / 4) await Task.Delay(20);
        await ui.PostAsync($"runs/{run}/stop", []);
        var stopped = await load.EndedAsync(run);
        var number = stopped.GetProperty("ledgerRun").GetInt32();
        Tell("applied and stopped", $"{clock.Elapsed.TotalSeconds:0.0} s, {PageLoad.Text(stopped, "state")}: {await BooksAsync(number)}");
        clock.Restart();
        if (PageLoad.Text(stopped, "state") != "done") await load.EndedAsync(await load.ResumeAsync(number));
        Tell("gone on with", $"{clock.Elapsed.TotalSeconds:0.0} s: {await BooksAsync(number)}");
        clock.Restart();
        var undone = await load.EndedAsync(await load.UndoAsync(number));
        Tell("taken back",
            $"{clock.Elapsed.TotalSeconds:0} s, a call a contact: {await BooksAsync(undone.GetProperty("ledgerRun").GetInt32())}");
        var stats = sandbox.GetStats();
        Tell("left in the account", $"{stats.Contacts} contacts; 200 were there before");
        await end.CancelAsync();
        Measure.Line("its slowest answer meanwhile", $"{await slowest:0} ms");

        void Tell(string what, string value) => Measure.Line(what, $"{value}; {ui.PeakMegabytes:0} MB at most");

        async Task<string> BooksAsync(int number) =>
            string.Join(", ", (await ui.GetAsync($"ledger/runs/{number}")).GetProperty("statements").EnumerateArray().Select(Books));
    }

    static async Task ByCommandAsync(string koppel, string folder)
    {
        const string sql = """
            insert into ContactsWithFields@ac (email, firstName, tags)
            select normalize_email(email), first_name, [tag] from many@here
            """;
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = 200, TimeScale = TimeScale });
        string[] arguments =
            ["query", "set automations@ac = 'skip'; " + sql, "--connect", Connection(sandbox), "--connect", "here=files;path=."];
        var child = await Child.RunAsync(koppel, arguments, folder);
        if (child.ExitCode != 0) throw new InvalidOperationException(child.Error);
        Measure.Line("the same by the command line", $"{child.Seconds:0.0} s; {child.PeakMegabytes:0} MB at most");
    }

    static string Connection(SandboxServer sandbox) =>
        $"ac=activecampaign;url={sandbox.Url};token={sandbox.Token};environment=sandbox";

    static string Books(JsonElement statement)
    {
        var books = statement.GetProperty("books");
        return string.Create(CultureInfo.InvariantCulture,
            $"{statement.GetProperty("target")} {books.GetProperty("read")} read, {books.GetProperty("changed")} changed, "
            + $"{books.GetProperty("unchanged")} unchanged, {books.GetProperty("rejected")} rejected, "
            + $"{books.GetProperty("notSent")} not sent");
    }

    static async Task<double> SlowestAnswerAsync(RunningUi ui, CancellationToken end)
    {
        var slowest = 0.0;
        while (!end.IsCancellationRequested)
        {
            var begun = Stopwatch.GetTimestamp();
            await ui.GetAsync("about");
            slowest = Math.Max(slowest, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            await Task.WhenAny(Task.Delay(250, end));
        }
        return slowest;
    }
}
