using Koppel.Engine.Events;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>
/// <c>delete only own</c>: of the rows that would be deleted, those stay that no load of Koppel wrote. A row is ours when, of all that
/// loads did with it, the last was to insert it. Who belongs to what is the same thing whether it was loaded by ids or by names.
/// </summary>
internal sealed class OwnRows(Workspace workspace, TableSchema target, string connection, StatementActivity activity)
{
    readonly OwnIdentity _identity = new(target);

    /// <summary>How the query of the changes calls what identifies a row of the target.</summary>
    public static string Identity(int i) => FormattableString.Invariant($"x{i}");

    /// <summary>Takes the deletes of other rows out of the kept changes, and tells how many.</summary>
    public async Task<IReadOnlyList<string>> ReviewAsync(string changes, CancellationToken cancellationToken)
    {
        if (await workspace.NumberAsync($"select count(*) from {changes} where op = 'delete'", cancellationToken) == 0) return [];
        var written = new List<string>();
        foreach (var table in await TablesAsync(cancellationToken))
        {
            var staged = await StagedChanges.TakeAsync(
                workspace, null, [Names.Reference(table.Name, connection)], $"own {table.Name}", activity, cancellationToken);
            if (await workspace.NumberAsync($"select count(*) from {staged.Table}", cancellationToken) > 0)
                written.Add(
                    table.Name == target.Name
                        ? _identity.Written(staged.Table)
                        : await TranslatedAsync(table, staged.Table, changes, cancellationToken));
        }
        var own = written.Count == 0
            ? "select null where false"
            : $"select n from ({string.Join(" union all ", written.Select(w => Joined(w, changes)))}) "
                + "group by n having arg_max(operation, moment) = 'insert'";
        var left = await workspace.Runner.RunAsync(
            $"update {changes} set op = '{ChangeQuery.Unchanged}' where op = 'delete' and n not in ({own})", cancellationToken);
        return left == 0
            ? []
            : [$"delete only own: "
                + (left == 1
                    ? "1 row that only the target has is left, since no load of Koppel wrote it"
                    : $"{Amounts.Number(left)} rows that only the target has are left, since no load of Koppel wrote them")];
    }

    /// <summary>The table, and others of the connection that tell the same of the same tables.</summary>
    async Task<List<TableSchema>> TablesAsync(CancellationToken cancellationToken)
    {
        var all = await workspace.Connections.Open(workspace.Connections.Find(connection)!).ListAsync(cancellationToken);
        return [target, .. all.Select(t => t.Schema).Where(s => s.Name != target.Name && _identity.IsTold(s))];
    }

    /// <summary>
    /// What was written into a table that tells the same in other words: the rows in question are looked up in the tables that both speak
    /// of.
    /// </summary>
    async Task<string> TranslatedAsync(TableSchema other, string staged, string changes, CancellationToken cancellationToken)
    {
        var (from, columns) = ($"({new OwnIdentity(other).Written(staged)}) o", new List<string>());
        for (var i = 0; i < target.Identity.Count; i++)
        {
            var (mine, theirs) = (target.Find(target.Identity[i])!, other.Find(other.Identity[i])!);
            if (mine.Type.Kind == theirs.Type.Kind)
            {
                columns.Add($"o.{Identity(i)} as {Identity(i)}");
                continue;
            }
            var (kept, told) = await TargetReader.ReadAsync(
                workspace, Names.Reference(mine.References!, connection),
                schema => [OwnIdentity.Referenced(mine, schema), OwnIdentity.Referenced(theirs, schema)], 0,
                $"(select * from {changes} where op = 'delete')", Identity(i), activity, cancellationToken);
            from += $" join {kept} r{i} on {told[1].AsText($"r{i}.{told[1].Sql}")} = o.{Identity(i)}";
            columns.Add($"{told[0].AsText($"r{i}.{told[0].Sql}")} as {Identity(i)}");
        }
        return $"select o.moment, o.operation, {string.Join(", ", columns)} from {from}";
    }

    /// <summary>The rows in question with the loads that wrote them.</summary>
    string Joined(string written, string changes) =>
        $"select c.n, w.moment, w.operation from {changes} c join ({written}) w on {_identity.Same("c", "w")} where c.op = 'delete'";
}
