using System.Text.Json;
using DuckDB.NET.Data;
using Koppel.Engine.Events;
using Koppel.Engine.Files;
using Koppel.Engine.Ledger;
using Koppel.Engine.Loading.Cells;
using Koppel.Engine.Loading.Unmatched;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Engine.State;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>
/// Runs a statement that writes, such as <c>insert into T@connection …</c>: (1) the target and its columns, (2) the query is bound and
/// checked before any call, (3) its rows stream to the target's session, which also sees the rows of tables that it would otherwise have to
/// read itself, (4) the session plans its calls into the ledger, where the plan is sealed, (5) the target makes the calls of the ledger.
/// </summary>
internal sealed class LoadRunner(Session session, string script, ExecuteOptions options, RunRecorder recorder)
{
    /// <summary>Runs the load.</summary>
    public Task<LoadResult> RunAsync(WriteStatement statement, StatementActivity activity, CancellationToken cancellationToken) =>
        new LoadExecution(this, statement, activity, options).RunAsync(cancellationToken);

    /// <summary>Goes on with a load whose plan is in the ledger: its source is not read again.</summary>
    /// <exception cref="ConnectorException">The ledger is damaged: what its calls carry is not what was written.</exception>
    public async Task<LoadResult> ResumeAsync(WriteStatement statement, StatementActivity activity, CancellationToken cancellationToken)
    {
        try
        {
            return await GoOnAsync(statement, activity, cancellationToken);
        }
        catch (JsonException damaged)
        {
            throw LedgerFault.Unreadable(session.Ledger!.Value.File.Path, "ledger", damaged);
        }
    }

    async Task<LoadResult> GoOnAsync(WriteStatement statement, StatementActivity activity, CancellationToken cancellationToken)
    {
        var (_, table) = await session.Binder.FindAsync(script, statement.Target, cancellationToken);
        var recorded = Record(statement, (IWritableTable)table, activity)
            ?? throw new InvalidOperationException("Only a recorded load can be gone on with.");
        activity.Recorder = recorded;
        var before = recorded.Record.Books;
        var books = new JournalBooks(recorded.Journal) { Settled = Progress(statement, activity, before.NotSent, TimeSpan.Zero) };
        var stopped = await CarryOutAsync(statement, (IWritableTable)table, books, before.Rejected, cancellationToken);
        var fault = LoadOutcome.Settle(stopped, () => recorded.Record.Books.NotSent);
        recorded.Finish(LoadOutcome.EndingOf(fault), LoadOutcome.MessageOf(fault));
        return Result(statement, activity, KnownCreations.In(recorded.Outcome(fault), recorded.Calls, recorded.Rejected));
    }

    /// <summary>Reads what must be read and plans the load; writes nothing.</summary>
    public async Task<PlanResult> ExplainAsync(WriteStatement statement, StatementActivity activity, CancellationToken cancellationToken)
    {
        IWriteJournal? journal = null;
        await using var load = await BeginAsync(
            statement, activity, _ => Task.FromResult<LedgerStatement?>(null),
            (table, writer,
                columns) => new RowFeed(columns) { IsSoon = writer.PlanEarly(journal = Looking(statement, activity, table, columns)) },
                cancellationToken);
        var plan = await load.PlanAsync(journal ?? Looking(statement, activity, load.Target, load.Columns), cancellationToken);
        var lines = LoadExplainer.Explain(statement.Target.Text, plan, activity.Calls.Values.Sum(), activity.Elapsed);
        return new PlanResult(activity.Statement, [.. load.Reading, .. lines]);
    }

    /// <summary>The journal of a load that is only looked at.</summary>
    IWriteJournal Looking(WriteStatement statement, StatementActivity activity, IWritableTable table, IReadOnlyList<Column> columns) =>
        options.Changes is { } changes
        ? new ChangeJournal(changes, activity.Statement, statement.Target.Alias, table.Schema, columns) : new PriceJournal();

    /// <summary>Begins the load in the ledger, or goes on with it; null when nothing is recorded.</summary>
    public LedgerStatement? Record(WriteStatement statement, IWritableTable table, StatementActivity activity)
    {
        var start = new StatementStart(activity.Statement, script[statement.Part.Start..statement.Part.End], statement.Kind)
        {
            Target = statement.Target.Text, Connection = statement.Target.Alias, Table = table.Schema.Name,
        };
        var recorded = recorder.Begin(start, options.Stop);
        recorded?.Require(table.CallKinds);
        return recorded;
    }

    /// <summary>The connection of a load's target.</summary>
    public ConnectionSettings? ConnectionOf(WriteStatement statement) => session.Connections.Find(statement.Target.Alias);

    /// <summary>The report of a load.</summary>
    public LoadResult Result(WriteStatement statement, StatementActivity activity, WriteOutcome outcome) =>
        new(activity.Statement,
            new LoadReport(statement.Target.Text, outcome with { Notes = [.. outcome.Notes, .. activity.Notes] }, activity.Calls,
                activity.Elapsed) { Run = recorder.Run });

    /// <summary>Makes the calls of a journal; gives what stopped it before its end, or null.</summary>
    public async Task<Exception?> CarryOutAsync(
        WriteStatement statement, IWritableTable target, IWriteJournal journal, long rejected, CancellationToken cancellationToken)
    {
        var limit = statement is SynchronizeStatement { StopAfter: { } most } ? new ErrorLimitJournal(journal, most, rejected) : null;
        options.Sending?.Invoke(true);
        try
        {
            await target.CarryOutAsync(limit ?? journal, cancellationToken);
            return limit?.Fault
                ?? (journal.Stopping.IsCancellationRequested
                    ? new OperationCanceledException("It was stopped between its calls.", journal.Stopping)
                    : null);
        }
        catch (Exception fault) when (fault is ConnectorException or OperationCanceledException)
        {
            return fault;
        }
        finally
        {
            options.Sending?.Invoke(false);
        }
    }

    /// <summary>Tells how far the load is; what is left takes its share of the planned time.</summary>
    public static Action<long> Progress(WriteStatement statement, StatementActivity activity, long total, TimeSpan duration) => settled =>
        activity.Writing(
            statement.Target.Text, settled, total, total == 0 ? TimeSpan.Zero : duration * ((double)(total - settled) / total));

    /// <summary>Reads the rows of a load and gives them to a session of its target.</summary>
    /// <param name="statement">The load.</param>
    /// <param name="activity">What the statement does.</param>
    /// <param name="checkedOut">Is called when all is known to be right, before any call.</param>
    /// <param name="feed">How the rows of an insert are fed to the session that is given; called before the first is read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Load> BeginAsync(
        WriteStatement statement, StatementActivity activity, Func<IWritableTable, Task<LedgerStatement?>> checkedOut,
        Func<IWritableTable, IWriteSession, IReadOnlyList<Column>, RowFeed> feed, CancellationToken cancellationToken)
    {
        var (connection, table) = await session.Binder.FindAsync(script, statement.Target, cancellationToken);
        if (table is not IWritableTable writable)
            throw QueryException.At(
                script, statement.Target.Start, statement.Target.Length, $"{statement.Target.Text} can be read but not loaded.");
        if (statement is not InsertStatement insert)
        {
            var change = await new ChangeReader(session, script, options, statement, writable, recorder.Run).ReadAsync(
                connection.Name, activity, () => checkedOut(writable), cancellationToken);
            return new Load(connection, writable, change.Columns, change.Writer, change.Reading,
                change.Unmatched) { LeftOut = session.Files.Rejects() };
        }
        var columns = new TargetColumns(script, insert).Resolve(table.Schema);
        var sql = Rewriter.Rewrite(script, insert.Source, options.Variables);
        var sourceRows = await SourceRows.AddAsync(session, script, insert, columns.Count, options.Variables, activity, cancellationToken);
        sql = sourceRows?.Sql ?? sql;
        IWriteSession? writer = null;
        PreparedStatement? bound = null;
        LoadQuery? cast = null;
        try
        {
            bound = await session.BindAsync(script, sql, sourceRows?.Identifiers ?? insert.Source.Identifiers, activity, cancellationToken);
            await session.ShowAsync(bound, cancellationToken);
            sql = bound.Sql;
            var given = sourceRows?.Given ?? await DescribeAsync(insert, columns, bound, cancellationToken);
            cast = LoadQuery.Of(insert, sql, columns, given, hasSourceRows: sourceRows is not null);
            var recorded = await checkedOut(writable);
            writer = writable.BeginWrite(new WriteRequest(columns));
            Observe(bound, writable.SideReads, connection.Name, writer);
            var rows = feed(writable, writer, columns);
            rows.HasSourceRows = sourceRows is not null;
            var refused = rows.Refused = new RefusedRows(cast.Cells);
            var watch = new JoinWatch(connection.Name);
            var reason = await session.PlanAsync(bound, sql.Sql, explains: false, cancellationToken, rows.IsSoon, watch);
            var reading = await ReadExplainer.ExplainAsync(bound, reason, cancellationToken, estimate: false);
            await using (var query = await session.OpenAsync(cast.Sql.Sql, activity, cancellationToken, rows.IsSoon))
                await rows.RunAsync(query, writer, cancellationToken);
            if (refused.Empty > 0 && rows.Read == refused.Empty)
                throw QueryException.At(
                    script, insert.Target.Start, insert.Target.Length, RefusedRows.AllEmpty(insert.Target.Text, refused.Empty, columns));
            var unmatched = await new UnmatchedReader(session, watch, UnmatchedList.Of(recorded)).FindAsync(activity, cancellationToken);
            session.Files.Verify();
            return new Load(
                connection, writable, columns, writer, reading, unmatched) { Refused = refused, LeftOut = session.Files.Rejects() };
        }
        catch (Exception fault)
        {
            if (writer is not null) await writer.DisposeAsync();
            var told = FaultTranslator.Translate(fault, cast?.Sql ?? sql, script, bound);
            if (told == fault) throw;
            throw told;
        }
        finally
        {
            session.Stager.Clear();
        }
    }

    /// <summary>Lets the writer see the rows of tables that the query reads anyway, with the columns that it needs.</summary>
    public static void Observe(PreparedStatement bound, IReadOnlyList<SideRead> wanted, string connection, IWriteSession writer)
    {
        foreach (var side in wanted)
        {
            var use = bound.Uses.FirstOrDefault(u => u.Connection == connection && u.Table.Schema.IsNamed(side.Table));
            if (use is null) continue;
            use.Extra = [
                .. side.Columns.Select(
                    c => use.Table.Schema.Find(c) ?? throw new InvalidOperationException($"{side.Table} has no column {c}."))];
            var name = use.Table.Schema.Name;
            use.Scan.AddObserver(use.Extra, rows => writer.Observe(name, rows));
        }
    }

    /// <summary>The columns of the query, as many as the target is to get. Also finds all that is wrong with it, before any call.</summary>
    async Task<IReadOnlyList<SourceColumn>> DescribeAsync(
        InsertStatement insert, IReadOnlyList<Column> columns, PreparedStatement bound, CancellationToken cancellationToken)
    {
        var describe = bound.Sql.Described();
        List<SourceColumn> given;
        try
        {
            given = await session.Runner.QueryAsync(describe.Sql, SourceColumn.Read, cancellationToken);
        }
        catch (DuckDBException fault)
        {
            throw FaultTranslator.Translate(fault, describe, script, bound);
        }
        if (given.Count == columns.Count) return given;
        throw QueryException.At(script, insert.Target.Start, insert.Target.Length,
            $"{insert.Target.Text} is to get {columns.Count} {(columns.Count == 1 ? "column" : "columns")} "
                + $"({string.Join(", ", columns.Select(c => c.Name))}), "
            + $"but the query gives {given.Count} ({string.Join(", ", given.Select(g => g.Name))}). Give it the same number, in the same "
            + $"order.");
    }

    /// <summary>A load whose rows are with the writer.</summary>
    public sealed record Load(
        ConnectionSettings Connection, IWritableTable Target, IReadOnlyList<Column> Columns, IWriteSession Writer,
        IReadOnlyList<string> Reading, UnmatchedFound Unmatched)
        : IAsyncDisposable
    {
        /// <summary>The rows that never reached the writer, or null.</summary>
        public RefusedRows? Refused { get; init; }

        /// <summary>Rows of its files that cannot be read.</summary>
        public required FileRejects LeftOut { get; init; }

        public async ValueTask<WritePlan> PlanAsync(IWriteJournal journal, CancellationToken cancellationToken)
        {
            var plan = await Writer.PlanAsync(journal, cancellationToken);
            return LeftOut.In(Unmatched.In(Refused?.In(plan) ?? plan), Columns.Count);
        }

        public ValueTask DisposeAsync() => Writer.DisposeAsync();
    }
}
