using System.Text.Json;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>What a load that is gone on with has still to do, told by its calls in the ledger: those that are not done.</summary>
internal static class LeftToDo
{
    /// <summary>The same as a plan. One call is looked into at a time.</summary>
    public static WritePlan Of(IEnumerable<JournalCall> calls)
    {
        var rows = new SortedDictionary<WriteOperation, long>();
        var routes = new Dictionary<string, long>();
        foreach (var call in calls.Where(c => c.State != CallState.Done))
        {
            routes[call.Route] = routes.GetValueOrDefault(call.Route) + 1;
            using var content = JsonDocument.Parse(call.Content);
            foreach (var change in JournalRows.Changes(content.RootElement))
                rows[change.Operation] = rows.GetValueOrDefault(change.Operation) + 1;
        }
        return new WritePlan
        {
            Read = rows.Values.Sum(), Changes = rows.Values.Sum(), Unchanged = 0, Rejects = new RejectList(), Duration = TimeSpan.Zero,
            Kinds = [.. rows.Select(r => new PlannedRows(r.Key, r.Value))],
            Calls = [.. routes.Select(r => new PlannedCalls(r.Key, r.Value, ""))],
        };
    }

    /// <summary>A plan with the rows of what was left before it; the calls of that are made by then, and counted as such.</summary>
    public static WritePlan Together(WritePlan plan, WritePlan before) => plan with
    {
        Changes = plan.Changes + before.Changes,
        Kinds = [.. plan.Kinds.Concat(before.Kinds).GroupBy(k => k.Operation).Select(g => new PlannedRows(g.Key, g.Sum(k => k.Count)))],
    };
}
