using Koppel.Engine.Binding;
using Koppel.Engine.Statements;

namespace Koppel.Engine.Reading;

/// <summary>Tells how the tables of a statement are read.</summary>
internal static class ReadExplainer
{
    /// <summary>The plan of all tables.</summary>
    /// <param name="statement">A statement.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="connections">They say how long their calls take.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="estimate">Whether a call may be made to learn the size of a table whose size is not known.</param>
    public static async Task<Explanation> ExplainAsync(
        BoundStatement statement, ReadPlan plan, ConnectionSet connections, CancellationToken cancellationToken, bool estimate = true)
    {
        var scans = new List<ExplainedScan>();
        foreach (var table in plan.Tables)
        {
            var isUnknown = table is { Asked: { Calls: null }, LookUp: null };
            var scan = Scan(estimate && isUnknown ? await table.PricedAsync(cancellationToken) : table);
            scans.Add(scan with { Duration = Duration(connections, table.Table.Connection, scan.CallsToRead) });
        }
        return new Explanation
        {
            Unplanned = plan.Reason,
            Files = [.. statement.Files.Select(f => new ExplainedFile(f.Reference, f.Table.Source.Paths))],
            Scans = scans,
        };
    }

    static TimeSpan? Duration(ConnectionSet connections, string name, long? calls) =>
        calls is { } known && connections.Find(name) is { } connection ? connections.Open(connection).Duration(known) : null;

    static ExplainedScan Scan(TablePlan plan) => plan.Asked is not { } asked ? new(plan.Reference, null) : new(
        plan.Reference, [.. asked.Request.Columns.Select(c => c.Name)])
    {
        Requests = asked.Requests,
        Answers = asked.Answers,
        Limit = asked.PushedLimit,
        Notes = asked.Notes, // As they are now: reading changes them.
        Calls = asked.Calls,
        LookUp = plan.LookUp?.Told,
        Staged = !plan.IsStaged ? null
            : plan.Needs.Count > 1 ? StagedFor.Places
            : plan.IsWatched ? StagedFor.Unmatched
            : StagedFor.LookUp,
        Places = plan.Needs.Count,
        Estimate = plan.Estimate,
    };
}
