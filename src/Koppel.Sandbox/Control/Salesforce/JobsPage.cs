using Koppel.Sandbox.Control.Calls;
using Koppel.Sandbox.Salesforce.Bulk;

namespace Koppel.Sandbox.Control.Salesforce;

/// <summary>A job of the Bulk API.</summary>
internal sealed record JobsPage(
    string Id, DateTime Created, string Operation, string Object, string State, bool IsOver, int Processed, int Failed, string? Error)
{
    const int MostErrors = 100;

    /// <summary>All, the newest first.</summary>
    public static IReadOnlyList<JobsPage> Read(BulkJobs jobs) => jobs.Use(() => jobs.Queries.All.Select(Of)
        .Concat(jobs.Ingests.All.Select(Of)).OrderByDescending(job => job.Id, StringComparer.Ordinal).ToArray());

    /// <summary>One with the first rows that failed; null when there is none.</summary>
    public static object? Read(BulkJobs jobs, ControlCall call) => jobs.Use<object?>(() =>
    {
        var id = call.Text("id");
        var query = jobs.Queries.All.FirstOrDefault(job => job.Head.Id == id);
        var ingest = jobs.Ingests.All.FirstOrDefault(job => job.Head.Id == id);
        if (query is not null) return new { job = Of(query), errors = Array.Empty<object>() };
        return ingest is null ? null : new { job = Of(ingest), errors = Errors(ingest) };
    });

    static JobsPage Of(QueryJob job) => Of(job.Head, job.Result?.Rows ?? 0, 0);

    static JobsPage Of(IngestJob job) => Of(job.Head, job.Work?.Outcomes.Count ?? 0, job.Work?.Failed ?? 0);

    static JobsPage Of(JobHead head, int processed, int failed) => new(
        head.Id, head.Created, head.Operation, head.ObjectName, head.State.ToString(), head.IsOver, processed, failed, head.Error);

    static object[] Errors(IngestJob job) => job.Work is not { } work ? []
        : [.. work.Outcomes.Index().Where(one => one.Item.Error is not null).Take(MostErrors)
            .Select(one => new { row = one.Index + 1, error = one.Item.Error, values = work.Read(one.Index).Cells })];
}
