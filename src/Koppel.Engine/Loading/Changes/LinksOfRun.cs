using Koppel.Engine.Events;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>
/// The links of a run to rows that it created too, such as the tags of its new contacts: they are no use that somebody else has for the
/// row, and go with it. Which they are is told one by one, by what they link to: a tag that somebody gave since keeps the contact.
/// </summary>
/// <param name="workspace">The session.</param>
/// <param name="target">The table of the created rows.</param>
/// <param name="connection">Its connection.</param>
/// <param name="run">The run.</param>
/// <param name="activity">What the statement does.</param>
internal sealed class LinksOfRun(Workspace workspace, UndoTarget target, string connection, long run, StatementActivity activity)
{
    readonly List<(TableSchema Table, Column List, Column Own, Column Other)> _links = [];

    /// <summary>
    /// What holds them: <c>list</c>, the column of the created row; <c>x</c>, its key or what identifies it; <c>r</c>, what it is linked
    /// to.
    /// </summary>
    public string Table { get; private set; } = "";

    /// <summary>The columns that list what the run may have linked rows to.</summary>
    public IReadOnlySet<string> Lists => _links.Select(l => l.List.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds the tables of links that the run changed, and makes an empty place for what it linked.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        foreach (var changed in await ChangedTable.FindAsync(workspace.Connections, workspace.Ledger!.Value, run, cancellationToken))
        {
            if (!changed.Connection.Equals(connection, StringComparison.OrdinalIgnoreCase)) continue;
            if (GoesWith.Column(changed.Schema, target.Schema) is { } own
                && GoesWith.List(changed.Schema, target.Schema) is var (list, other))
                _links.Add((changed.Schema, list, own, other));
        }
        Table = await workspace.KeepAsync(
            "undo own", "select null::varchar as list, null::varchar as x, null::varchar as r where false", cancellationToken);
    }

    /// <summary>Fills it, now that the rows of the target are read.</summary>
    /// <param name="rows">What holds the target's rows.</param>
    /// <param name="changes">What holds the run's changes of the target.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task FillAsync(string rows, StagedChanges changes, CancellationToken cancellationToken)
    {
        foreach (var (table, list, own, other) in _links)
        {
            var (told, identity) = (target.Schema.Meant(own), target.Identity[0]);
            var made = await StagedChanges.TakeAsync(
                workspace, run, [Names.Reference(table.Name, connection)], $"undo links {table.Name}", activity, cancellationToken);
            var links = await workspace.KeepAsync($"undo made {table.Name}", $"""
                select x, o, max(time) as time
                from (select *, {Text(table, own)} as x, {Text(table, other)} as o from {made.Table} where status = 'done')
                where x in (select {told.AsText(told.Sql)} from {rows} where {identity.AsText(identity.Sql)} in (
                    select {Text(target.Schema, identity)} from {changes.Table} where operation = 'insert' and status = 'done'))
                group by x, o having arg_max(operation, seq) = 'insert'
                """, cancellationToken);
            if (await workspace.NumberAsync($"select count(*) from {links}", cancellationToken) == 0) continue;
            var (from, linked) = ($"{links} l", "l.o");
            // A list of texts holds the ids that the link holds; one of numbers may stand beside a link by name.
            if (list.Type.Kind == ColumnKind.BigIntList && other.Type.Kind != ColumnKind.BigInt)
            {
                var named = await ReadAsync(
                    other.References!, schema => [schema.Keys[0], schema.Meant(other)], 1, links, "o",
                    cancellationToken);
                from += $" join {named.Table} m on {named.Columns[1].AsText($"m.{named.Columns[1].Sql}")} = l.o";
                linked = $"cast(m.{named.Columns[0].Sql} as varchar)";
            }
            if (table.Columns.FirstOrDefault(c => c.IsCreationTime) is { } since && own.Type.Kind == ColumnKind.BigInt)
            {
                // What somebody took and gave again is his.
                var there = await ReadAsync(table.Name, _ => [own, other, since], 0, links, "x", cancellationToken);
                from += $"""
                     join {there.Table} t on {own.AsText($"t.{own.Sql}")} = l.x and {other.AsText($"t.{other.Sql}")} = l.o
                        and not coalesce(epoch_us(t.{since.Sql}) > epoch_us(l.time) + {UndoSql.Grace}, false)
                    """;
            }
            await workspace.Runner.RunAsync(
                $"insert into {Table} select {SqlText.Literal(list.Name)}, l.x, {linked} from {from}", cancellationToken);
        }
    }

    /// <summary>Reads columns of the rows of a table that links speak of.</summary>
    Task<(string Table, IReadOnlyList<Column> Columns)> ReadAsync(
        string table, Func<TableSchema, IReadOnlyList<Column>> choose, int by, string links, string value,
        CancellationToken cancellationToken) => TargetReader.ReadAsync(
            workspace, Names.Reference(table, connection), choose, by, links, value, activity, cancellationToken);

    static string Text(TableSchema table, Column column) => column.AsText(StagedChanges.Typed(table, column));
}
