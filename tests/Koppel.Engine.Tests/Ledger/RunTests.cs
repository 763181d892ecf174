using Koppel.Engine.Ledger;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Tests.Ledger;

public sealed class RunTests : IDisposable
{
    readonly LedgerFolder _folder = new();
    readonly SqliteLedger _ledger;

    public RunTests() => _ledger = _folder.Open();

    public void Dispose()
    {
        _ledger.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_run_is_found_with_all_that_is_needed_to_go_on_with_it()
    {
        var start = new RunStart("select 1")
        {
            File = "tags.sql", Variables = new Dictionary<string, string> { ["tag"] = "Première" },
            Command = "koppel run tags.sql --var tag=Première",
        };
        using (_ledger.BeginRun(start)) { }
        var found = _ledger.FindRun(1)!;
        Assert.Equal("select 1", found.Start.Script);
        Assert.Equal("tags.sql", found.Start.File);
        Assert.Equal("Première", found.Start.Variables["tag"]);
        Assert.Equal("koppel run tags.sql --var tag=Première", found.Start.Command);
        Assert.Equal(_folder.Clock.Now, found.Started);
        Assert.Equal(Environment.ProcessId, found.Process);
        Assert.Null(found.Finished);
    }

    [Fact]
    public void Runs_are_numbered_from_1_and_listed_from_the_newest()
    {
        for (var i = 0; i < 3; i++) _ledger.BeginRun(LedgerFolder.Script()).Finish(Ending.Completed);
        Assert.Equal([3, 2, 1], _ledger.Runs().Select(r => r.Number));
        Assert.Null(_ledger.FindRun(4));
    }

    [Fact]
    public void A_run_is_running_while_it_is_worked_on_and_interrupted_when_nobody_does()
    {
        using (var run = _ledger.BeginRun(LedgerFolder.Script()))
        {
            run.BeginStatement(LedgerFolder.Insert());
            Assert.Equal(Status.Running, run.Record.Status);
            Assert.Equal(Status.Running, run.Statements[0].Status);
        }
        Assert.Equal(Status.Interrupted, _ledger.FindRun(1)!.Status);
        Assert.Equal(Status.Interrupted, _ledger.Statements(1)[0].Status);
    }

    [Fact]
    public void Two_never_work_on_the_same_run()
    {
        using var run = _ledger.BeginRun(LedgerFolder.Script());
        using var other = _folder.Open();
        var fault = Assert.Throws<ConnectorException>(() => other.Resume(1));
        Assert.Equal($"Run 1 is being worked on by process {Environment.ProcessId}. Wait until it has ended, or stop it.", fault.Message);
        Assert.Equal(Status.Running, other.FindRun(1)!.Status);
        run.Dispose();
        using (other.Resume(1)) Assert.Throws<ConnectorException>(() => _ledger.Resume(1));
    }

    [Fact]
    public async Task Two_can_record_different_runs_of_one_ledger_at_once()
    {
        using var other = _folder.Open();
        await Task.WhenAll(new[] { _ledger, other }.Select(ledger => Task.Run(() =>
        {
            var run = ledger.BeginRun(LedgerFolder.Script());
            var statement = run.BeginStatement(LedgerFolder.Insert());
            LedgerFolder.Plan(statement, calls: 200);
            Parallel.ForEach(statement.Journal.Open(), call =>
            {
                statement.Journal.Sending(call.Number);
                statement.Journal.Done(call.Number, LedgerFolder.AllChanged);
            });
            Assert.Equal(Status.Completed, statement.Finish(Ending.Completed));
            Assert.Equal(Status.Completed, run.Finish(Ending.Completed));
        })));
        Assert.All(new long[] { 1, 2 }, run => Assert.Equal(new Books(2000, 2000, 0, 0), _ledger.Statements(run).Single().Books));
    }

    [Fact]
    public void A_run_that_came_to_its_end_is_not_gone_on_with()
    {
        _ledger.BeginRun(LedgerFolder.Script()).Finish(Ending.Completed);
        Assert.Equal(
            "Run 1 is completed: there is nothing to go on with.", Assert.Throws<ConnectorException>(() => _ledger.Resume(1)).Message);
        Assert.Equal(
            "There is no run 2 in the ledger. koppel runs lists them.", Assert.Throws<ConnectorException>(() => _ledger.Resume(2)).Message);
    }

    [Theory]
    [InlineData(Ending.Failed, Status.Failed)]
    [InlineData(Ending.Stopped, Status.Stopped)]
    public void A_run_that_broke_off_is_gone_on_with(Ending ending, Status called)
    {
        Assert.Equal(called, _ledger.BeginRun(LedgerFolder.Script()).Finish(ending));
        Assert.Equal(_folder.Clock.Now, _ledger.FindRun(1)!.Finished);
        using var run = _ledger.Resume(1);
        Assert.Equal(Status.Running, run.Record.Status);
        Assert.Null(run.Record.Finished);
        Assert.Equal(Status.Completed, run.Finish(Ending.Completed));
    }

    [Fact]
    public void Rejects_make_it_completed_with_rejects()
    {
        var run = _ledger.BeginRun(LedgerFolder.Script());
        var statement = run.BeginStatement(LedgerFolder.Insert());
        LedgerFolder.Plan(statement, calls: 1, unchanged: 0,
            new Reject(3, ["a@x.nl", "Test"], new RejectCause(RejectCode.Refused, "The e-mail address is not valid.", "")));
        statement.Journal.Done(1, LedgerFolder.AllChanged);
        Assert.Equal(Status.CompletedWithRejects, statement.Finish(Ending.Completed));
        Assert.Equal(Status.CompletedWithRejects, run.Finish(Ending.Completed));
        Assert.Equal("completed with rejects", _ledger.FindRun(1)!.Status.ToWords());
    }

    [Fact]
    public void A_run_in_which_every_row_failed_is_failed()
    {
        var run = _ledger.BeginRun(LedgerFolder.Script());
        var statement = run.BeginStatement(LedgerFolder.Insert());
        LedgerFolder.Plan(statement, calls: 1);
        statement.Journal.Done(1,
            new CallResult(0, 0,
                [.. Enumerable.Range(1, 10).Select(r => new Reject(r, ["a", "b"], new RejectCause(RejectCode.Refused, "Refused.", "")))]));
        Assert.Equal(Status.Failed, statement.Finish(Ending.Completed));
        Assert.Equal("No row was accepted.", run.Statements[0].Fault);
        Assert.Equal(Status.Failed, run.Finish(Ending.Completed));
    }

    [Fact]
    public void A_load_with_rows_that_were_not_sent_is_never_completed()
    {
        var run = _ledger.BeginRun(LedgerFolder.Script());
        var statement = run.BeginStatement(LedgerFolder.Insert());
        LedgerFolder.Plan(statement, calls: 2);
        statement.Journal.Done(1, LedgerFolder.AllChanged);
        Assert.Equal(Status.Failed, statement.Finish(Ending.Completed));
        Assert.Equal("10 rows were not sent.", run.Statements[0].Fault);
        Assert.Equal(Status.Failed, run.Finish(Ending.Completed));
    }
}
