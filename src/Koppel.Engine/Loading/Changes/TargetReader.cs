using Koppel.Engine.Events;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>Reads the rows of a target that staged changes speak of: by look-up where that takes fewer calls, or else all.</summary>
/// <param name="Staged">What holds the changes.</param>
/// <param name="Column">The target's column that they are looked up by; null to read all.</param>
/// <param name="Key">The value of that column, as SQL over <paramref name="Staged"/>.</param>
internal sealed record TargetReader(string Staged, Column? Column, string Key)
{
    /// <summary>Reads them; afterwards the statement finds them under the target's name.</summary>
    public async Task ReadAsync(Workspace workspace, TableUse use, CancellationToken cancellationToken)
    {
        await PrepareAsync(workspace, use, cancellationToken);
        await workspace.Stager.StageAsync(use, cancellationToken);
        use.IsStaged = true;
    }

    /// <summary>Lets the next scan of the target bring them, and what else must be read.</summary>
    public async Task PrepareAsync(Workspace workspace, TableUse use, CancellationToken cancellationToken)
    {
        use.Plan = use.Table.Plan(use.Request());
        if (Column is not null) await NarrowAsync(workspace, use, Column, cancellationToken);
        use.Scan.Prepare(use.Plan, isCounted: false);
        if (use.Lookup?.StartsWith("0 ", StringComparison.Ordinal) == true) use.Scan.SetEmpty();
    }

    /// <summary>Reads some columns of the rows that a query speaks of in another table than its own, and keeps them.</summary>
    /// <param name="workspace">The session.</param>
    /// <param name="reference">The table.</param>
    /// <param name="choose">The columns.</param>
    /// <param name="by">Which of them the rows are looked up by.</param>
    /// <param name="from">What speaks of them.</param>
    /// <param name="value">What it says, as SQL.</param>
    /// <param name="activity">What the statement does.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What holds them, and the columns.</returns>
    public static async Task<(string Table, IReadOnlyList<Column> Columns)> ReadAsync(
        Workspace workspace, string reference, Func<TableSchema, IReadOnlyList<Column>> choose, int by, string from, string value,
        StatementActivity activity, CancellationToken cancellationToken)
    {
        var table = Rewriter.Rewrite(reference);
        var bound = await workspace.BindShownAsync(reference, table, new HashSet<string>(), activity, cancellationToken);
        var use = bound.Uses[0];
        var columns = choose(use.Table.Schema);
        use.Shown = [.. use.Shown.Where(columns.Contains)];
        var reader = new TargetReader(from, columns[by], $"try_cast({value} as {columns[by].Type})");
        await reader.PrepareAsync(workspace, use, cancellationToken);
        var query = table.Within($"select {string.Join(", ", columns.Select(c => c.Sql))} from ", "");
        return (await workspace.KeepAsync($"read {reference}", query, cancellationToken), columns);
    }

    async Task NarrowAsync(Workspace workspace, TableUse use, Column column, CancellationToken cancellationToken)
    {
        var isText = column.IsText;
        var keys = await workspace.Runner.QueryAsync<object>(
            $"select distinct {Key} as k from {Staged} where k is not null order by k", r => isText ? r.GetString(0) : r.GetInt64(0),
            cancellationToken);
        var why = $"{Amounts.Number(keys.Count)} {(keys.Count == 1 ? "value" : "values")} of {column.Name} from the ledger";
        if (keys.Count == 0)
        {
            use.Lookup = why;
            return;
        }
        var lookup = use.Table.Plan(use.Request() with { Predicates = [new Predicate.In(column.Name, keys)] });
        if (lookup.Answers[^1].Match == Match.Unsupported || lookup.Calls is not { } calls) return;
        if (calls > 1 && calls >= (use.Plan!.Calls ?? (use.Estimate ??= await use.Table.EstimateAsync(use.Plan, cancellationToken)).Calls))
            return;
        (use.Plan, use.Lookup) = (lookup, why);
    }
}
