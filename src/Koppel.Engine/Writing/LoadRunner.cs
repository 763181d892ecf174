using DuckDB.NET.Data;
using Koppel.Engine.Execution;
using Koppel.Engine.Planning;
using Koppel.Engine.Sql;
using Koppel.Sdk;

namespace Koppel.Engine.Writing;

/// <summary>
/// Runs <c>insert into T@connection …</c>: (1) the target and its columns, (2) the query is bound and checked before any call,
/// (3) its rows stream to the target's session, which also sees the rows of tables that it would otherwise have to read itself,
/// (4) the session plans, (5) and carries the plan out.
/// </summary>
internal sealed class LoadRunner(Session session, string script, ExecuteOptions options)
{
    /// <summary>Runs the load.</summary>
    public async Task<LoadResult> RunAsync(InsertStatement insert, StatementActivity activity, CancellationToken cancellationToken)
    {
        await using var load = await BeginAsync(insert, activity, cancellationToken);
        var plan = await load.Writer.PlanAsync(cancellationToken);
        options.Planned?.Invoke(new LoadPlanned(activity.Statement, insert.Target.Text, plan));
        var progress = new Steps(step => activity.Writing(insert.Target.Text, step));
        var outcome = await load.Writer.ExecuteAsync(progress, cancellationToken);
        return new LoadResult(activity.Statement, new LoadReport(insert.Target.Text, outcome, activity.Calls, activity.Elapsed));
    }

    /// <summary>Reads what must be read and plans the load; writes nothing.</summary>
    public async Task<PlanResult> ExplainAsync(InsertStatement insert, StatementActivity activity, CancellationToken cancellationToken)
    {
        await using var load = await BeginAsync(insert, activity, cancellationToken);
        var plan = await load.Writer.PlanAsync(cancellationToken);
        return new PlanResult(activity.Statement, [.. load.Reading, .. LoadExplainer.Explain(insert.Target.Text, plan, activity.Calls)]);
    }

    async Task<Load> BeginAsync(InsertStatement insert, StatementActivity activity, CancellationToken cancellationToken)
    {
        var (connection, table) = await session.Binder.FindAsync(script, insert.Target, cancellationToken);
        if (table is not IWritableTable writable)
            throw QueryException.At(script, insert.Target.Start, insert.Target.Length, $"{insert.Target.Text} can be read but not loaded.");
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
            writer = writable.BeginWrite(new WriteRequest(columns));
            Observe(bound, writable.SideReads, connection.Name, writer);
            var reason = await session.PlanAsync(bound, sql.Sql, explains: false, cancellationToken);
            var reading = await ReadExplainer.ExplainAsync(bound, reason, cancellationToken, estimate: false);
            await using (var query = await session.OpenAsync(cast.Sql, activity, cancellationToken))
                await RowFeed.RunAsync(query, columns, writer, cancellationToken);
            return new Load(writer, reading);
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
    static void Observe(BoundStatement bound, IReadOnlyList<SideRead> wanted, string connection, IWriteSession writer)
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
    sealed record Load(IWriteSession Writer, IReadOnlyList<string> Reading) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Writer.DisposeAsync();
    }

    /// <summary>Tells at once, on the thread that reports; <see cref="Progress{T}"/> would tell later and out of order.</summary>
    sealed class Steps(Action<WriteProgress> tell) : IProgress<WriteProgress>
    {
        public void Report(WriteProgress value) => tell(value);
    }
}
