using DuckDB.NET.Data;
using Koppel.Engine.Loading.Cells;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>
/// Where the rows of a load come from, and what they mean: all in which an insert and the statements that change rows differ. Its members
/// are called in the order in which they stand here.
/// </summary>
/// <param name="context">The load.</param>
internal abstract class LoadSource(LoadContext context)
{
    /// <summary>The source of a load.</summary>
    public static LoadSource Of(LoadContext context, LoadTarget target) => context.Statement is InsertStatement { Words.Count: 0 } insert
        ? new InsertSource(context, target, insert)
        : new ChangeSource(context, target);

    /// <summary>Builds and binds its query, and finds all that is wrong with it, before any call.</summary>
    public abstract Task<PreparedStatement> BindAsync(CancellationToken cancellationToken);

    /// <summary>The query as DuckDB gets it, by which its faults are told; null before there is one.</summary>
    public abstract RewrittenSql? Sql { get; }

    /// <summary>The part of the query by which it is planned how its tables are read.</summary>
    public abstract RewrittenSql Planned { get; }

    /// <summary>The columns of the rows, for the ledger.</summary>
    public abstract IReadOnlyList<Column> Columns { get; }

    /// <summary>Begins the session that takes the rows.</summary>
    public abstract IWriteSession Begin();

    /// <summary>Whether the session is shown the rows of tables that it would otherwise have to read itself.</summary>
    public abstract bool IsObserved { get; }

    /// <summary>Looks on at the tables before any is read, and reads what it plans itself.</summary>
    /// <returns>How it was read; null when the query's tables are to be planned like any other's.</returns>
    public virtual Task<ReadPlan?> PrepareAsync(PreparedStatement bound, CancellationToken cancellationToken) =>
        Task.FromResult<ReadPlan?>(null);

    /// <summary>Reads the query.</summary>
    /// <param name="bound">The query.</param>
    /// <param name="writer">The session.</param>
    /// <param name="isSoon">Rows are given on soon, not when a batch is full.</param>
    /// <param name="carried">Rows of an earlier attempt that are left out, or null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task ReadAsync(
        PreparedStatement bound, IWriteSession writer, bool isSoon, CarriedRows? carried, CancellationToken cancellationToken);

    /// <summary>Gives the session what it has not got yet, now that all was read and is known to have stayed the same.</summary>
    public virtual Task GiveAsync(PreparedStatement bound, IWriteSession session, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>The plan with the rows that never reached the session.</summary>
    public virtual WritePlan Complete(WritePlan plan) => plan;

    /// <summary>The load.</summary>
    protected LoadContext Context => context;

    /// <summary>Binds a query, and makes its tables known to DuckDB.</summary>
    protected Task<PreparedStatement> BindAsync(
        RewrittenSql sql, IReadOnlySet<string> identifiers, CancellationToken cancellationToken) =>
        context.Workspace.PrepareAsync(context.Script, sql, identifiers, context.Activity, cancellationToken);

    /// <summary>The columns of a query; also finds all that is wrong with it.</summary>
    protected async Task<List<SourceColumn>> DescribeAsync(PreparedStatement bound, CancellationToken cancellationToken)
    {
        var describe = bound.Sql.Described();
        try
        {
            return await context.Workspace.Runner.QueryAsync(describe.Sql, SourceColumn.Read, cancellationToken);
        }
        catch (DuckDBException fault)
        {
            throw FaultTranslator.Translate(fault, describe, context.Script, bound.Bound);
        }
    }
}
