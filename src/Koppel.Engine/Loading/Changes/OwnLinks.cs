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
internal sealed class OwnLinks(Workspace workspace, UndoTarget target, string connection, long run, StatementActivity activity)
{
    const string Name = "undo own";

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
        var nothing = Ours("select null::varchar as list, null::varchar as x, null::varchar as r where false");
        Table = await workspace.Stager.KeepAsync(Name, Stager.Keeping(Name, nothing), cancellationToken);
    }

    /// <summary>Fills it, now that the rows of the target are read.</summary>
    /// <param name="rows">What holds the target's rows.</param>
    /// <param name="changes">What holds the run's changes of the target.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task FillAsync(string rows, StagedChanges changes, CancellationToken cancellationToken)
    {
        foreach (var (table, list, own, other) in _links)
        {
            var told = OwnIdentity.Referenced(own, target.Schema);
            var made = await StagedChanges.TakeAsync(
                workspace, run, [Names.Reference(table.Name, connection)], $"undo links {table.Name}", activity, cancellationToken);
            var kept = $"undo made {table.Name}";
            var query = $"select x, o, max(time) as time "
                + $"from (select *, {Value(table, own)} as x, {Value(table, other)} as o from {made.Table} where status = 'done') "
                + $"where x in (select {OwnIdentity.Text(told, told.Sql)} from {rows} where {IsCreated(changes)}) "
                + "group by x, o having arg_max(operation, seq) = 'insert'";
            var links = await workspace.Stager.KeepAsync(kept, Stager.Keeping(kept, Ours(query)), cancellationToken);
            if ((await workspace.Runner.QueryAsync($"select 1 from {links} limit 1", r => r.GetInt32(0), cancellationToken)).Count == 0)
                continue;
            var (from, linked) = ($"{links} l", "l.o");
            // A list of texts holds the ids that the link holds; one of numbers may stand beside a link by name.
            if (list.Type.Kind == ColumnKind.BigIntList && other.Type.Kind != ColumnKind.BigInt)
            {
                var named = await ReadAsync(
                    other.References!, schema => [schema.Columns.First(c => c.IsKey), OwnIdentity.Referenced(other, schema)], 1, links, "o",
                    cancellationToken);
                from += $" join {named.Table} m on {OwnIdentity.Text(named.Columns[1], $"m.{named.Columns[1].Sql}")}"
                    + $" = l.o";
                linked = $"cast(m.{named.Columns[0].Sql} as varchar)";
            }
            if (table.Columns.FirstOrDefault(c => c.IsCreationTime) is { } since && own.Type.Kind == ColumnKind.BigInt)
            {
                // What somebody took and gave again is his.
                var there = await ReadAsync(table.Name, _ => [own, other, since], 0, links, "x", cancellationToken);
                string There(int i) => OwnIdentity.Text(there.Columns[i], $"t.{there.Columns[i].Sql}");
                var isLater = $"epoch_us(t.{since.Sql}) > epoch_us(l.time) + {UndoSql.Grace}";
                from += $" join {there.Table} t on {There(0)} = l.x and {There(1)} = l.o and not coalesce({isLater}, false)";
            }
            var inserting = $"insert into {Table} select {SqlText.Literal(list.Name)}, l.x, {linked} from {from}";
            await workspace.Runner.RunAsync(inserting, cancellationToken);
        }
    }

    /// <summary>Whether a row of the target is one that the run created.</summary>
    string IsCreated(StagedChanges changes)
    {
        var identity = target.Identity[0];
        var given = $"coalesce({StagedChanges.Value("new", identity.Name)}, {StagedChanges.Value("old", identity.Name)})";
        return $"{OwnIdentity.Text(identity, identity.Sql)} in (select "
            + $"{OwnIdentity.Text(identity, $"try_cast({given} as {identity.Type})")} "
            + $"from {changes.Table} where operation = 'insert' and status = 'done')";
    }

    /// <summary>Reads columns of the rows of a table that links speak of, by look-up where that takes fewer calls.</summary>
    async Task<(string Table, IReadOnlyList<Column> Columns)> ReadAsync(
        string name, Func<TableSchema, IReadOnlyList<Column>> choose, int by, string links, string value,
        CancellationToken cancellationToken)
    {
        var text = Names.Reference(name, connection);
        var table = Rewriter.Rewrite(text);
        var bound = await workspace.BindAsync(text, table, new HashSet<string>(), activity, cancellationToken);
        await workspace.ShowAsync(bound, cancellationToken);
        var use = bound.Uses[0];
        var columns = choose(use.Table.Schema);
        use.Shown = [.. use.Shown.Where(columns.Contains)];
        var reader = new TargetReader(links, columns[by], $"try_cast({value} as {columns[by].Type})");
        await reader.PrepareAsync(workspace, use, cancellationToken);
        var kept = $"undo read {use.Table.Schema.Name}";
        var query = table.Within($"select {string.Join(", ", columns.Select(c => c.Sql))} from ", "");
        return (await workspace.Stager.KeepAsync(kept, Stager.Keeping(kept, query), cancellationToken), columns);
    }

    static string Value(TableSchema table, Column column)
    {
        var said = $"coalesce({StagedChanges.Value("new", column.Name)}, {StagedChanges.Value("old", column.Name)})";
        if (table.Defaults.TryGetValue(column.Name, out var value)) said = $"coalesce({said}, {SqlText.Literal(value)})";
        return OwnIdentity.Text(column, $"try_cast({said} as {column.Type})");
    }

    static RewrittenSql Ours(string text) => RewrittenSql.Compose([new SqlPiece(text, 0, 0)]);
}
