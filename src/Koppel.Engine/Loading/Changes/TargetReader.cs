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
    /// <summary>Reads them; afterwards the statement finds them under the target's name. Gives the name of what holds them.</summary>
    public async Task<string> StageAsync(Workspace workspace, TableScan scan, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(workspace, TablePlan.OfAll(scan.Table, scan.Observed), cancellationToken);
        scan.Begin((await CheckedAsync(workspace, plan, cancellationToken)) with { IsStaged = true });
        return await workspace.Stager.StageAsync(scan, cancellationToken);
    }

    /// <summary>Lets the next scan of the target bring them, in some of its columns.</summary>
    public async Task BeginAsync(
        Workspace workspace, TableScan scan, IReadOnlyList<Column> columns, CancellationToken cancellationToken)
    {
        var table = scan.Table with { Shown = [.. scan.Table.Shown.Where(columns.Contains)] };
        var plan = await PlanAsync(workspace, TablePlan.OfAll(table, scan.Observed), cancellationToken);
        scan.Begin(await CheckedAsync(workspace, plan, cancellationToken));
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
        var scan = (await workspace.PrepareAsync(reference, table, new HashSet<string>(), activity, cancellationToken)).Scans[0];
        var columns = choose(scan.Table.Table.Schema);
        var reader = new TargetReader(from, columns[by], $"try_cast({value} as {columns[by].Type})");
        await reader.BeginAsync(workspace, scan, columns, cancellationToken);
        var query = table.Within($"select {string.Join(", ", columns.Select(c => c.Sql))} from ", "");
        return (await workspace.KeepAsync($"read {reference}", query, cancellationToken), columns);
    }

    static async Task<TablePlan> CheckedAsync(Workspace workspace, TablePlan plan, CancellationToken cancellationToken) =>
        (await workspace.Guard!.CheckAsync([plan], cancellationToken))[0];

    async Task<TablePlan> PlanAsync(Workspace workspace, TablePlan all, CancellationToken cancellationToken)
    {
        if (Column is null) return all;
        var isText = Column.IsText;
        var keys = await workspace.Runner.QueryAsync<object>(
            $"select distinct {Key} as k from {Staged} where k is not null order by k", r => isText ? r.GetString(0) : r.GetInt64(0),
            cancellationToken);
        var narrowed = all with { LookUp = new LookUp(keys.Count, Column.Name, By: null) };
        if (keys.Count == 0) return narrowed;
        var answer = all.AnswerTo(Column, keys);
        if (answer.Answers[^1].Match == Match.Unsupported || answer.Calls is not { } calls) return all;
        if (calls > 1)
        {
            if (all.Asked!.Calls is null) all = await all.PricedAsync(cancellationToken);
            if (calls >= (all.Asked!.Calls ?? all.Estimate!.Value.Calls)) return all;
        }
        return narrowed with { Asked = answer, Estimate = all.Estimate };
    }
}
