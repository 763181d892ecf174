using Koppel.Engine.Configuration;
using Koppel.Engine.Events;
using Koppel.Engine.Hosting;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Execution;

/// <summary>Sessions of one engine, and scripts that come to one session at once.</summary>
public sealed class SessionTests : IAsyncDisposable
{
    const string Query = "select count(*) from contacts@ac c join contactTags@ac ct on ct.contact = c.id";

    readonly KoppelEngine _engine;

    public SessionTests()
    {
        var crm = new Crm();
        var connector = new MemoryConnector(("ac", [crm.Contacts, crm.Tags, crm.ContactTags]));
        _engine = new KoppelEngine(
            new EngineOptions { Connectors = [connector], Connections = connector.All, BaseFolder = AppContext.BaseDirectory });
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task Eight_sessions_run_statements_side_by_side()
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var session = _engine.OpenSession();
            return await CountAsync(session, Query);
        }));
        Assert.All(counts, c => Assert.Equal(3L, c));
    }

    [Fact]
    public async Task Eight_scripts_at_once_in_one_session_wait_for_each_other()
    {
        await using var session = _engine.OpenSession();
        var counts = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            () => CountAsync(session, $"create or replace table mine@memory as select {i} n; "
                + "select count(*) + n from mine@memory, contacts@ac group by n"))));
        Assert.Equal(Enumerable.Range(7, 8).Select(n => (long)n), counts.Order());
    }

    [Fact]
    public async Task A_session_that_refuses_a_second_script_says_so_and_goes_on()
    {
        await using var session = _engine.OpenSession(new SessionOptions { WhenBusy = WhenBusy.Refuse });
        await using (var run = session.Run("select * from contacts@ac"))
        {
            var fault = Assert.Throws<SessionBusyException>(() => session.Run("select 1"));
            Assert.Equal("The session runs another script. Wait for its end, stop it, or open another session.", fault.Message);
        }
        Assert.Equal(1L, await CountAsync(session, "select 1::bigint"));
    }

    [Fact]
    public async Task Tables_of_one_session_are_not_those_of_another()
    {
        await using var one = _engine.OpenSession();
        await using var other = _engine.OpenSession();
        Assert.Equal(1L, await CountAsync(one, "create table mine@memory as select 1; select count(*) from mine@memory"));
        var failed = Assert.IsType<FailedResult>(await other.ExecuteAsync("select * from mine@memory").LastAsync());
        Assert.Contains("mine", failed.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_cuts_a_long_query_off_and_the_session_goes_on()
    {
        await using var session = _engine.OpenSession();
        await using (var run = session.Run("select count(*) from range(100000000000)"))
        {
            await foreach (var told in run.EventsAsync())
                if (told is StatementBegan)
                    break;
            Assert.False(run.Stop());
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            {
                await foreach (var _ in run.EventsAsync()) { }
            });
        }
        Assert.Equal(1L, await CountAsync(session, "select 1::bigint"));
    }

    [Fact]
    public async Task A_run_that_nobody_listens_to_goes_on_to_its_end()
    {
        await using var session = _engine.OpenSession();
        var run = session.Run("create table mine@memory as select 1; insert into mine@memory select 2");
        Assert.Equal(2L, await CountAsync(session, "select count(*) from mine@memory"));
        await run.DisposeAsync();
    }

    [Fact]
    public async Task A_session_is_closed_in_the_middle_of_a_query()
    {
        var session = _engine.OpenSession();
        var run = session.Run("select count(*) from range(100000000000)");
        await session.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in run.EventsAsync()) { }
        });
        Assert.Throws<ObjectDisposedException>(() => session.Run("select 1"));
        await run.DisposeAsync();
    }

    [Fact]
    public async Task A_run_knows_who_began_it_and_through_which_door()
    {
        var folder = Directory.CreateTempSubdirectory("koppel-session-").FullName;
        var connector = new MemoryConnector(("ac", [new WritableMemoryTable("t", Column.BigInt("i"))]));
        await using (var session = Session.Open(
            new EngineOptions { Connectors = [connector], Connections = connector.All, BaseFolder = folder, StateFolder = folder },
            new SessionOptions { User = "ann", Door = SessionDoor.Job }))
        {
            Assert.IsType<LoadResult>(await session.ExecuteAsync("insert into t@ac select 1").LastAsync());
            var start = session.Engine.Ledger!.FindRun(1)!.Start;
            Assert.Equal(("ann", "job"), (start.User, start.Door));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_run_that_is_cut_off_before_its_turn_can_be_gone_on_with()
    {
        var folder = Directory.CreateTempSubdirectory("koppel-session-").FullName;
        var table = new WritableMemoryTable("t", Column.BigInt("i")) { FailsAtCall = 1 };
        var connector = new MemoryConnector(("ac", [table]));
        await using (var session = Session.Open(
            new EngineOptions { Connectors = [connector], Connections = connector.All, BaseFolder = folder, StateFolder = folder }))
        {
            await session.ExecuteAsync("insert into t@ac select 1").LastAsync();
            await using (var first = session.Run("select 1"))
            {
                var waiting = session.Resume(1);
                Assert.False(waiting.Stop());
                await waiting.DisposeAsync();
                Assert.False(waiting.Stop());
            }
            Assert.Equal(1, Assert.IsType<LoadResult>(await session.ResumeAsync(1).LastAsync()).Report.Outcome.Changed);
        }
        Directory.Delete(folder, recursive: true);
    }

    static async Task<long> CountAsync(Session session, string script)
    {
        var count = -1L;
        await foreach (var result in session.ExecuteAsync(script, cancellationToken: TestContext.Current.CancellationToken))
        {
            if (result is FailedResult failed) throw failed.Fault;
            if (result is RowsResult rows) await foreach (var row in rows.Rows) count = (long)row[0]!;
        }
        return count;
    }
}
