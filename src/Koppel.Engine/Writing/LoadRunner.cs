using DuckDB.NET.Data;
using Koppel.Engine.Execution;
using Koppel.Engine.Ledger;
using Koppel.Engine.Planning;
using Koppel.Engine.Sql;
using Koppel.Sdk;

namespace Koppel.Engine.Writing;

/// <summary>
/// Runs a statement that writes, such as <c>insert into T@connection …</c>: (1) the target and its columns, (2) the query is bound and checked before any call,
/// (3) its rows stream to the target's session, which also sees the rows of tables that it would otherwise have to read itself,
/// (4) the session plans its calls into the ledger, where the plan is sealed, (5) the target makes the calls of the ledger.
/// </summary>
internal sealed class LoadRunner(Session session, string script, ExecuteOptions options, RunRecorder recorder)
{
    /// <summary>Runs the load.</summary>
    public async Task<LoadResult> RunAsync(WriteStatement statement, StatementActivity activity, CancellationToken cancellationToken)
    {
        LedgerStatement? recorded = null;
        try
        {
            WritePlan plan;
            IWritableTable target;
            IWriteJournal journal;
            await using (var load = await BeginAsync(statement, activity, table => activity.Recorder = recorded = Record(statement, table, activity), cancellationToken))
            {
                target = load.Target;
                journal = recorded?.Journal ?? new MemoryJournal(options.Stop);
                plan = await load.Writer.PlanAsync(journal, cancellationToken);
                if (options.Confirm?.Invoke(new LoadPlanned(activity.Statement, statement.Target.Text, plan)) == false)
                    throw new ConnectorException(ConnectorErrorKind.Refused, "It was not wanted. Nothing was sent.");
                recorded?.ReadPlanned(plan, [.. load.Columns.Select(c => c.Name)]);
            } // The rows are in the journal now; the memory that they took is free for carrying it out.
            options.Planned?.Invoke(new LoadPlanned(activity.Statement, statement.Target.Text, plan));
            var books = new JournalBooks(journal) { Settled = Progress(statement, activity, plan.Changes + plan.Repeats, plan.Duration) };
            var fault = await CarryOutAsync(statement, target, books, plan.Rejects.Count, cancellationToken);
            recorded?.Finish(LoadOutcome.EndingOf(fault), fault?.Message);
            return Result(statement, activity, books.Close(plan, fault));
        }
        catch (Exception fault) when (recorded is { Record.IsPlanned: false })
        {
            recorded.Finish(LoadOutcome.EndingOf(fault), fault.Message);
            throw;
        }
    }

    /// <summary>Goes on with a load whose plan is in the ledger: its source is not read again.</summary>
    public async Task<LoadResult> ResumeAsync(WriteStatement statement, StatementActivity activity, CancellationToken cancellationToken)
    {
        var (_, table) = await session.Binder.FindAsync(script, statement.Target, cancellationToken);
        var recorded = Record(statement, (IWritableTable)table, activity) ?? throw new InvalidOperationException("Only a recorded load can be gone on with.");
        activity.Recorder = recorded;
        var before = recorded.Record.Books;
        var books = new JournalBooks(recorded.Journal) { Settled = Progress(statement, activity, before.NotSent, TimeSpan.Zero) };
        var fault = await CarryOutAsync(statement, (IWritableTable)table, books, before.Rejected, cancellationToken);
        recorded.Finish(LoadOutcome.EndingOf(fault), fault?.Message);
        return Result(statement, activity, recorded.Outcome(fault));
    }

    /// <summary>Reads what must be read and plans the load; writes nothing.</summary>
    public async Task<PlanResult> ExplainAsync(WriteStatement statement, StatementActivity activity, CancellationToken cancellationToken)
    {
        await using var load = await BeginAsync(statement, activity, _ => { }, cancellationToken);
        IWriteJournal journal = options.Changes is { } changes
            ? new ChangeJournal(changes, activity.Statement, statement.Target.Alias, load.Target.Schema, load.Columns) : new PriceJournal();
        var plan = await load.Writer.PlanAsync(journal, cancellationToken);
        return new PlanResult(activity.Statement, [.. load.Reading, .. LoadExplainer.Explain(statement.Target.Text, plan, activity.Calls)]);
    }

    LedgerStatement? Record(WriteStatement statement, IWritableTable table, StatementActivity activity) => recorder.Begin(
        new StatementStart(activity.Statement, script[statement.Part.Start..statement.Part.End], statement.Kind) { Target = statement.Target.Text, Connection = statement.Target.Alias, Table = table.Schema.Name }, options.Stop);

    LoadResult Result(WriteStatement statement, StatementActivity activity, WriteOutcome outcome) =>
        new(activity.Statement, new LoadReport(statement.Target.Text, outcome, activity.Calls, activity.Elapsed) { Run = recorder.Run });

    static async Task<Exception?> CarryOutAsync(
        WriteStatement statement, IWritableTable target, IWriteJournal journal, long rejected, CancellationToken cancellationToken)
    {
        var limit = statement is SynchronizeStatement { StopAfter: { } most } ? new ErrorLimitJournal(journal, most, rejected) : null;
        try
        {
            await target.CarryOutAsync(limit ?? journal, cancellationToken);
            return limit?.Fault ?? (journal.Stopping.IsCancellationRequested ? new OperationCanceledException("It was stopped between its calls.", journal.Stopping) : null);
        }
        catch (Exception fault) when (fault is ConnectorException or OperationCanceledException)
        {
            return fault;
        }
    }

    /// <summary>Tells how far the load is; what is left takes its share of the planned time.</summary>
    static Action<long> Progress(WriteStatement statement, StatementActivity activity, long total, TimeSpan duration) => settled =>
        activity.Writing(statement.Target.Text, settled, total, total == 0 ? TimeSpan.Zero : duration * ((double)(total - settled) / total));

    async Task<Load> BeginAsync(WriteStatement statement, StatementActivity activity, Action<IWritableTable> checkedOut, CancellationToken cancellationToken)
    {
        var (connection, table) = await session.Binder.FindAsync(script, statement.Target, cancellationToken);
        if (table is not IWritableTable writable)
            throw QueryException.At(script, statement.Target.Start, statement.Target.Length, $"{statement.Target.Text} can be read but not loaded.");
        if (statement is not InsertStatement insert)
        {
            var change = await new ChangeReader(session, script, options, statement, writable).ReadAsync(connection.Name, activity, () => checkedOut(writable), cancellationToken);
            return new Load(writable, change.Columns, change.Writer, change.Reading);
        }
        var columns = new TargetColumns(script, insert).Resolve(table.Schema);
        var sql = Rewriter.Rewrite(script, insert.Source, options.Variables);
        var cast = LoadQuery.In(insert, sql, columns);
        IWriteSession? writer = null;
        BoundStatement? bound = null;
        try
        {
            bound = await session.BindAsync(script, sql, insert.Source.Identifiers, activity, cancellationToken);
            await session.ShowAsync(bound, cancellationToken);
            await CheckWidthAsync(insert, columns, bound, cancellationToken);
            checkedOut(writable);
            writer = writable.BeginWrite(new WriteRequest(columns));
            Observe(bound, writable.SideReads, connection.Name, writer);
            var reason = await session.PlanAsync(bound, sql.Sql, explains: false, cancellationToken);
            var reading = await ReadExplainer.ExplainAsync(bound, reason, cancellationToken, estimate: false);
            await using (var query = await session.OpenAsync(cast.Sql, activity, cancellationToken))
                await RowFeed.RunAsync(query, columns, writer, cancellationToken);
            return new Load(writable, columns, writer, reading);
        }
        catch (Exception fault)
        {
            if (writer is not null) await writer.DisposeAsync();
            var told = FaultTranslator.Translate(fault, cast, script, bound);
            if (told == fault) throw;
            throw told;
        }
        finally
        {
            session.Stager.Clear();
        }
    }

    /// <summary>Lets the writer see the rows of tables that the query reads anyway, with the columns that it needs.</summary>
    public static void Observe(BoundStatement bound, IReadOnlyList<SideRead> wanted, string connection, IWriteSession writer)
    {
        foreach (var side in wanted)
        {
            var use = bound.Uses.FirstOrDefault(u => u.Connection == connection && u.Table.Schema.IsNamed(side.Table));
            if (use is null) continue;
            use.Extra = [.. side.Columns.Select(c => use.Table.Schema.Find(c) ?? throw new InvalidOperationException($"{side.Table} has no column {c}."))];
            var name = use.Table.Schema.Name;
            use.Scan.SetObserver(use.Extra, rows => writer.Observe(name, rows));
        }
    }

    /// <summary>Also finds all that is wrong with the query, before any call.</summary>
    async Task CheckWidthAsync(InsertStatement insert, IReadOnlyList<Column> columns, BoundStatement bound, CancellationToken cancellationToken)
    {
        var describe = bound.Sql.Described();
        List<string> given;
        try
        {
            given = await session.Runner.QueryAsync(describe.Sql, r => r.GetString(0), cancellationToken);
        }
        catch (DuckDBException fault)
        {
            throw FaultTranslator.Translate(fault, describe, script, bound);
        }
        if (given.Count == columns.Count) return;
        throw QueryException.At(script, insert.Target.Start, insert.Target.Length,
            $"{insert.Target.Text} is to get {columns.Count} {(columns.Count == 1 ? "column" : "columns")} ({string.Join(", ", columns.Select(c => c.Name))}), "
            + $"but the query gives {given.Count} ({string.Join(", ", given)}). Give it the same number, in the same order.");
    }

    /// <summary>A load whose rows are with the writer.</summary>
    sealed record Load(IWritableTable Target, IReadOnlyList<Column> Columns, IWriteSession Writer, IReadOnlyList<string> Reading) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Writer.DisposeAsync();
    }
}
