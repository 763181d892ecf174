using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;

namespace Koppel.Connectors.Salesforce.Api;

/// <summary>Jobs of one kind of the Bulk API 2.0: <c>jobs/query</c> or <c>jobs/ingest</c>.</summary>
/// <param name="org">The org.</param>
/// <param name="path">Where they are.</param>
internal sealed class Jobs(Org org, string path)
{
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(20);

    /// <summary>The pause behind the first look; each further one is half as long again.</summary>
    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);

    /// <summary>A job of that id.</summary>
    public async Task<JobState> FindAsync(string id, CancellationToken cancellationToken) =>
        JobState.Read(await SendAsync(HttpMethod.Get, id, "", default, cancellationToken), org.Connection);

    /// <summary>Sets a job's state.</summary>
    public Task<RestResponse> SetAsync(string id, string state, CancellationToken cancellationToken) => SendAsync(
        HttpMethod.Patch, id, "", CallContent.Bytes(json => json.WriteObject(null, () => json.WriteString("state", state))),
        cancellationToken);

    /// <summary>Looks at a job until it is done, or never will be.</summary>
    public async Task<JobState> FollowAsync(string id, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause)
        {
            var job = await FindAsync(id, cancellationToken);
            if (job.IsComplete || job.IsLost) return job;
            await org.Client.DelayAsync(pause, cancellationToken);
        }
    }

    /// <summary>Tells a job that nobody wants it any more. What Salesforce says to that changes nothing.</summary>
    public async Task AbortAsync(string id)
    {
        try
        {
            using var late = new CancellationTokenSource(TimeSpan.FromSeconds(2), org.Environment.Time);
            await SetAsync(id, "Aborted", late.Token);
        }
        catch (Exception fault) when (fault is ConnectorException or OperationCanceledException)
        {
            // It ends by itself, only later.
        }
    }

    /// <summary>Sends a call about a job.</summary>
    public Task<RestResponse> SendAsync(
        HttpMethod method, string id, string behind, ReadOnlyMemory<byte> body, CancellationToken cancellationToken,
        string contentType = "application/json") =>
        org.SendAsync(
            new RestRequest(method, $"{path}/{id}{behind}")
            {
                Pattern = $"{path}/{{id}}{behind}", Body = body, ContentType = contentType, Repeatable = true,
            },
            cancellationToken);

    /// <summary>Asks for a list of a job's result, which comes as a stream of CSV.</summary>
    public Task<RestResponse> StreamAsync(string id, string behind, CancellationToken cancellationToken) => org.SendAsync(
        new RestRequest(
            HttpMethod.Get, $"{path}/{id}{behind}") { Pattern = $"{path}/{{id}}{behind}", Accept = "text/csv", IsStreamed = true },
        cancellationToken);
}
