namespace Koppel.EndToEnd.Tests;

/// <summary>A load that is killed with SIGKILL again and again, and gone on with by its ledger, until it comes to its end.</summary>
static class KilledLoad
{
    /// <summary>Runs it; gives how often it was killed.</summary>
    /// <param name="sandbox">Where to.</param>
    /// <param name="sql">The load.</param>
    /// <param name="kills">How often it is killed at most.</param>
    /// <param name="arrived">Counts the calls by which a life is measured.</param>
    /// <param name="least">How many of them a life has at the least.</param>
    /// <param name="most">It has fewer than this.</param>
    public static Task<int> RunAsync(Sandbox sandbox, string sql, int kills, Func<long> arrived, int least, int most) =>
        RunAsync(sandbox, ["query", sql], kills, arrived, least, most);

    /// <summary>Runs a command that loads, as the other does.</summary>
    public static async Task<int> RunAsync(
        Sandbox sandbox, string[] command, int kills, Func<long> arrived, int least, int most)
    {
        var random = new Random(1);
        var (killed, lives) = (0, 0);
        var arguments = command;
        for (var finished = false; !finished; arguments = ["resume", "1"])
        {
            Assert.InRange(++lives, 1, 40);
            using var process = Koppel.Start(sandbox.Folder, [.. arguments, "--connect", sandbox.Connect]);
            var told = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            var exit = process.WaitForExitAsync();
            var enough = arrived() + random.Next(least, most);
            while (!exit.IsCompleted && (killed == kills || arrived() < enough)) await Task.Delay(2);
            if (!exit.IsCompleted)
            {
                process.Kill();
                killed++;
            }
            await Task.WhenAll(exit, told, output);
            finished = process.ExitCode is 0 or 3; // With 1 it gave up for the many faults: it is gone on with too.
        }
        return killed;
    }
}
