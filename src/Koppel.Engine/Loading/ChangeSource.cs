using DuckDB.NET.Data;
using Koppel.Engine.Loading.Changes;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>
/// The rows of an <c>update</c>, <c>delete</c>, <c>merge</c>, <c>synchronize</c> or <c>undo</c>: DuckDB works out what changes, and the
/// rows of each kind go to a session of the target.
/// </summary>
/// <param name="context">The load.</param>
/// <param name="target">Where it goes.</param>
internal sealed class ChangeSource(LoadContext context, LoadTarget target) : LoadSource(context)
{
    const string Kept = "changes";

    ChangeQuery? _query;
    KeyCaseNote? _cases;
    string? _table;

    public override RewrittenSql? Sql => _query?.Sql;

    public override RewrittenSql Planned => _query!.Sql;

    public override IReadOnlyList<Column> Columns => [.. _query!.Columns, .. _query.Keys];

    public override bool IsObserved => Context.Statement is SynchronizeStatement or MergeStatement or UndoStatement or ApplyStatement
        or InsertStatement;

    public override async Task<PreparedStatement> BindAsync(CancellationToken cancellationToken)
    {
        var query = _query = await new ChangeQueries(Context, target, SourceColumnsAsync).BuildAsync(cancellationToken);
        var bound = await BindAsync(query.Sql, query.Identifiers ?? Context.Statement.Identifiers, cancellationToken);
        _query = query with { Sql = bound.Sql };
        await DescribeAsync(bound, cancellationToken);
        return bound;
    }

    public override IWriteSession Begin()
    {
        var writer = new ChangeWriter([.. _query!.Parts.Select(p => (p, target.Table.BeginWrite(p.Request)))]);
        writer.Notes.AddRange(_query.Notes);
        return writer;
    }

    public override async Task<ReadPlan?> PrepareAsync(PreparedStatement bound, CancellationToken cancellationToken)
    {
        _cases = KeyCaseNote.Begin(_query!, Read(bound));
        return _query!.Read is { } read ? await read(bound, cancellationToken) : null;
    }

    public override async Task ReadAsync(
        PreparedStatement bound, IWriteSession writer, bool isSoon, CarriedRows? carried, CancellationToken cancellationToken)
    {
        var keeping = Stager.Keeping(Kept, _query!.Sql);
        try
        {
            _table = await Context.Workspace.Stager.KeepAsync(Kept, keeping, cancellationToken);
        }
        catch (DuckDBException fault)
        {
            // What failed stands elsewhere in this statement than in the query.
            throw FaultTranslator.Translate(fault, keeping, Context.Script, bound.Bound);
        }
        if (_query.NumbersSourceOnly) await Context.Workspace.Runner.RunAsync(_query.Number(_table), cancellationToken);
    }

    public override async Task GiveAsync(PreparedStatement bound, IWriteSession session, CancellationToken cancellationToken)
    {
        var (workspace, activity, query, writer, table) = (Context.Workspace, Context.Activity, _query!, (ChangeWriter)session, _table!);
        if (query.Review is { } review) writer.Notes.AddRange(await review(table, cancellationToken));
        var counts = new ChangeCounts(workspace, Context.Statement, query, table, writer);
        await counts.EnterAsync(cancellationToken);
        writer.Columns = await new ColumnCounts(query, table).FindAsync(workspace, cancellationToken);
        if (Context.Statement is UpdateStatement or DeleteStatement) await counts.TellCaseAsync(Read(bound), cancellationToken);
        if (_cases is not null && await _cases.FindAsync(workspace, Context.Statement, table, activity, cancellationToken) is { } note)
            writer.Notes.Add(note);
        if (query.LeavesTargetRows) await counts.TellLeftAsync(Read(bound), cancellationToken);
        foreach (var (part, to) in writer.Parts)
        {
            await using var rows = await workspace.OpenAsync(query.Select(part, table), activity, cancellationToken);
            await new RowFeed(part.Request.Columns) { IsNumbered = true, TellsBefore = part.Operation == WriteOperation.Update }
                .RunAsync(rows, to, cancellationToken);
        }
    }

    /// <summary>The target as the statement reads it, or null.</summary>
    TableScan? Read(PreparedStatement bound) => bound.Find(target.Connection.Name, Context.Statement.Table.FullName);

    async Task<List<Cells.SourceColumn>> SourceColumnsAsync(RewrittenSql source, CancellationToken cancellationToken) =>
        await DescribeAsync(await BindAsync(source, Context.Statement.Identifiers, cancellationToken), cancellationToken);
}
