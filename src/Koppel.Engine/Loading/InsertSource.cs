using Koppel.Engine.Loading.Cells;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>The rows of an insert: its query gives them, in the target's types, and they stream to the target's session.</summary>
/// <param name="context">The load.</param>
/// <param name="target">Where it goes.</param>
/// <param name="insert">The statement.</param>
internal sealed class InsertSource(LoadContext context, LoadTarget target, InsertStatement insert) : LoadSource(context)
{
    readonly IReadOnlyList<Column> _columns = new TargetColumns(context.Script, insert).Resolve(target.Table.Schema);
    RewrittenSql? _query;
    LoadQuery? _cast;
    RefusedRows? _refused;
    bool _hasSourceRows;

    public override RewrittenSql? Sql => _cast?.Sql ?? _query;

    public override RewrittenSql Planned => _query!;

    public override IReadOnlyList<Column> Columns => _columns;

    public override bool IsObserved => true;

    public override async Task<PreparedStatement> BindAsync(CancellationToken cancellationToken)
    {
        var (script, variables) = (Context.Script, Context.Options.Variables);
        _query = Rewriter.Rewrite(script, insert.Source, variables);
        var numbered = await SourceRows.AddAsync(
            Context.Workspace, script, insert, _columns.Count, variables, Context.Activity, cancellationToken);
        _hasSourceRows = numbered is not null;
        var bound = await BindAsync(numbered?.Sql ?? _query, numbered?.Identifiers ?? insert.Source.Identifiers, cancellationToken);
        _query = bound.Sql;
        var given = numbered?.Given ?? TargetColumns.Checked(insert, _columns, await DescribeAsync(bound, cancellationToken));
        _cast = LoadQuery.Of(insert, _query, _columns, given, _hasSourceRows);
        return bound;
    }

    public override IWriteSession Begin() => target.Table.BeginWrite(new WriteRequest(_columns)
    {
        UpsertBy = insert.UpsertBy is { } by ? target.Table.Schema.Find(by.Name)!.Name : null,
    });

    public override async Task ReadAsync(
        PreparedStatement bound, IWriteSession writer, bool isSoon, CarriedRows? carried, CancellationToken cancellationToken)
    {
        _refused = new RefusedRows(_cast!.Cells);
        var feed = new RowFeed(_columns) { IsSoon = isSoon, Carried = carried, HasSourceRows = _hasSourceRows, Refused = _refused };
        await using (var query = await Context.Workspace.OpenAsync(_cast.Sql.Sql, Context.Activity, cancellationToken, isSoon))
            await feed.RunAsync(query, writer, cancellationToken);
        if (_refused.Empty > 0 && feed.Read == _refused.Empty)
            throw Context.Fault(RefusedRows.AllEmpty(Context.Target, _refused.Empty, _columns));
    }

    public override WritePlan Complete(WritePlan plan) => _refused!.In(plan);
}
