using Koppel.Engine.Ledger;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Tests.Ledger;

public sealed class JournalTests : IDisposable
{
    readonly LedgerFolder _folder = new();
    readonly SqliteLedger _ledger;
    readonly ILedgerRun _run;
    readonly ILedgerStatement _statement;

    public JournalTests()
    {
        _ledger = _folder.Open();
        _run = _ledger.BeginRun(LedgerFolder.Script());
        _statement = _run.BeginStatement(LedgerFolder.Insert());
    }

    IWriteJournal Journal => _statement.Journal;

    public void Dispose()
    {
        _run.Dispose();
        _ledger.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Open_calls_come_in_order_with_all_that_was_planned()
    {
        LedgerFolder.Plan(_statement, calls: 100);
        var calls = Journal.Open().ToList();
        Assert.Equal(Enumerable.Range(1, 100).Select(n => (long)n), calls.Select(c => c.Number));
        Assert.All(calls, c => Assert.Equal(("POST /things", 10, CallState.Planned, (string?)null), (c.Route, c.Rows, c.State, c.Token)));
        Assert.All(calls, c => Assert.Equal(LedgerFolder.Content((int)c.Number), c.Content.ToArray()));
    }

    [Fact]
    public void Open_calls_are_read_while_others_are_made()
    {
        LedgerFolder.Plan(_statement, calls: 500);
        var made = 0;
        Parallel.ForEach(Journal.Open(), new ParallelOptions { MaxDegreeOfParallelism = 8 }, call =>
        {
            Journal.Sending(call.Number);
            Journal.Accepted(call.Number, $"batch-{call.Number}");
            Journal.Done(call.Number, LedgerFolder.AllChanged);
            Interlocked.Increment(ref made);
        });
        Assert.Equal(500, made);
        Assert.Empty(Journal.Open());
        Assert.Equal(new Books(5000, 5000, 0, 0), _statement.Record.Books);
    }

    [Fact]
    public async Task Calls_planned_by_many_threads_are_numbered_without_gaps()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 400; i++) Journal.Plan(LedgerFolder.Kind, "POST /things", 1, LedgerFolder.Content(i));
        })));
        _statement.ReadPlanned(LedgerFolder.PlanOf(3200, 0), []);
        Assert.Equal(Enumerable.Range(1, 3200).Select(n => (long)n), Journal.Open().Select(c => c.Number));
    }

    [Fact]
    public void What_a_call_carries_is_taken_over_when_it_is_planned()
    {
        var content = LedgerFolder.Content(1);
        Journal.Plan(LedgerFolder.Kind, "POST /things", 10, content);
        content.AsSpan().Clear();
        Assert.Equal(LedgerFolder.Content(1), Journal.Open().Single().Content.ToArray());
    }

    [Fact]
    public void A_call_that_is_sent_again_is_in_doubt_again()
    {
        LedgerFolder.Plan(_statement, calls: 1);
        Journal.Sending(1);
        Journal.Accepted(1, "batch-1");
        Journal.Sending(1);
        Assert.Equal((CallState.Sent, null), Journal.Open().Select(c => (c.State, c.Token)).Single());
    }

    [Fact]
    public void A_call_is_done_once_and_only_with_all_its_rows()
    {
        LedgerFolder.Plan(_statement, calls: 2);
        Assert.Throws<InvalidOperationException>(() => Journal.Done(1, new CallResult(9, 0, [])));
        Journal.Done(1, LedgerFolder.AllChanged);
        Assert.Throws<InvalidOperationException>(() => Journal.Done(1, LedgerFolder.AllChanged));
        Assert.Throws<InvalidOperationException>(() => Journal.Sending(1));
        Assert.Throws<InvalidOperationException>(() => Journal.Sending(3));
        Assert.Equal(new Books(20, 10, 0, 0), _statement.Record.Books);
    }

    [Fact]
    public void A_row_that_a_call_rejects_twice_is_a_fault_and_changes_nothing()
    {
        LedgerFolder.Plan(_statement, calls: 1, unchanged: 0, new Reject(11, [], new RejectCause(RejectCode.Refused, "No.", "")));
        Assert.Throws<InvalidOperationException>(
            () => Journal.Done(1,
                new CallResult(8, 0,
                    [new Reject(3, [], new RejectCause(RejectCode.Refused, "No.", "")),
                        new Reject(3, [], new RejectCause(RejectCode.Refused, "Again.", ""))])));
        Assert.Equal(new Books(11, 0, 0, 1), _statement.Record.Books);
        Assert.Equal(CallState.Planned, Journal.Open().Single().State);
    }

    [Fact]
    public void One_thread_s_fault_is_not_another_s()
    {
        LedgerFolder.Plan(_statement, calls: 200);
        var faults = 0;
        Parallel.For(1, 301, new ParallelOptions { MaxDegreeOfParallelism = 16 }, call =>
        {
            try
            {
                Journal.Done(call, LedgerFolder.AllChanged);
            }
            catch (InvalidOperationException)
            {
                Interlocked.Increment(ref faults);
            }
        });
        Assert.Equal(100, faults);
        Assert.Equal(2000, _statement.Record.Books.Changed);
    }

    [Fact]
    public void A_commit_that_waits_for_the_disk_is_made_for_each_step_of_a_call()
    {
        // What SQLite calls full: the log is flushed at each commit.
        LedgerFolder.Plan(_statement, calls: 1);
        Journal.Sending(1);
        _ledger.Commits.Alone(c => Assert.Equal(2, c.Number("pragma synchronous")));
    }
}
