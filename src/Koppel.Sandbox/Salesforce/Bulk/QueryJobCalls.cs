using System.Globalization;
using Koppel.Sandbox.Salesforce.Soql;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Bulk;

/// <summary>The calls about query jobs.</summary>
internal sealed class QueryJobCalls(OrgData org, SalesforceOptions options, BulkJobs jobs)
{
    // The version of the API that has pages side by side first.
    const int FirstWithPages = 58;

    public IEnumerable<SalesforceRoute> Routes =>
    [
        jobs.Route("POST", "jobs/query", Create),
        jobs.Route("GET", "jobs/query", List),
        jobs.Route("GET", "jobs/query/{id}", call => SalesforceAnswer.Json(200, json => Find(call).Write(json))),
        jobs.Route("PATCH", "jobs/query/{id}", Abort),
        jobs.Route("DELETE", "jobs/query/{id}", Delete),
        jobs.Route("GET", "jobs/query/{id}/results", Results),
        jobs.Route("GET", "jobs/query/{id}/resultPages", ResultPages),
    ];

    SalesforceAnswer Create(SalesforceCall call)
    {
        var sent = JobBody.Read(call, "operation", "query", "contentType", "columnDelimiter", "lineEnding");
        var format = CsvFormat.Of(sent);
        var operation = JobBody.Text(sent, "operation");
        if (operation is not ("query" or "queryAll"))
            throw new SalesforceFault(400, "API_ERROR", $"The operation '{operation}' is not known here. It must be query or queryAll.");
        var (found, isOrdered) = Run(JobBody.Text(sent, "query") ?? "", operation == "queryAll");
        var head = new JobHead(
            jobs.NextId(), operation, found.Scope.Table.Type.Name, call.Version, format, org.Now, JobState.UploadComplete);
        var job = new QueryJob(head, found, isOrdered, call.WorkFault == FaultKind.QueryFails, org.Clock.Elapsed);
        jobs.Queries.Add(job);
        job.Begin(org, options.FaultSeed);
        return SalesforceAnswer.Json(200, json => job.Write(json, isNew: true));
    }

    (QueryResult Found, bool IsOrdered) Run(string text, bool withDeleted)
    {
        try
        {
            var query = Parser.Parse(text);
            QueryChecks.Check(query);
            var found = org.Use(() => new SoqlRunner(org).Run(text, withDeleted));
            QueryChecks.Check(found.Selection!);
            return (found, query.OrderBy.Count > 0);
        }
        catch (SoqlFault fault)
        {
            throw new SalesforceFault(400, "API_ERROR", fault.Message);
        }
    }

    SalesforceAnswer List(SalesforceCall call) => JobList.Of(call, jobs.Queries, (job, json) => job.Write(json, inList: true));

    SalesforceAnswer Abort(SalesforceCall call)
    {
        var job = Find(call);
        if (JobBody.State(call) != "Aborted") throw JobFaults.State("A query job can be brought to the state Aborted only.");
        if (job.Head.State is JobState.JobComplete or JobState.Failed)
            throw JobFaults.State($"The job {job.Head.Id} is over: its state is {job.Head.State}.");
        job.Abort(org.Now);
        return SalesforceAnswer.Json(200, json => job.Write(json, isNew: true));
    }

    SalesforceAnswer Delete(SalesforceCall call)
    {
        var job = Find(call);
        if (!job.Head.IsOver) throw JobFaults.State($"The job {job.Head.Id} is {job.Head.State} and cannot be deleted before it is over.");
        jobs.Queries.Remove(job);
        job.Dispose();
        return SalesforceAnswer.Empty(204);
    }

    SalesforceAnswer Results(SalesforceCall call)
    {
        var job = Ready(call);
        var from = Locator.Read(call.Text("locator"), job.Result!.Rows);
        var count = job.PageAt(from, Most(call));
        return SalesforceAnswer.Stream(SalesforceAnswer.CsvType, (stream, ct) => job.Result.SendAsync(from, count, stream, ct))
            .With("Sforce-Locator", from + count < job.Result.Rows ? Locator.Of(from + count) : "null")
            .With("Sforce-NumberOfRecords", count.ToString(CultureInfo.InvariantCulture));
    }

    SalesforceAnswer ResultPages(SalesforceCall call)
    {
        if (call.Version < FirstWithPages) throw SalesforceFault.NotFound();
        var job = Ready(call);
        var asked = call.Text("maxRecords") is { } most ? $"&maxRecords={most}" : "";
        var (pages, next) = job.PagesFrom(Locator.Read(call.Text("locator"), job.Result!.Rows), Most(call));
        var isDone = next >= job.Result.Rows;
        var root = $"{call.Base}/jobs/query/{job.Head.Id}";
        return SalesforceAnswer.Json(200, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("resultPages");
            foreach (var page in pages)
            {
                json.WriteStartObject();
                json.WriteString("resultUrl", $"{root}/results?locator={Locator.Of(page)}{asked}");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("nextRecordsUrl", isDone ? null : $"{root}/resultPages?locator={Locator.Of(next)}{asked}");
            json.WriteBoolean("done", isDone);
            json.WriteEndObject();
        });
    }

    QueryJob Find(SalesforceCall call) => jobs.Queries.Find(job => job.Head, call);

    QueryJob Ready(SalesforceCall call)
    {
        var job = Find(call);
        return job.Result is not null ? job : throw JobFaults.State($"The job {job.Head.Id} has no result: its state is {job.Head.State}.");
    }

    int Most(SalesforceCall call)
    {
        if (call.Text("maxRecords") is not { } text) return options.ResultPage;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0 ? most
            : throw new SalesforceFault(400, "API_ERROR", $"maxRecords must be a whole number above 0, and '{text}' is none.");
    }
}
