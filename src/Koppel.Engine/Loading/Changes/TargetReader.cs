using Koppel.Engine.Reading;
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
        scan.Begin(plan with { IsStaged = true });
        return await workspace.Stager.StageAsync(scan, cancellationToken);
    }

    /// <summary>Lets the next scan of the target bring them, in some of its columns.</summary>
    public async Task BeginAsync(
        Workspace workspace, TableScan scan, IReadOnlyList<Column> columns, CancellationToken cancellationToken)
    {
        var table = scan.Table with { Shown = [.. scan.Table.Shown.Where(columns.Contains)] };
        scan.Begin(await PlanAsync(workspace, TablePlan.OfAll(table, scan.Observed), cancellationToken));
    }

    async Task<TablePlan> PlanAsync(Workspace workspace, TablePlan all, CancellationToken cancellationToken)
    {
        if (Column is null) return all;
        var isText = ChangeQuery.IsText(Column);
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
