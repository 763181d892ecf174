using System.Diagnostics;

namespace Koppel.Benchmarks;

/// <summary>A load that is killed with SIGKILL at random moments and gone on with each time, until it comes to its end.</summary>
/// <param name="koppel">The program.</param>
/// <param name="folder">Where it works and keeps its ledger.</param>
/// <param name="connect">Its connections.</param>
internal sealed class KilledLoad(string koppel, string folder, string[] connect)
{
    /// <summary>How often it was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>
    /// Counts the calls that have arrived. With it a life is counted from its first call, and a slow machine does not kill it before it has
    /// begun; without it, from its start.
    /// </summary>
    public Func<long>? Arrived { get; init; }

    /// <summary>Is called behind each kill.</summary>
    public Action Killed { get; init; } = () => { };

    /// <summary>How often it gave up by itself, for the many faults, and was gone on with.</summary>
    public int GaveUp { get; private set; }

    /// <summary>Loads until all is done.</summary>
    /// <param name="sql">The load.</param>
    /// <param name="rows">How many rows it has.</param>
    /// <param name="kills">How often it is killed at most.</param>
    /// <param name="reading">Milliseconds that it lives at most while its plan is not whole: what is killed then reads again.</param>
    /// <param name="sending">The same behind that.</param>
    public Task RunAsync(string sql, int rows, int kills, int reading, int sending) =>
        RunAsync(["query", sql], rows, kills, reading, sending);

    /// <summary>Runs a command that loads, as the other does.</summary>
    public async Task RunAsync(string[] command, int rows, int kills, int reading, int sending)
    {
        string[] begin = [.. command, .. connect];
        var (random, arguments, isPlanned) = (new Random(1), begin, false);
        while (!await RunAsync(arguments,
            Kills >= kills
                ? Timeout.InfiniteTimeSpan
                : TimeSpan.FromMilliseconds(random.Next(Arrived is null ? 150 : 0, isPlanned ? sending : reading))))
        {
            var state = await AskAsync("select coalesce(max(status), 'none') || ' ' || coalesce(max(read), 0) from runs@koppel");
            if (state.StartsWith("completed", StringComparison.Ordinal)) return; // It was killed behind its last step.
            arguments = state.StartsWith("none", StringComparison.Ordinal) ? begin : ["resume", "1", .. connect];
            isPlanned = state.EndsWith($" {rows}", StringComparison.Ordinal);
        }
    }

    /// <summary>The one value of a query. Faults strike it too, so it is asked until it is answered.</summary>
    public async Task<string> AskAsync(string sql)
    {
        while (true)
        {
            var child = await Child.RunAsync(koppel, ["query", sql, "--format", "csv", .. connect], folder);
            if (child.ExitCode == 0) return child.Output.Split('\n')[1];
        }
    }

    /// <summary>What the ledger says became of the rows.</summary>
    public Task<string> BooksAsync() =>
        AskAsync("select read || ' = ' || changed || ' + ' || unchanged || ' + ' || rejected || ' + ' || not_sent from runs@koppel");

    /// <summary>Runs it until it ends or its time is up; tells whether it came to its end.</summary>
    async Task<bool> RunAsync(string[] arguments, TimeSpan patience)
    {
        using var process = Process.Start(
            new ProcessStartInfo(
                koppel, arguments) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var told = Task.WhenAll(process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        var before = Arrived?.Invoke();
        while (!process.HasExited && Arrived?.Invoke() == before && before is not null) await Task.Delay(1);
        using var timer = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(timer.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync();
            await told;
            Kills++;
            Killed();
            return false;
        }
        if (process.ExitCode is 0 or 3) return true;
        if (process.ExitCode != 1 || ++GaveUp > 100) throw new InvalidOperationException((await told)[0]);
        return false;
    }
}
