using Koppel.Sandbox.Control.Calls;
using Koppel.Sandbox.Salesforce;
using Koppel.Sandbox.Salesforce.Bulk;
using Koppel.Sandbox.Salesforce.BulkOne;

namespace Koppel.Sandbox.Control.Salesforce;

/// <summary>A job of the Bulk API.</summary>
internal sealed record JobsPage(
    string Id, DateTime Created, string Operation, string Object, string State, bool IsOver, int Processed, int Failed, string? Error)
{
    const int MostErrors = 100;

    /// <summary>All, the newest first.</summary>
    public static IReadOnlyList<JobsPage> Read(SalesforceOrg org) =>
    [
        .. org.Jobs.Use(() => org.Jobs.Queries.All.Select(Of).Concat(org.Jobs.Ingests.All.Select(Of)).ToArray())
            .Concat(org.BatchJobs.Use(() => org.BatchJobs.All.Select(Of).ToArray()))
            .OrderByDescending(job => job.Id, StringComparer.Ordinal),
    ];

    /// <summary>One with the first rows that failed; null when there is none.</summary>
    public static object? Read(SalesforceOrg org, ControlCall call) => org.Jobs.Use<object?>(() =>
    {
        var id = call.Text("id");
        var query = org.Jobs.Queries.All.FirstOrDefault(job => job.Head.Id == id);
        var ingest = org.Jobs.Ingests.All.FirstOrDefault(job => job.Head.Id == id);
        if (query is not null) return new { job = Of(query), errors = Array.Empty<object>() };
        return ingest is not null ? new { job = Of(ingest), errors = Errors(ingest) } : null;
    })
    ?? org.BatchJobs.Use<object?>(
        () => org.BatchJobs.Find(call.Text("id")) is { } job ? new { job = Of(job), errors = Errors(job) } : null);

    static JobsPage Of(QueryJob job) => Of(job.Head, job.Result?.Rows ?? 0, 0);

    static JobsPage Of(IngestJob job) => Of(job.Head, job.Work?.Outcomes.Count ?? 0, job.Work?.Failed ?? 0);

    static JobsPage Of(JobHead head, int processed, int failed) => new(
        head.Id, head.Created, head.Operation, head.ObjectName, head.State.ToString(), head.IsOver, processed, failed, head.Error);

    static JobsPage Of(BatchJob job) => new(
        job.Id, job.Created, job.Operation, job.Type.Name, job.State, job.IsOver, job.Batches.Sum(one => one.Processed),
        job.Batches.Sum(one => one.Failed), job.Batches.Select(one => one.Message).FirstOrDefault(message => message is not null));

    // Rows are counted through all batches; their values are not kept apart.
    static object[] Errors(BatchJob job) =>
        [.. job.Batches.SelectMany(batch => batch.Outcomes ?? []).Index().Where(one => one.Item.Fault is not null).Take(MostErrors)
            .Select(one => new { row = one.Index + 1, error = IngestWork.Text(one.Item.Fault!), values = Array.Empty<string>() })];

    static object[] Errors(IngestJob job) => job.Work is not { } work ? []
        : [.. work.Outcomes.Index().Where(one => one.Item.Error is not null).Take(MostErrors)
            .Select(one => new { row = one.Index + 1, error = one.Item.Error, values = work.Read(one.Index).Cells })];
}
