using System.Text.Json;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.Benchmarks;

/// <summary>
/// Loads that the page started, under faults. The query tool is killed at random moments and started again, and what it offers to go on
/// with is gone on with. Accounts are a call each, and the sandbox takes a name as often as it comes, so that what is done twice is seen.
/// </summary>
internal static class KillPageLoadBenchmark
{
    const int Rows = 600;
    const int Accounts = 200;
    const int Kills = 50;

    static readonly string[] Faults =
        ["429:0.02", "500-before:0.02", "500-after:0.02", "cut:0.02", "503:0.01", "garbage:0.01", "slow:0.01", "import-interrupted:0.02"];

    public static async Task RunAsync()
    {
        var koppel = await Published.KoppelAsync();
        var (random, kills, beforeItBegan, loads, wrong) = (new Random(1), 0, 0, 0, new List<string>());
        while (kills < Kills)
        {
            var told = await LoadAsync(koppel, ++loads, random, () => kills++, () => beforeItBegan++, () => kills < Kills);
            if (told is not null) wrong.Add(told);
        }
        Measure.Line("killed", $"{kills} times in {loads} loads of {Rows} contacts, each with a tag, on {Accounts} accounts");
        Measure.Line("before the ledger had the run", $"{beforeItBegan} of them: the plan was applied again");
        Measure.Line("right", wrong.Count == 0 ? "all" : string.Join("; ", wrong));
    }

    /// <summary>One load, killed again and again; tells what is wrong behind it, or null.</summary>
    static async Task<string?> LoadAsync(
        string koppel, int seed, Random random, Action killed, Action notOffered, Func<bool> isKilling)
    {
        using var folder = new ScratchFolder();
        var file = Path.Combine(folder.Path, "people.csv");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, Rows)
            .Select(i => $"p{i}@many.example,Interest {i % 10},Mill {i % Accounts}").Prepend("email,tag,company"));
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions
        {
            Seed = 50, FaultSeed = seed, TimeScale = 6, AccountsMayRepeat = true, Faults = [.. Faults.Select(FaultRule.Parse)],
        });
        var before = sandbox.GetStats();
        string[] arguments = [.. RunningUi.Command, "--connect",
            $"ac=activecampaign;url={sandbox.Url};token={sandbox.Token};environment=sandbox"];

        List<JsonElement> ended;
        var ui = await RunningUi.StartAsync(koppel, folder.Path, arguments);
        try
        {
            var plan = await new PageLoad(ui).PlanAsync(file);
            var run = await new PageLoad(ui).ApplyAsync(plan);
            while (await LiveAsync(ui, run, isKilling() ? random.Next(50, 2_500) : Timeout.Infinite) is var life and not Life.Done)
            {
                await ui.DisposeAsync();
                if (life == Life.Killed) killed();
                ui = await RunningUi.StartAsync(koppel, folder.Path, arguments);
                var offered = (await ui.GetAsync("ledger/runs?unfinished=true")).EnumerateArray().ToList();
                if (offered.Count > 1) return $"load {seed}: {offered.Count} runs are offered";
                if (offered.Count == 0 && (await RunsAsync(ui)).Count > 0) break;
                if (offered.Count == 0) notOffered();
                run = offered.Count == 0
                    ? await new PageLoad(ui).ApplyAsync(plan)
                    : await new PageLoad(ui).ResumeAsync(offered[0].GetProperty("run").GetInt32());
            }
            ended = await RunsAsync(ui);
        }
        finally
        {
            await ui.DisposeAsync();
        }

        var now = sandbox.GetStats();
        string[] facts =
        [
            $"{ended.Count} run {string.Join(" ", ended.Select(r => PageLoad.Text(r, "state")))}",
            $"{now.Contacts - before.Contacts} contacts", $"{now.ContactTags - before.ContactTags} tags of contacts",
            $"{now.Accounts - before.Accounts} accounts", $"{Links(now) - Links(before)} contacts on accounts",
            string.Join(" ", ended.Select(r => r.GetProperty("books").ToString())),
        ];
        var wanted = $"1 run completed, {Rows} contacts, {Rows} tags of contacts, {Accounts} accounts, {Rows} contacts on accounts, ";
        var told = string.Join(", ", facts);
        return told.StartsWith(wanted, StringComparison.Ordinal) ? null : $"load {seed}: {told}";
    }

    /// <summary>Watches a run for as long as its program is to live.</summary>
    static async Task<Life> LiveAsync(RunningUi ui, string run, int milliseconds)
    {
        using var life = new CancellationTokenSource(milliseconds);
        while (!life.IsCancellationRequested)
        {
            var stand = await new PageLoad(ui).StandAsync(run);
            if (PageLoad.HasEnded(stand)) return PageLoad.Text(stand, "state") == "done" ? Life.Done : Life.GaveUp;
            await Task.WhenAny(Task.Delay(20, life.Token));
        }
        return Life.Killed;
    }

    static async Task<List<JsonElement>> RunsAsync(RunningUi ui) => [.. (await ui.GetAsync("ledger/runs")).EnumerateArray()];

    static int Links(SandboxStats stats) => stats.Rows.GetValueOrDefault("accountContacts");

    /// <summary>How the life of a program ended that had a run.</summary>
    enum Life
    {
        /// <summary>The run was through.</summary>
        Done,

        /// <summary>The many faults stopped it, and it is gone on with like one that was killed.</summary>
        GaveUp,

        /// <summary>It was killed while the run went on.</summary>
        Killed,
    }
}
