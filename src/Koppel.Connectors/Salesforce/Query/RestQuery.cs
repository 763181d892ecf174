using System.Runtime.CompilerServices;
using Koppel.Connectors.Salesforce.Api;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;

namespace Koppel.Connectors.Salesforce.Query;

/// <summary>
/// Reads a query page by page over the REST API. How large a page is, Salesforce decides; the next one is asked for as it says.
/// </summary>
/// <param name="org">The org.</param>
/// <param name="table">The object's name.</param>
/// <param name="resource">What is asked: <c>query</c> or <c>queryAll</c>.</param>
internal sealed class RestQuery(Org org, string table, string resource)
{
    /// <summary>Queries of a cut list under way at once.</summary>
    const int Ahead = 4;

    /// <summary>The first page.</summary>
    /// <exception cref="ConnectorException">The org refuses the query.</exception>
    public async Task<RecordPage> FirstAsync(string soql, CancellationToken cancellationToken) =>
        RecordPage.Read(await AskAsync(soql, cancellationToken), org.Connection, table);

    /// <summary>The pages from a first one on; the next is on its way while one is read.</summary>
    public async IAsyncEnumerable<RecordPage> PagesAsync(RecordPage first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var page = first;
        Task<RecordPage>? next = null;
        try
        {
            while (true)
            {
                next = page.Next is { } url ? NextAsync(url, stop.Token) : null;
                yield return page;
                if (next is null) yield break;
                page = await next;
            }
        }
        finally
        {
            await stop.CancelAsync();
            if (next is not null) await DropAsync(next);
        }
    }

    /// <summary>The pages of several queries, a few of which are under way at once, in the order in which they were given.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<RecordPage> PartsAsync(QueryPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = new Queue<Task<List<RecordPage>>>();
        var next = 0;
        if (plan.FirstPage is { } known)
        {
            (plan.FirstPage, next) = (null, 1);
            underWay.Enqueue(Task.FromResult<List<RecordPage>>([known]));
        }
        try
        {
            while (true)
            {
                for (; next < plan.Parts.Count && underWay.Count < Ahead; next++)
                    underWay.Enqueue(PartAsync(plan, plan.Parts[next], stop.Token));
                if (underWay.Count == 0) yield break;
                foreach (var first in await underWay.Dequeue())
                    await foreach (var page in PagesAsync(first, cancellationToken)) yield return page;
            }
        }
        finally
        {
            await stop.CancelAsync();
            foreach (var rest in underWay) await DropAsync(rest);
        }
    }

    /// <summary>The first pages of a part. One whose address is too long after all is cut in halves.</summary>
    async Task<List<RecordPage>> PartAsync(QueryPlan plan, IReadOnlyList<string> values, CancellationToken cancellationToken)
    {
        var response = await AskAsync(plan.Query.Text(values), cancellationToken);
        if (!OrgErrors.IsTooLong(response) || values.Count < 2) return [RecordPage.Read(response, org.Connection, table)];
        var half = (values.Count + 1) / 2;
        var first = await PartAsync(plan, [.. values.Take(half)], cancellationToken);
        return [.. first, .. await PartAsync(plan, [.. values.Skip(half)], cancellationToken)];
    }

    Task<RestResponse> AskAsync(string soql, CancellationToken cancellationToken) =>
        org.SendAsync(new RestRequest(HttpMethod.Get, UrlPath.Of(resource).QueryText("q", soql).ToString()), cancellationToken);

    async Task<RecordPage> NextAsync(string url, CancellationToken cancellationToken) => RecordPage.Read(
        await org.FollowAsync(
            new RestRequest(HttpMethod.Get, url) { Pattern = $"{(await org.BasePathAsync(cancellationToken))}{resource}/{{locator}}" },
            cancellationToken), org.Connection, table);

    static async Task DropAsync(Task<RecordPage> page)
    {
        try
        {
            (await page).Dispose();
        }
        catch (Exception fault) when (fault is OperationCanceledException or ConnectorException)
        {
            // Nobody wants these rows any more.
        }
    }

    static async Task DropAsync(Task<List<RecordPage>> pages)
    {
        try
        {
            foreach (var page in await pages) page.Dispose();
        }
        catch (Exception fault) when (fault is OperationCanceledException or ConnectorException)
        {
            // Nobody wants these rows any more.
        }
    }
}
