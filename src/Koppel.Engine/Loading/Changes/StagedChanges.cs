using System.Globalization;
using Koppel.Engine.Events;
using Koppel.Engine.Ledger;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;
using Koppel.Engine.State;

namespace Koppel.Engine.Loading.Changes;

/// <summary>The changes of a run to one table, taken from the ledger into DuckDB.</summary>
/// <param name="Table">What holds them: seq, run, statement, row, target, status, on_the_way, kind, operation, old, new, time.</param>
/// <param name="Names">The columns to which they gave values, or of which they took some.</param>
/// <param name="InDoubt">Changes of which it is not known whether they happened.</param>
/// <param name="Forgotten">Changes whose values were taken out of the ledger.</param>
/// <param name="PerhapsTaken">Rows that were rejected, and of which something may be there all the same.</param>
internal sealed record StagedChanges(string Table, IReadOnlySet<string> Names, long InDoubt, long Forgotten, long PerhapsTaken)
{
    static readonly HashSet<string> Hidden = [ChangesTable.OnTheWay, ChangesTable.Kind, ChangesTable.PerhapsTaken];

    /// <summary>
    /// Takes them from the ledger. Those that are not known to have happened are counted and not kept: for these nothing is looked up.
    /// </summary>
    /// <param name="workspace">The session.</param>
    /// <param name="run">The run, or null for all.</param>
    /// <param name="targets">The tables, such as <c>contacts@ac</c>; rows of all of them are taken.</param>
    /// <param name="name">How what holds them is called.</param>
    /// <param name="activity">What the statement does.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<StagedChanges> TakeAsync(
        Workspace workspace, long? run, IEnumerable<string> targets, string name, StatementActivity activity,
        CancellationToken cancellationToken)
    {
        var among = string.Join(", ", targets.Select(t => SqlText.Literal(t.ToLowerInvariant())));
        var text = string.Create(CultureInfo.InvariantCulture, $"""
            select row_number() over (order by run, statement, row) as seq, run, statement, row, target, status, on_the_way,
                kind, operation, old, new, time, {ChangesTable.PerhapsTaken}
            from changes@{LedgerFault.Connection} where {(run is null ? "status = 'done'"
                : $"run = {run} and (status in ('done', 'in doubt', 'forgotten') or {ChangesTable.PerhapsTaken})")}
                and lower(target) in ({among})
            """);
        var bound = await workspace.PrepareAsync(text, Rewriter.Rewrite(text), Hidden, activity, cancellationToken);
        var sql = bound.Bound.Sql;
        await workspace.PlanAsync(bound, sql.Sql, explains: false, cancellationToken);
        var table = await workspace.KeepAsync(name, sql, cancellationToken);
        var names = await workspace.Runner.QueryAsync(
            $"select distinct unnest(list_concat(json_keys(old), json_keys(new))) from {table}",
            r => r.GetString(0), cancellationToken);
        var (inDoubt, forgotten, perhaps) = (await workspace.Runner.QueryAsync(
            $"select count(*) filter (where status = 'in doubt'), count(*) filter (where status = 'forgotten'), "
                + $"count(*) filter (where {ChangesTable.PerhapsTaken}) from {table}",
            r => (r.GetInt64(0), r.GetInt64(1), r.GetInt64(2)), cancellationToken))[0];
        if (inDoubt + forgotten + perhaps > 0)
            await workspace.Runner.RunAsync($"delete from {table} where status <> 'done'", cancellationToken);
        return new StagedChanges(table, names.ToHashSet(StringComparer.OrdinalIgnoreCase), inDoubt, forgotten, perhaps);
    }

    /// <summary>A value of a change, as text.</summary>
    /// <param name="json"><c>old</c> or <c>new</c>.</param>
    /// <param name="column">The column.</param>
    public static string Value(string json, string column) =>
        $"json_extract_string({json}, {SqlText.Literal($"$.\"{column.Replace("\"", "\\\"", StringComparison.Ordinal)}\"")})";

    /// <summary>What a change says of a column of its table, as text: what it wrote, or else what was there before.</summary>
    public static string Given(TableSchema table, Column column) =>
        $"coalesce({Value("new", column.Name)}, {Value("old", column.Name)}"
            + $"{(table.Defaults.TryGetValue(column.Name, out var value) ? $", {SqlText.Literal(value)}" : "")})";

    /// <summary>The same, in the column's type.</summary>
    public static string Typed(TableSchema table, Column column) => $"try_cast({Given(table, column)} as {column.Type})";
}
