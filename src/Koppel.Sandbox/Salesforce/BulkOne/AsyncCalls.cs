using System.Globalization;
using Koppel.Sandbox.Salesforce.Records;
using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.BulkOne;

/// <summary>The calls of the Bulk API 1.0: jobs, into which batches are put, and what became of these.</summary>
internal sealed class AsyncCalls(OrgData org, BatchJobs jobs)
{
    /// <summary>What the paths begin with.</summary>
    public const string Root = "/services/async/";

    const int MostBytes = 10_000_000;
    const string Job = Root + "{version}/job";

    static readonly string[] s_operations = ["insert", "update", "upsert", "delete", "hardDelete", "query", "queryAll"];

    readonly BatchResults _results = new(org);

    public IEnumerable<SalesforceRoute> Routes =>
    [
        Route("POST", Job, Create), Route("GET", Job + "/{job}", call => Told(call, Find(call))),
        Route("POST", Job + "/{job}", Change), Route("POST", Job + "/{job}/batch", Add), Route("GET", Job + "/{job}/batch", List),
        Route("GET", Job + "/{job}/batch/{batch}", call => Told(200, Find(call), FindBatch(call))),
        Route("GET", Job + "/{job}/batch/{batch}/request", Sent), Route("GET", Job + "/{job}/batch/{batch}/result", Results),
        Route("GET", Job + "/{job}/batch/{batch}/result/{result}", Result),
    ];

    /// <summary>The answer to a call that may not come in.</summary>
    public static SalesforceAnswer Refusal(SalesforceCall call, string code, string message) =>
        InfoText.Fault(IsJson(call), new(code, message));

    SalesforceRoute Route(string method, string path, Func<SalesforceCall, SalesforceAnswer> handle) => new(method, path, call =>
    {
        try
        {
            Version(call);
            return jobs.Use(() => handle(call));
        }
        catch (AsyncFault fault)
        {
            return InfoText.Fault(IsJson(call), fault);
        }
    });

    SalesforceAnswer Create(SalesforceCall call)
    {
        var sent = SentInfo.Of(call, IsJson(call));
        if (call.Header("Sforce-Enable-PKChunking") is { } chunks && !chunks.Equals("false", StringComparison.OrdinalIgnoreCase))
            throw new AsyncFault("FeatureNotEnabled", "The sandbox cuts no query into chunks of ids. Leave Sforce-Enable-PKChunking out.");
        var (operation, name) = (sent.GetValueOrDefault("operation"), sent.GetValueOrDefault("object"));
        if (!s_operations.Contains(operation))
            throw new AsyncFault(
                "InvalidJob", $"The operation '{operation}' is not known. It is one of {string.Join(", ", s_operations)}.");
        if (name is null || org.Schema.Find(name) is not { } type || !Allows(type, operation!))
            throw new AsyncFault("InvalidEntity", $"Entity '{name}' is not supported by the Bulk API.");
        var content = sent.GetValueOrDefault("contentType") ?? "XML";
        if (content is not ("CSV" or "JSON"))
            throw new AsyncFault(
                "FeatureNotEnabled", $"The sandbox takes batches of CSV and JSON, and none of {content}. Say so as contentType.");
        var mode = sent.GetValueOrDefault("concurrencyMode");
        if (mode is not (null or "Parallel" or "Serial" or "0" or "1"))
            throw new AsyncFault("InvalidJob", $"The concurrencyMode '{mode}' is not known. It is Parallel or Serial.");
        var job = new BatchJob(jobs.NextId(), operation!, type, Key(type, operation!, sent.GetValueOrDefault("externalIdFieldName")),
            content == "JSON", mode is "Serial" or "1", Version(call), org.Now);
        jobs.Add(job);
        return Told(call, job, 201);
    }

    OrgField? Key(OrgObject type, string operation, string? name)
    {
        if (operation != "upsert")
            return name is null ? null : throw new AsyncFault("InvalidJob", "An external id field can only be set for an upsert");
        if (name is null) throw new AsyncFault("InvalidJob", "External ID was blank for " + type.Name);
        return Keys.Of(org.Access, type, name) ?? throw new AsyncFault("InvalidJob",
            $"Field name provided, {name} does not match an External ID, Salesforce Id, or indexed field for {type.Name}");
    }

    SalesforceAnswer Change(SalesforceCall call)
    {
        var job = Find(call);
        var state = SentInfo.Of(call, IsJson(call)).GetValueOrDefault("state");
        if (state is not ("Closed" or "Aborted"))
            throw new AsyncFault("InvalidJobState", "A job can be brought to the states Closed and Aborted only.");
        if (job.State == "Aborted" || (job.State == "Closed" && state == "Closed"))
            throw new AsyncFault("InvalidJobState", $"The job {job.Id} is {job.State} and cannot become {state}.");
        job.Turn(state, org.Now);
        return Told(call, job);
    }

    SalesforceAnswer Add(SalesforceCall call)
    {
        var job = Find(call);
        if (job.State != "Open") throw new AsyncFault("InvalidJobState", $"{job.State} job may not add batches.");
        if (job is { IsQuery: true, Batches.Count: > 0 }) throw new AsyncFault("InvalidBatch", "A job of a query has one batch.");
        if (call.Body.Length > MostBytes)
            throw new AsyncFault("ClientInputError", $"Failed to read request. Exceeded max size limit of {MostBytes}");
        var type = call.Header("Content-Type") ?? "";
        if (!type.StartsWith(job.IsJson ? "application/json" : "text/csv", StringComparison.OrdinalIgnoreCase))
            throw new AsyncFault("InvalidBatch", $"The job takes {(job.IsJson ? "JSON" : "CSV")}, and the batch is sent as '{type}'.");
        var batch = new Batch(jobs.NextBatchId(), job, call.Body, call.WorkFault, org);
        job.Batches.Add(batch);
        return Told(201, job, batch);
    }

    SalesforceAnswer List(SalesforceCall call)
    {
        var job = Find(call);
        return InfoText.List(job.IsJson, "batchInfoList", "batchInfo", job.Batches.Select(one => one.Told()));
    }

    SalesforceAnswer Sent(SalesforceCall call) => new(200,
        Find(call).IsJson ? SalesforceAnswer.JsonType : SalesforceAnswer.CsvType, FindBatch(call).Content);

    SalesforceAnswer Results(SalesforceCall call)
    {
        var (job, batch) = (Find(call), Done(call));
        return job.IsQuery ? BatchResults.Names(job, ResultOf(batch)) : _results.OfRows(job, batch.Outcomes!);
    }

    SalesforceAnswer Result(SalesforceCall call)
    {
        var batch = Done(call);
        if (!Find(call).IsQuery || IdText.Parse(call["result"]) != IdText.Parse(ResultOf(batch)))
            throw new AsyncFault("InvalidBatch", $"The batch has no result {call["result"]}.");
        return _results.OfQuery(batch, call["version"]);
    }

    // A result is named as its batch is, with another prefix.
    static string ResultOf(Batch batch) => IdText.Of("752", IdText.NumberOf(batch.Id[..IdText.Short]));

    Batch Done(SalesforceCall call) =>
        FindBatch(call) is { State: "Completed" } batch ? batch : throw new AsyncFault("InvalidBatch", "Batch not completed");

    static SalesforceAnswer Told(SalesforceCall call, BatchJob job, int status = 200) =>
        InfoText.One(status, job.IsJson || IsJson(call), "jobInfo", job.Told());

    // Of batches is told as they were sent, and of jobs also as the caller speaks.
    static SalesforceAnswer Told(int status, BatchJob job, Batch batch) => InfoText.One(status, job.IsJson, "batchInfo", batch.Told());

    static bool IsJson(SalesforceCall call) =>
        call.Header("Content-Type")?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true;

    static decimal Version(SalesforceCall call) =>
        decimal.TryParse(call["version"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var version)
        && version is >= ApiVersions.Oldest and <= ApiVersions.Newest ? version
            : throw new AsyncFault("InvalidVersion", $"Unsupported version: {call["version"]}");

    static bool Allows(OrgObject type, string operation) => operation switch
    {
        "query" or "queryAll" => type.Queryable,
        "insert" => type.Createable,
        "update" => type.Updateable,
        "upsert" => type.Createable && type.Updateable,
        _ => type.Deletable,
    };

    BatchJob Find(SalesforceCall call) =>
        jobs.Find(call["job"]) ?? throw new AsyncFault("InvalidJob", $"Invalid job id: {call["job"]}");

    Batch FindBatch(SalesforceCall call) =>
        IdText.Parse(call["batch"]) is { } wanted && Find(call).Batches.Find(one => IdText.Parse(one.Id) == wanted) is { } found ? found
            : throw new AsyncFault("InvalidBatch", $"Unable to find batch for id: {call["batch"]}");
}
