using System.Diagnostics;
using System.Globalization;
using Koppel.Engine.Ledger;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Tests.Ledger;

/// <summary>A second process works on a run and is killed.</summary>
public sealed class KillTests
{
    const string Variable = "KOPPEL_TEST_LEDGER";
    const int Calls = 2_000;

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(250)]
    public async Task What_a_killed_process_recorded_is_there_and_its_run_can_be_gone_on_with(int milliseconds)
    {
        using var folder = new LedgerFolder();
        Directory.CreateDirectory(folder.Path);
        var progress = Path.Combine(folder.Path, "progress");
        using var child = Start(folder.Path);
        using var ledger = folder.Open();
        while (Lines(progress).Count == 0)
        {
            Assert.False(child.HasExited, "The second process ended before it had begun.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        Assert.Equal(Status.Running, ledger.FindRun(1)!.Status);
        var fault = Assert.Throws<ConnectorException>(() => ledger.Resume(1));
        Assert.Equal($"Run 1 is being worked on by process {child.Id}. Wait until it has ended, or stop it.", fault.Message);

        await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
        child.Kill();
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Status.Interrupted, ledger.FindRun(1)!.Status);
        using var run = ledger.Resume(1);
        var statement = run.ResumeStatement(1)!;
        var open = statement.Journal.Open().ToDictionary(c => c.Number, c => c.State);
        foreach (var line in Lines(progress))
        {
            var (call, state) = (line[0], (CallState)line[1]);
            Assert.True(open.GetValueOrDefault(call, CallState.Done) >= state,
                $"call {call} is {open.GetValueOrDefault(call, CallState.Done)}, but {state} had returned");
        }
        Assert.Equal(open.Count, statement.Record.Books.NotSent);
        foreach (var call in open.Keys) statement.Journal.Done(call, new CallResult(1, 0, []));
        Assert.Equal(Status.Completed, statement.Finish(Ending.Completed));
        Assert.Equal(Status.Completed, run.Finish(Ending.Completed));
        Assert.Equal(new Books(Calls, Calls, 0, 0), ledger.Statements(1)[0].Books);
    }

    /// <summary>What the second process does; as a test of its own it does nothing.</summary>
    [Fact]
    public void Second_process()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } folder) return;
        using var ledger = SqliteLedger.Open(folder, TimeProvider.System);
        using var run = ledger.BeginRun(LedgerFolder.Script());
        var statement = run.BeginStatement(LedgerFolder.Insert());
        for (var call = 1; call <= Calls; call++) statement.Journal.Plan(LedgerFolder.Kind, "POST /things", 1, LedgerFolder.Content(call));
        statement.ReadPlanned(LedgerFolder.PlanOf(Calls, 0), []);
        using var progress =
            new FileStream(Path.Combine(folder, "progress"), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        Parallel.ForEach(statement.Journal.Open(), new ParallelOptions { MaxDegreeOfParallelism = 6 }, call =>
        {
            statement.Journal.Sending(call.Number);
            Note(call.Number, CallState.Sent);
            statement.Journal.Accepted(call.Number, "batch");
            Note(call.Number, CallState.Accepted);
            statement.Journal.Done(call.Number, new CallResult(1, 0, []));
            Note(call.Number, CallState.Done);
        });
        Thread.Sleep(TimeSpan.FromMinutes(1)); // To be killed.

        void Note(long call, CallState state)
        {
            lock (progress)
                progress.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{call} {(int)state}\n")));
        }
    }

    static Process Start(string folder)
    {
        var program = Environment.ProcessPath!;
        var info = new ProcessStartInfo(program) { RedirectStandardOutput = true, WorkingDirectory = folder };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet") info.ArgumentList.Add(typeof(KillTests).Assembly.Location);
        info.ArgumentList.Add("-method");
        info.ArgumentList.Add($"{typeof(KillTests).FullName}.{nameof(Second_process)}");
        info.Environment[Variable] = folder;
        return Process.Start(info)!;
    }

    static List<long[]> Lines(string progress)
    {
        if (!File.Exists(progress)) return [];
        using var reader = new StreamReader(new FileStream(progress, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        // The last line may have been cut.
        return [
            .. reader.ReadToEnd().Split('\n')[..^1].Select(
                l => l.Split(' ').Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToArray())];
    }
}
