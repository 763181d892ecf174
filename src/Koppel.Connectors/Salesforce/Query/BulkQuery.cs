using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Koppel.Connectors.Salesforce.Api;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Salesforce.Query;

/// <summary>
/// Reads a large answer by a job of the Bulk API 2.0: its pages come side by side and are taken apart as they come. A page whose line
/// breaks is asked for again, and what came of it before is passed over: a page is the same each time.
/// </summary>
/// <param name="org">The org.</param>
/// <param name="table">The object's name.</param>
internal sealed class BulkQuery(Org org, string table)
{
    /// <summary>Pages that are read at once.</summary>
    const int AtOnce = 3;

    /// <summary>Batches that wait for the engine at most.</summary>
    const int Waiting = 8;

    /// <summary>How many times a page is asked for at most.</summary>
    const int Attempts = 4;

    /// <summary>Where the next addresses are: documented once under one name and once under the other.</summary>
    static readonly string[] NextNames = ["nextRecordsUrl", "nextRecordUrl"];

    readonly Jobs _jobs = new(org, "jobs/query");

    /// <summary>Makes the job; null when Salesforce has none for this object or query, so that it is read otherwise.</summary>
    /// <exception cref="ConnectorException">It was refused for another reason.</exception>
    public async Task<string?> BeginAsync(string soql, CancellationToken cancellationToken)
    {
        var body = CallContent.Bytes(json => json.WriteObject(null, () =>
        {
            json.WriteString("operation", org.Options.Deleted ? "queryAll" : "query");
            json.WriteString("query", soql);
            json.WriteString("contentType", "CSV");
            json.WriteString("columnDelimiter", "COMMA");
            json.WriteString("lineEnding", "LF");
        }));
        // Made twice, one of the jobs is read by nobody.
        var response = await org.SendAsync(
            new RestRequest(HttpMethod.Post, "jobs/query") { Body = body, Repeatable = true }, cancellationToken);
        return response.Status == 400 && OrgErrors.Code(response) is not ("MALFORMED_QUERY" or "INVALID_FIELD" or "INVALID_TYPE")
            ? null : JobState.Read(response, org.Connection).Id;
    }

    /// <summary>Follows a job to its end and brings its rows, in no order.</summary>
    /// <param name="id">The job.</param>
    /// <param name="plan">What is read.</param>
    /// <param name="cancellationToken">Stops it; a job that is not done yet is told so.</param>
    public async IAsyncEnumerable<RowBatch> ReadAsync(
        string id, QueryPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isDone = false;
        try
        {
            var job = await _jobs.FollowAsync(id, cancellationToken);
            isDone = true;
            if (!job.IsComplete)
                throw new ConnectorException(ConnectorErrorKind.ServerFault,
                    $"Salesforce (connection '{org.Connection}') {(job.State == "Aborted" ? "was told by somebody to end" : "gave up")} "
                        + $"job "
                        + $"{id}, which reads {table} ({job.State}{(job.Message.Length > 0 ? $": {job.Message.TrimEnd('.')}" : "")}). "
                        + $"Run it "
                        + $"again; with fewer columns or a condition it takes less.")
                { Connection = org.Connection, Table = table };
        }
        finally
        {
            if (!isDone) await _jobs.AbortAsync(id);
        }
        await foreach (var batch in PagesAsync(id, plan, cancellationToken)) yield return batch;
    }

    async IAsyncEnumerable<RowBatch> PagesAsync(string id, QueryPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = Channel.CreateBounded<RowBatch>(Waiting);
        var free = new ConcurrentBag<RowBatch>();
        var reading = Task.Run(() => ReadAllAsync(id, plan, batches.Writer, free, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellationToken))
            {
                yield return batch;
                batch.Clear();
                free.Add(batch);
            }
            await reading;
        }
        finally
        {
            await stop.CancelAsync();
            try
            {
                await reading;
            }
            catch (OperationCanceledException)
            {
                // Nobody wants the rest.
            }
            catch (ConnectorException) when (cancellationToken.IsCancellationRequested)
            {
                // Nor why it cannot be had.
            }
        }
    }

    async Task ReadAllAsync(
        string id, QueryPlan plan, ChannelWriter<RowBatch> batches, ConcurrentBag<RowBatch> free, CancellationToken cancellationToken)
    {
        Exception? fault = null;
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(UrlsAsync(id, cancellationToken), options, (url, stop) =>
                new ValueTask(new ResultPage(org, table, plan, url, free).ReadAsync(batches, Attempts, stop)));
        }
        catch (Exception caught)
        {
            fault = caught;
            throw;
        }
        finally
        {
            batches.Complete(fault is OperationCanceledException ? null : fault);
        }
    }

    /// <summary>The addresses of the pages, a few a call.</summary>
    async IAsyncEnumerable<string> UrlsAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var response = await _jobs.SendAsync(HttpMethod.Get, id, "/resultPages", default, cancellationToken);
        while (true)
        {
            OrgErrors.Checked(response, org.Connection, table);
            using var document = OrgErrors.Json(response, org.Connection);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("resultPages", out var pages)
                || pages.ValueKind != JsonValueKind.Array)
                throw OrgErrors.Odd(response, org.Connection, "lists no result pages");
            foreach (var page in pages.EnumerateArray())
                yield return page.TryGetProperty("resultUrl", out var url) && url.GetString() is { Length: > 0 } text
                    ? text : throw OrgErrors.Odd(response, org.Connection, "lists a result page without its address");
            var next = NextNames
                .Select(n => root.TryGetProperty(n, out var url) ? url.GetString() : null).FirstOrDefault(n => !string.IsNullOrEmpty(n));
            if (next is null) yield break;
            response = await org.FollowAsync(
                new RestRequest(
                    HttpMethod.Get, next) { Pattern = $"{await org.BasePathAsync(cancellationToken)}jobs/query/{{id}}/resultPages" },
                cancellationToken);
        }
    }
}
