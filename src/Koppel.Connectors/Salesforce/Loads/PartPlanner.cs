using Koppel.Connectors.Salesforce.Calls;
using Koppel.Sdk.Loading;

namespace Koppel.Connectors.Salesforce.Loads;

/// <summary>Decides how rows travel, enters the calls in the journal and prices them.</summary>
/// <param name="target">The object.</param>
/// <param name="verb">What is done.</param>
/// <param name="upsertBy">The key of an upsert, or null.</param>
internal sealed class PartPlanner(WriteTarget target, WriteVerb verb, string? upsertBy)
{
    /// <summary>Calls of a job: made, filled, let loose, three lists; and about so many looks at it.</summary>
    const int CallsAJob = 6, LooksAtAJob = 8;

    /// <summary>
    /// What Salesforce does in a second, for an estimate: flows and triggers of an org can make it many times slower.
    /// </summary>
    const double CallsASecond = 1.5, JobRowsASecond = 500;

    /// <summary>Enters the calls, and gives the plan with them and their price.</summary>
    /// <param name="plan">The plan without calls.</param>
    /// <param name="journal">The journal.</param>
    /// <param name="parts">The rows.</param>
    /// <param name="hasKey">Whether a row that was written can be found again.</param>
    public WritePlan Enter(WritePlan plan, IWriteJournal journal, IReadOnlyList<PlannedPart> parts, bool hasKey)
    {
        if (parts.Count == 0) return plan;
        var all = parts.OrderBy(p => p.Parent, StringComparer.Ordinal).ToList();
        var singles = CallsOf(all.Count);
        // Without a key, only a job tells later which rows arrived; one call is its own job.
        var isJob = verb != WriteVerb.Undelete
            && (all.Count > target.Org.Options.BulkAbove || (verb == WriteVerb.Insert && !hasKey && singles > 1));
        var calls = isJob ? all.FindAll(p => p.IsCallOnly) : all;
        var jobs = isJob ? all.FindAll(p => !p.IsCallOnly) : [];
        var planned = new List<PlannedCalls>();
        var jobCount = 0;
        foreach (var job in Cut(jobs, JobKind.MostRows, JobKind.MostBytes))
        {
            Plan(journal, JobKind.NameOf(verb), JobKind.Route(target.BasePath), job);
            jobCount++;
        }
        if (jobCount > 0)
        {
            planned.Add(new PlannedCalls(JobKind.Route(target.BasePath), jobCount, $"a job for up to {JobKind.MostRows:N0} rows"));
            planned.Add(new PlannedCalls($"/{target.BasePath}jobs/ingest/{{id}}", (long)jobCount * (CallsAJob - 1 + LooksAtAJob),
                "to fill each job, look at it about 8 times and read its result"));
        }
        var (kind, route) = verb == WriteVerb.Undelete ? (UndeleteKind.Name, UndeleteKind.Route(target.BasePath))
            : (CollectionKind.NameOf(verb), CollectionKind.Route(target.BasePath, verb, $"{target.Object.Name}/{upsertBy}"));
        foreach (var call in Cut(calls, CollectionKind.MostRows, JobKind.MostBytes)) Plan(journal, kind, route, call);
        if (calls.Count > 0) planned.Add(new PlannedCalls(route, CallsOf(calls.Count), $"up to {CollectionKind.MostRows} rows each"));
        return plan with
        {
            Calls = planned,
            Duration = target.Org.Client.Scaled(
                TimeSpan.FromSeconds((CallsOf(calls.Count) / CallsASecond) + (jobs.Count / JobRowsASecond) + (jobCount > 0 ? 10 : 0))),
            Instead =
                isJob ? new WayNotTaken("200 rows a call", singles, target.Org.Client.Scaled(TimeSpan.FromSeconds(singles / CallsASecond)))
                : all.Count > 1
                    ? new WayNotTaken("one call a row", all.Count, target.Org.Client.Scaled(TimeSpan.FromSeconds(all.Count / CallsASecond)))
                : null,
        };
    }

    static long CallsOf(int rows) => (rows + CollectionKind.MostRows - 1L) / CollectionKind.MostRows;

    static void Plan(IWriteJournal journal, CallKind kind, string route, IReadOnlyList<PlannedPart> parts) =>
        journal.Plan(kind, route, parts.Sum(p => p.Rows), CallContent.Write(
            json => json.WriteArray("items", parts, part => part.Write(json))));

    static IEnumerable<IReadOnlyList<PlannedPart>> Cut(List<PlannedPart> parts, int rows, long bytes)
    {
        var (from, size) = (0, 0L);
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > from && (i - from == rows || size + parts[i].Bytes > bytes))
            {
                yield return parts.GetRange(from, i - from);
                (from, size) = (i, 0);
            }
            size += parts[i].Bytes;
        }
        if (parts.Count > from) yield return parts.GetRange(from, parts.Count - from);
    }
}
