using CsCheck;
using Koppel.Engine.Ledger;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Tests.Ledger;

/// <summary>
/// Whatever threads record in whatever order, and wherever the process is cut off: what is found afterwards is whole, each call is at
/// least as far as the last member that returned for it, and the books balance.
/// </summary>
public sealed class CutTests
{
    const int Calls = 24;

    [Fact]
    public void A_cut_anywhere_leaves_a_whole_ledger_in_which_nothing_that_returned_is_missing() => Gen.Int.Sample(seed =>
    {
        using var folder = new LedgerFolder();
        using var ledger = folder.Open();
        using var run = ledger.BeginRun(LedgerFolder.Script());
        var statement = run.BeginStatement(LedgerFolder.Insert());
        LedgerFolder.Plan(
            statement, Calls, unchanged: 3, new Reject(Calls * 10 + 4, ["x", "y"], new RejectCause(RejectCode.Refused, "No.", "")));

        var far = new int[Calls + 1];
        using var cut = new CancellationTokenSource();
        var threads =
            Enumerable.Range(0, 4).Select(t => Task.Run(() => Work(statement.Journal, new Random(seed + t), far, t, cut.Token))).ToArray();
        var steps = new Random(seed).Next(0, Calls * 3);
        SpinWait.SpinUntil(() => far.Sum() >= steps || Array.Exists(threads, t => t.IsFaulted));
        // What had returned before the cut must be in it; what came to the file after it may be or not.
        var returned = far.ToArray();
        var copy = folder.Copy(ledger, "cut");
        cut.Cancel();
        Task.WaitAll(threads);
        Check(copy, returned);
        Check(folder.Copy(ledger, "end"), far);
    }, iter: 40, threads: 1);

    [Fact]
    public void A_log_that_was_written_in_part_leaves_a_whole_ledger() => Gen.Int.Sample(seed =>
    {
        // A power loss: the last bytes of the log never came to the disk.
        using var folder = new LedgerFolder();
        using var ledger = folder.Open();
        using var run = ledger.BeginRun(LedgerFolder.Script());
        var statement = run.BeginStatement(LedgerFolder.Insert());
        LedgerFolder.Plan(
            statement, Calls, unchanged: 3, new Reject(Calls * 10 + 4, ["x", "y"], new RejectCause(RejectCode.Refused, "No.", "")));
        Work(statement.Journal, new Random(seed), new int[Calls + 1], -1, CancellationToken.None);
        var copy = folder.Copy(ledger, "cut");
        using (var log = new FileStream(Path.Combine(copy, "ledger.db-wal"), FileMode.Open))
            log.SetLength(new Random(seed).NextInt64(log.Length));
        Check(copy, new int[Calls + 1]);
    }, iter: 40, threads: 1);

    /// <summary>Brings calls further in a random order; thread <c>t</c> of four has every fourth call, -1 has all.</summary>
    static void Work(IWriteJournal journal, Random random, int[] far, int thread, CancellationToken cut)
    {
        var open = Enumerable.Range(1, Calls).Where(c => thread < 0 || c % 4 == thread).ToList();
        while (open.Count > 0 && !cut.IsCancellationRequested)
        {
            var call = open[random.Next(open.Count)];
            var step = far[call] + 1;
            if (step == 1) journal.Sending(call);
            else if (step == 2) journal.Accepted(call, $"batch-{call}");
            else
                journal.Done(call,
                    random.Next(2) == 0
                        ? LedgerFolder.AllChanged
                        : new CallResult(6, 3, [new Reject(call * 10, ["a", "b"], new RejectCause(RejectCode.Refused, "Bad.", ""))]));
            Volatile.Write(ref far[call], step);
            if (step == 3) open.Remove(call);
        }
    }

    static void Check(string folder, int[] returned)
    {
        using var ledger = SqliteLedger.Open(folder, TimeProvider.System);
        ledger.Commits.Alone(c => Assert.Equal("ok", c.Rows("pragma integrity_check", row => row.GetString(0)).Single()));
        if (ledger.FindRun(1) is not { } found || ledger.Statements(1) is not [var record])
        {
            Assert.All(returned, state => Assert.Equal(0, state));
            return;
        }
        Assert.Equal(Status.Interrupted, found.Status);
        using var run = ledger.Resume(1);
        var statement = run.ResumeStatement(1)!;
        var open = statement.Journal.Open().ToDictionary(c => (int)c.Number);
        for (var call = 1; call <= Calls && record.IsPlanned; call++)
        {
            var state = open.TryGetValue(call, out var found_call) ? found_call.State : CallState.Done;
            Assert.True((int)state >= returned[call], $"call {call} is {state}, but {(CallState)returned[call]} had returned");
            Assert.Equal(state == CallState.Accepted ? $"batch-{call}" : null, found_call?.Token);
        }
        if (!record.IsPlanned) Assert.Empty(open);
        var books = statement.Record.Books;
        Assert.Equal(record.IsPlanned ? Calls * 10 + 4 : 0, books.Read);
        Assert.Equal(open.Count * 10, books.NotSent);
        Assert.Equal(books.Rejected, statement.Outcome().Rejects.Count);
    }
}
