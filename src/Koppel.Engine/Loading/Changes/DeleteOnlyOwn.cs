using Koppel.Engine.Events;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>
/// <c>delete only own</c>: of the rows that would be deleted, those stay that no load of Koppel wrote. A row is ours when, of all that
/// loads did with it, the last was to insert it. Who belongs to what is the same thing whether it was loaded by ids or by names.
/// </summary>
internal sealed class DeleteOnlyOwn(Workspace workspace, TableSchema target, string connection, StatementActivity activity)
{
    readonly List<Column> _identity = target.Identifying;

    /// <summary>How the query of the changes calls what identifies a row of the target.</summary>
    public static string Identity(int i) => $"x{i}";

    /// <summary>Takes the deletes of other rows out of the kept changes, and tells how many.</summary>
    public async Task<IReadOnlyList<Note>> ReviewAsync(string changes, CancellationToken cancellationToken)
    {
        if (await workspace.NumberAsync($"select count(*) from {changes} where op = 'delete'", cancellationToken) == 0) return [];
        var written = new List<string>();
        foreach (var table in await TablesAsync(cancellationToken))
        {
            var staged = await StagedChanges.TakeAsync(
                workspace, null, [Names.Reference(table.Name, connection)], $"own {table.Name}", activity, cancellationToken);
            if (table == target || await workspace.NumberAsync($"select count(*) from {staged.Table}", cancellationToken) > 0)
                written.Add(await WrittenAsync(table, staged.Table, changes, cancellationToken));
        }
        var same = string.Join(" and ", _identity.Select((c, i) => $"{c.AsText($"c.{Identity(i)}")} = w.{Identity(i)}"));
        var left = await workspace.Runner.RunAsync($"""
            update {changes} set op = '{ChangeQuery.Unchanged}' where op = 'delete' and n not in (
                select c.n from {changes} c join ({string.Join(" union all ", written)}) w on {same} where c.op = 'delete'
                group by c.n having arg_max(w.operation, w.moment) = 'insert')
            """, cancellationToken);
        return left switch
        {
            0 => [],
            1 => ["delete only own: 1 row that only the target has is left, since no load of Koppel wrote it"],
            _ => [$"delete only own: {Amounts.Number(left)} rows that only the target has are left, since no load of Koppel wrote them"],
        };
    }

    /// <summary>The table, and others of the connection that tell the same of the same tables, in other words.</summary>
    async Task<List<TableSchema>> TablesAsync(CancellationToken cancellationToken)
    {
        var all = await workspace.Connections.Open(workspace.Connections.Find(connection)!).ListAsync(cancellationToken);
        return [target, .. all.Select(t => t.Schema).Where(other => other.Name != target.Name && target.IsLink && other.IsLink
            && other.Identifying.Select(c => c.References).SequenceEqual(
                _identity.Select(c => c.References), StringComparer.OrdinalIgnoreCase))];
    }

    /// <summary>
    /// A query of what loads inserted into a table and deleted from it: <c>moment</c>, <c>operation</c>, and what identifies the row. What
    /// an undo put back may have been somebody else's before, so it does not count as inserted. Where the table tells the same in other
    /// words, the rows in question are looked up in the tables that both speak of.
    /// </summary>
    async Task<string> WrittenAsync(TableSchema table, string staged, string changes, CancellationToken cancellationToken)
    {
        var (from, columns) = ($"{staged} o", "");
        foreach (var (i, (mine, theirs)) in _identity.Zip(table.Identifying).Index())
        {
            var value = theirs.AsText(StagedChanges.Typed(table, theirs));
            if (mine.Type.Kind != theirs.Type.Kind)
            {
                var (kept, told) = await TargetReader.ReadAsync(
                    workspace, Names.Reference(mine.References!, connection), schema => [schema.Meant(mine), schema.Meant(theirs)], 0,
                    $"(select * from {changes} where op = 'delete')", Identity(i), activity, cancellationToken);
                from += $" join {kept} r{i} on {told[1].AsText($"r{i}.{told[1].Sql}")} = {value}";
                value = told[0].AsText($"r{i}.{told[0].Sql}");
            }
            columns += $", {value} as {Identity(i)}";
        }
        return $"""
            select [run, statement, row] as moment, case kind when 'undo' then 'delete' else operation end as operation{columns}
            from {from} where status = 'done' and operation in ('insert', 'delete')
            """;
    }
}
