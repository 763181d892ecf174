using Koppel.Engine.Ledger;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Tests.Ledger;

public sealed class StatementTests : IDisposable
{
    readonly LedgerFolder _folder = new();
    readonly SqliteLedger _ledger;
    readonly ILedgerRun _run;

    public StatementTests()
    {
        _ledger = _folder.Open();
        _run = _ledger.BeginRun(LedgerFolder.Script());
    }

    public void Dispose()
    {
        _run.Dispose();
        _ledger.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_books_follow_what_is_recorded_and_balance_at_each_step()
    {
        var statement = _run.BeginStatement(LedgerFolder.Insert());
        Assert.Equal(new Books(0, 0, 0, 0), statement.Record.Books);
        LedgerFolder.Plan(statement, calls: 3, unchanged: 5, new Reject(36, ["x", "y"], new RejectCause(RejectCode.Refused, "No.", "")));
        Assert.Equal(Status.Planned, statement.Record.Status);
        Assert.Equal((new Books(36, 0, 5, 1), 30), (statement.Record.Books, statement.Record.Books.NotSent));
        statement.Journal.Done(2,
            new CallResult(7, 1,
                [new Reject(11, ["a", "b"], new RejectCause(RejectCode.Refused, "Bad.", "")),
                    new Reject(12, ["c", "d"], new RejectCause(RejectCode.Refused, "Bad.", ""))]));
        Assert.Equal((new Books(36, 7, 6, 3), 20), (statement.Record.Books, statement.Record.Books.NotSent));
    }

    [Fact]
    public void A_plan_that_does_not_balance_is_not_sealed()
    {
        var statement = _run.BeginStatement(LedgerFolder.Insert());
        statement.Journal.Plan(LedgerFolder.Kind, "POST /things", 10, LedgerFolder.Content(1));
        var fault = Assert.Throws<InvalidOperationException>(() => statement.ReadPlanned(LedgerFolder.PlanOf(12, 1), []));
        Assert.Equal("The plan of statement 1 does not balance: 12 rows read, 1 unchanged, 0 rejected, 10 in calls.", fault.Message);
        Assert.False(statement.Record.IsPlanned);
    }

    [Fact]
    public void Without_a_sealed_plan_nothing_can_be_sent_and_with_one_nothing_added()
    {
        var statement = _run.BeginStatement(LedgerFolder.Insert());
        statement.Journal.Plan(LedgerFolder.Kind, "POST /things", 10, LedgerFolder.Content(1));
        Assert.Throws<InvalidOperationException>(() => statement.Journal.Sending(1));
        statement.ReadPlanned(LedgerFolder.PlanOf(10, 0), []);
        Assert.Throws<InvalidOperationException>(
            () => statement.Journal.Plan(LedgerFolder.Kind, "POST /things", 10, LedgerFolder.Content(2)));
        Assert.Throws<InvalidOperationException>(() => statement.ReadPlanned(LedgerFolder.PlanOf(10, 0), []));
        Assert.Throws<InvalidOperationException>(((SqliteStatement)statement).DropPlan);
        statement.Journal.Sending(1);
    }

    [Fact]
    public void A_plan_that_was_refused_leaves_no_call_beside_those_that_an_earlier_attempt_could_make()
    {
        var statement = _run.BeginStatement(LedgerFolder.Insert());
        statement.Grow(["email", "tag"]);
        statement.Journal.Plan(LedgerFolder.Kind, "POST /things", 10, LedgerFolder.Content(1));
        _run.Dispose();
        using var again = _ledger.Resume(_run.Number);
        var resumed = again.ResumeStatement(1)!;
        for (var i = 2; i <= 1_500; i++) resumed.Journal.Plan(LedgerFolder.Kind, "POST /things", 10, LedgerFolder.Content(i));

        resumed.Finish(Ending.Failed, "It was refused.");

        Assert.True(resumed.HasGrown);
        Assert.Equal([1], resumed.Calls().Select(c => c.Number));
    }

    [Fact]
    public void A_plan_that_was_not_sealed_is_dropped_when_the_statement_is_gone_on_with()
    {
        var statement = _run.BeginStatement(LedgerFolder.Insert());
        for (var i = 1; i <= 5; i++) statement.Journal.Plan(LedgerFolder.Kind, "POST /things", 10, LedgerFolder.Content(i));
        Assert.Equal(5, statement.Journal.Open().Count());
        _run.Dispose();

        using var again = _ledger.Resume(_run.Number);
        var resumed = again.ResumeStatement(1)!;
        Assert.Empty(resumed.Journal.Open());
        LedgerFolder.Plan(resumed, calls: 2);
        Assert.Equal([1, 2], resumed.Journal.Open().Select(c => c.Number));
    }

    [Fact]
    public void A_plan_that_was_not_sealed_does_not_outlive_its_statement()
    {
        var statement = _run.BeginStatement(LedgerFolder.Insert());
        statement.Journal.Plan(LedgerFolder.Kind, "POST /things", 10, LedgerFolder.Content(1));
        Assert.Single(statement.Journal.Open());
        statement.Finish(Ending.Failed, "The remote system has failed.");
        _ledger.Commits.Alone(c => Assert.Equal(0, c.Number("select (select count(*) from calls) + (select count(*) from contents)")));
    }

    [Fact]
    public void A_sealed_plan_is_gone_on_with_where_it_stood()
    {
        var statement = _run.BeginStatement(LedgerFolder.Insert());
        LedgerFolder.Plan(statement, calls: 4);
        statement.Journal.Sending(1);
        statement.Journal.Done(1, LedgerFolder.AllChanged);
        statement.Journal.Sending(2);
        statement.Journal.Accepted(2, "batch-2");
        statement.Journal.Sending(3);
        _run.Dispose();

        using var again = _ledger.Resume(_run.Number);
        var resumed = again.ResumeStatement(1)!;
        Assert.Equal((true, Status.Planned), (resumed.Record.IsPlanned, resumed.Record.Status));
        Assert.Equal([(2, CallState.Accepted, "batch-2"), (3, CallState.Sent, null), (4, CallState.Planned, null)],
            resumed.Journal.Open().Select(c => (c.Number, c.State, c.Token)));
        Assert.Null(again.ResumeStatement(2));
    }

    [Fact]
    public void A_completed_statement_stays_completed()
    {
        _run.BeginStatement(new StatementStart(1, "create table t as select 1", "create table")).Finish(Ending.Completed);
        _run.Finish(Ending.Stopped);
        using var again = _ledger.Resume(_run.Number);
        Assert.Equal(Status.Completed, again.ResumeStatement(1)!.Record.Status);
    }

    [Fact]
    public void A_failed_statement_says_why_until_it_is_gone_on_with()
    {
        var statement = _run.BeginStatement(LedgerFolder.Insert());
        LedgerFolder.Plan(statement, calls: 1);
        Assert.Equal(Status.Failed, statement.Finish(Ending.Failed, "The remote system has failed."));
        Assert.Equal("The remote system has failed.", statement.Record.Fault);
        Assert.Equal(Status.Failed, _run.Finish(Ending.Failed));
        using var again = _ledger.Resume(_run.Number);
        Assert.Equal((Status.Planned, null), (again.ResumeStatement(1)!.Record.Status, again.Statements[0].Fault));
    }

    [Fact]
    public void The_outcome_tells_of_all_attempts_with_the_first_rejects_and_the_number_of_all()
    {
        var statement = _run.BeginStatement(LedgerFolder.Insert());
        Assert.Equal(0, statement.Outcome().Read);
        var rejects = Enumerable.Range(21, RejectList.Kept + 5)
            .Select(row => new Reject(row, [$"é{row}@x.nl", "Test"], new RejectCause(RejectCode.Refused, "No.", ""))).ToArray();
        LedgerFolder.Plan(statement, calls: 2, unchanged: 1, rejects);
        statement.Journal.Done(1, LedgerFolder.AllChanged);
        _run.Dispose();

        using var again = _ledger.Resume(_run.Number);
        statement = again.ResumeStatement(1)!;
        statement.Journal.Done(2, new CallResult(7, 2, [new Reject(12, ["a", "b"], new RejectCause(RejectCode.Refused, "Bad.", ""))]));
        var fault = new InvalidOperationException("It stopped.");
        var outcome = statement.Outcome(fault);
        Assert.Equal(
            (1026L, 17L, 3L, 1006L, 0L), (outcome.Read, outcome.Changed, outcome.Unchanged, outcome.Rejects.Count, outcome.NotSent));
        Assert.Equal((12, 21), (outcome.Rejects.First[0].Row, outcome.Rejects.First[1].Row));
        Assert.Equal(["é21@x.nl", "Test"], outcome.Rejects.First[1].Values);
        Assert.Equal(RejectList.Kept, outcome.Rejects.First.Count);
        Assert.Empty(outcome.Creates); // Stopped, it tells what it would create as what may be there.
        Assert.Equal(["tag Test"], outcome.MayCreate);
        Assert.Equal(["Automations start."], outcome.Notes);
        Assert.Same(fault, outcome.Fault);
    }

    [Fact]
    public void A_statement_is_begun_once() =>
        Assert.Throws<InvalidOperationException>(
            () => (_run.BeginStatement(LedgerFolder.Insert()), _run.BeginStatement(LedgerFolder.Insert())));
}
