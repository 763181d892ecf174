using Koppel.Sandbox.Salesforce.Records;
using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Bulk;

/// <summary>The calls about ingest jobs.</summary>
internal sealed class IngestJobCalls(OrgData org, SalesforceOptions options, BulkJobs jobs)
{
    // What is kept of a content is a third longer than the content.
    const int MostKept = 150_000_000;

    static readonly string[] Operations = ["insert", "update", "upsert", "delete", "hardDelete"];

    public IEnumerable<SalesforceRoute> Routes =>
    [
        jobs.Route("POST", "jobs/ingest", Create),
        jobs.Route("GET", "jobs/ingest", call => JobList.Of(call, jobs.Ingests, (job, json) => job.Write(json, isNew: false))),
        jobs.Route("GET", "jobs/ingest/{id}", call => SalesforceAnswer.Json(200, json => Find(call).Write(json))),
        jobs.Route("PUT", "jobs/ingest/{id}/batches", Upload),
        jobs.Route("PATCH", "jobs/ingest/{id}", Change),
        jobs.Route("DELETE", "jobs/ingest/{id}", Delete),
        jobs.Route("GET", "jobs/ingest/{id}/successfulResults", call => Results(call).Successful()),
        jobs.Route("GET", "jobs/ingest/{id}/failedResults", call => Results(call).Failed()),
        jobs.Route("GET", "jobs/ingest/{id}/unprocessedrecords", call => Results(call).Unprocessed()),
    ];

    SalesforceAnswer Create(SalesforceCall call)
    {
        var sent = JobBody.Read(
            call, "object", "operation", "externalIdFieldName", "contentType", "columnDelimiter", "lineEnding", "assignmentRuleId");
        var format = CsvFormat.Of(sent);
        var target = Target(JobBody.Text(sent, "operation"), JobBody.Text(sent, "object"), JobBody.Text(sent, "externalIdFieldName"));
        var head = new JobHead(jobs.NextId(), target.Operation, target.Type.Name, call.Version, format, org.Now, JobState.Open);
        var job = new IngestJob(head, target, call.WorkFault);
        jobs.Ingests.Add(job);
        return SalesforceAnswer.Json(200, json => job.Write(json, isNew: true));
    }

    IngestTarget Target(string? operation, string? name, string? keyName)
    {
        if (!Operations.Contains(operation))
            throw new SalesforceFault(400, "API_ERROR",
                $"The operation '{operation}' is not known. It must be one of {string.Join(", ", Operations)}.");
        if (name is null || org.Schema.Find(name) is not { } type || !Allows(type, operation!))
            throw new SalesforceFault(400, "INVALIDENTITY", $"InvalidEntity : Entity '{name}' is not supported by the Bulk API.");
        if (operation != "upsert")
        {
            return keyName is null ? new(operation!, type, null)
                : throw new SalesforceFault(400, "INVALIDJOB", "InvalidJob : An external id field can only be set for an upsert");
        }

        if (keyName is null) throw new SalesforceFault(400, "INVALIDJOB", "InvalidJob : External ID was blank for " + type.Name);
        return Keys.Of(org.Access, type, keyName) is { } key ? new(operation, type, key)
            : throw new SalesforceFault(400, "INVALIDJOB", $"InvalidJob : Field name provided, {keyName} does not match an External ID, "
                + $"Salesforce Id, or indexed field for {type.Name}");
    }

    static bool Allows(OrgObject type, string operation) => operation switch
    {
        "insert" => type.Createable,
        "update" => type.Updateable,
        "upsert" => type.Createable && type.Updateable,
        _ => type.Deletable,
    };

    SalesforceAnswer Upload(SalesforceCall call)
    {
        var job = Find(call);
        if (call.Header("Content-Type") is { } type && !type.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase))
            throw new SalesforceFault(415, "UNSUPPORTED_MEDIA_TYPE", $"The content is sent as text/csv, and not as {type}.");
        if (job.Head.State != JobState.Open)
            throw JobFaults.State($"The job {job.Head.Id} is {job.Head.State} and takes no content.");
        if (job.Content is not null)
            throw JobFaults.State($"Found multiple contents for job: <{job.Head.Id}>, please 'Close' / 'Abort' / 'Delete' the current Job "
                + "then create a new Job and make sure you only do 'PUT' once on a given Job.");
        if (call.Body.Length / 3L * 4 > MostKept)
            throw new SalesforceFault(413, "REQUEST_ENTITY_TOO_LARGE",
                "The content is larger than 150 MB once it is encoded. Send less in one job.");
        job.Content = call.Body;
        return SalesforceAnswer.Empty(201);
    }

    SalesforceAnswer Change(SalesforceCall call)
    {
        var job = Find(call);
        var (wanted, now) = (JobBody.State(call), job.Head.State);
        switch (wanted)
        {
            case "UploadComplete" when now == JobState.Open:
                job.Close(org);
                break;
            case "Aborted" when !job.Head.IsOver:
                job.Head.Turn(JobState.Aborted, org.Now);
                break;
            case "UploadComplete" or "Aborted":
                throw JobFaults.State($"The job {job.Head.Id} is {now} and cannot become {wanted}.");
            default:
                throw JobFaults.State("A job can be brought to the states UploadComplete and Aborted only.");
        }

        return SalesforceAnswer.Json(200, json => job.Write(json, isChange: true));
    }

    SalesforceAnswer Delete(SalesforceCall call)
    {
        var job = Find(call);
        if (job.Head.State is JobState.Open or JobState.InProgress)
            throw JobFaults.State($"The job {job.Head.Id} is {job.Head.State} and cannot be deleted before it is over.");
        jobs.Ingests.Remove(job);
        return SalesforceAnswer.Empty(204);
    }

    IngestResults Results(SalesforceCall call)
    {
        var job = Find(call);
        return job.Head.IsOver ? new(job, options.FaultSeed)
            : throw JobFaults.State($"The job {job.Head.Id} is not over: its state is {job.Head.State}.");
    }

    IngestJob Find(SalesforceCall call) => jobs.Ingests.Find(job => job.Head, call);
}
