using System.Text.Json;
using Koppel.Connectors.Salesforce.Api;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;

namespace Koppel.Connectors.Salesforce.Calls;

/// <summary>
/// Very many rows at once: a job of the Bulk API 2.0. (1) The job is made and its id recorded, before anything is written by it. (2) The
/// rows are sent as CSV, and the job is let loose and followed. (3) What became of each row is read from the three lists of its result;
/// rows that were locked, or that the job never came to, go into another job. Whoever goes on with a load that broke off asks the recorded
/// jobs, so that no row is written twice. What is kept of such a call is as of <see cref="CollectionKind"/>.
/// </summary>
/// <param name="target">The object.</param>
/// <param name="verb">What is done.</param>
internal sealed class JobKind(WriteTarget target, WriteVerb verb) : ICallKind
{
    /// <summary>A job has so many rows at most here; Salesforce takes more, but what is kept of it must fit into memory.</summary>
    public const int MostRows = 100_000;

    /// <summary>And so many bytes. Salesforce takes 100 MB of CSV.</summary>
    public const int MostBytes = 60_000_000;

    /// <summary>Rows that were locked, or not come to, go into so many jobs.</summary>
    const int Tries = 4;

    readonly Jobs _jobs = new(target.Org, "jobs/ingest");

    /// <inheritdoc/>
    public CallKind Kind => NameOf(verb);

    /// <inheritdoc/>
    public int AtOnce => 2;

    /// <summary>The name of the kind that does so.</summary>
    public static CallKind NameOf(WriteVerb verb) => new($"salesforce-job-{verb.ToString().ToLowerInvariant()}");

    /// <summary>The route of such calls.</summary>
    public static string Route(string basePath) => $"POST /{basePath}jobs/ingest";

    /// <inheritdoc/>
    public IReadOnlyList<JsonElement> Read(JsonElement content) => [.. content.GetProperty("items").EnumerateArray()];

    /// <inheritdoc/>
    public async Task<CallAnswer> SendAsync(
        OpenCall call, IReadOnlyList<JsonElement> parts, bool inDoubt, CancellationToken cancellationToken)
    {
        // Jobs that an earlier life of the load made, first to last.
        var known = call.Token is { } token ? token.Split(',').ToList() : [];
        var done = new List<string>();
        for (var attempt = 1; parts.Count > 0; attempt++)
        {
            JobState? job = null;
            if (known.Count > 0)
            {
                job = await FindAsync(known[0], cancellationToken);
                known.RemoveAt(0);
                if (job is null) return Lost(call, parts);
                if (job.IsOpen) // Nothing was written by it.
                {
                    await _jobs.AbortAsync(job.Id);
                    continue;
                }
            }
            if (job is null)
            {
                (job, var refusal) = await BeginAsync(call, new RowsCsv(parts, target.Object), done, cancellationToken);
                if (job is null) return Reject(call, parts, refusal!);
            }
            done.Add(job.Id);
            call.MayHaveHappened = true;
            job = await _jobs.FollowAsync(job.Id, cancellationToken);
            parts = await new JobResults(target, verb, _jobs).EnterAsync(
                call, job, parts, inDoubt || attempt > 1, isLast: attempt >= Tries && known.Count == 0, cancellationToken);
        }
        return CallAnswer.Entered;
    }

    /// <summary>Makes a job, fills it and lets it loose. Null when it is refused, with the reason.</summary>
    async Task<(JobState? Job, RejectCause? Refusal)> BeginAsync(
        OpenCall call, RowsCsv csv, List<string> done, CancellationToken cancellationToken)
    {
        call.Stopping.ThrowIfCancellationRequested();
        // Behind an earlier job the call stays accepted under that one's id: a break before the next id is recorded must not lose it.
        if (done.Count == 0) call.Sending();
        var body = CallContent.Bytes(json => json.WriteObject(null, () =>
        {
            json.WriteString("object", target.Object.Name);
            json.WriteString("operation", verb.ToString().ToLowerInvariant());
            if (csv.KeyField is { } key) json.WriteString("externalIdFieldName", key);
            json.WriteString("contentType", "CSV");
            json.WriteString("columnDelimiter", "COMMA");
            json.WriteString("lineEnding", "LF");
        }));
        // Made twice, one of the jobs stays empty and open; Salesforce drops it after a week.
        var made = await target.Org.SendAsync(
            new RestRequest(HttpMethod.Post, "jobs/ingest") { Body = body, Repeatable = true, Headers = target.Headers },
            cancellationToken);
        if (!made.IsSuccess)
            return (null, new RejectCause(RejectCode.Refused, $"Salesforce refused the job: {OrgErrors.Describe(made)}",
                "Correct what it says, or load fewer rows at once, so that no job is needed."));
        var job = JobState.Read(made, target.Org.Connection);
        call.Accepted(string.Join(',', [.. done, job.Id]));
        var filled = await _jobs.SendAsync(
            HttpMethod.Put, job.Id, "/batches", csv.Bytes, cancellationToken, "text/csv");
        OrgErrors.Checked(filled, target.Org.Connection, target.Object.Name);
        if (call.Stopping.IsCancellationRequested)
        {
            await _jobs.AbortAsync(job.Id);
            throw new OperationCanceledException(call.Stopping);
        }
        call.MayHaveHappened = true;
        OrgErrors.Checked(await _jobs.SetAsync(job.Id, "UploadComplete", cancellationToken), target.Org.Connection, target.Object.Name);
        return (job, null);
    }

    async Task<JobState?> FindAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await _jobs.FindAsync(id, cancellationToken);
        }
        catch (ConnectorException gone) when (gone.Kind == ConnectorErrorKind.NotFound)
        {
            return null;
        }
    }

    CallAnswer Lost(OpenCall call, IReadOnlyList<JsonElement> parts)
    {
        foreach (var part in parts)
            call.Reject(part, new RejectCause(RejectCode.InDoubt,
                "The job that carried the row is not known to Salesforce any more: it keeps them for seven days.",
                $"Look in {target.Object.Name} whether the row is there before loading it again."));
        return CallAnswer.Entered;
    }

    static CallAnswer Reject(OpenCall call, IReadOnlyList<JsonElement> parts, RejectCause cause)
    {
        foreach (var part in parts) call.Reject(part, cause);
        return CallAnswer.Entered;
    }
}
