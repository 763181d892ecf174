using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Read;

/// <summary>A declared table of an open account: reads it.</summary>
public class RestSource : IScanTable
{
    /// <summary>Look-ups under way at once.</summary>
    const int Ahead = 8;

    /// <summary>How many pages a list is taken to have that does not say how long it is.</summary>
    const int UnknownPages = 100;

    /// <summary>A table.</summary>
    /// <param name="table">The declaration.</param>
    /// <param name="account">The account.</param>
    /// <param name="basePath">The API's base path, for plans, such as <c>/api/2/</c>.</param>
    public RestSource(RestTable table, RestAccount account, string basePath)
    {
        var faults = table.Faults().ToList();
        if (faults.Count > 0) throw new InvalidOperationException(string.Join(' ', faults));
        (Table, Account, BasePath, Schema) = (table, account, basePath, table.Schema);
    }

    /// <summary>The declaration.</summary>
    public RestTable Table { get; }

    /// <summary>What reading a list takes that there is not.</summary>
    static ScanEstimate Unlisted => new(UnknownPages * RowBatch.Capacity, long.MaxValue) { AreRowsAssumed = true, AreCallsAssumed = true };

    /// <summary>The account.</summary>
    public RestAccount Account { get; }

    /// <summary>The API's base path.</summary>
    public string BasePath { get; }

    /// <summary>The rows as they are kept on this machine, or null: then all is read each time.</summary>
    public KeptRows? Snapshot { get; init; }

    /// <inheritdoc/>
    public TableSchema Schema { get; }

    /// <inheritdoc/>
    public ScanPlan Plan(ScanRequest request)
    {
        var plan = ScanPlanner.Plan(Table, BasePath, request);
        return Snapshot?.Plan(plan) ?? plan;
    }

    /// <inheritdoc/>
    public async ValueTask<ScanEstimate> EstimateAsync(ScanPlan plan, CancellationToken cancellationToken = default)
    {
        var rest = (RestScanPlan)plan;
        if (rest.Refusal is not null) return Unlisted;
        if (!rest.IsPaged || rest.Calls == 0) return new ScanEstimate(rest.Calls ?? 0, rest.Calls ?? 0);
        if (rest.IsFromSnapshot && Snapshot?.Estimate() is { } kept) return kept;
        try
        {
            rest.FirstPage ??= await IPageReader.Of(Account.Client, Table, rest.Reads[0]).FirstAsync(cancellationToken);
        }
        catch (ConnectorException refused)
            when (refused.Kind == ConnectorErrorKind.NotSupported && Table.WhenListRefused == refused.Message)
        {
            return Unlisted; // The rows may still be looked up by what they are joined with.
        }
        var page = rest.FirstPage;
        long came = page.Paged.Count;
        var mayBeMore = Table.Paging.IsFollowed ? page.Next is not null : came == Table.Paging.Max;
        var rows = Math.Max(came, page.Total ?? (mayBeMore ? (long)UnknownPages * Table.Paging.Max : came));
        if (rest.PushedLimit is { } limit && limit < rows) rows = limit;
        return new ScanEstimate(rows, Math.Max(0, (rows - came + Table.Paging.Max - 1) / Table.Paging.Max))
        {
            AreRowsAssumed = page.Total is null && mayBeMore, AreCallsAssumed = page.Total is null && mayBeMore,
        };
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RowBatch> ScanAsync(ScanPlan plan, CancellationToken cancellationToken = default) => (RestScanPlan)plan switch
    {
        { Refusal: { } reason } => throw new ConnectorException(ConnectorErrorKind.NotSupported, reason) { Table = Table.Name },
        { IsFromSnapshot: true } kept => Snapshot!.ScanAsync(kept, cancellationToken),
        { IsPaged: true } paged => PagesAsync(paged, cancellationToken),
        { Reads: [{ Shape: ReadShape.Pages, IsInPath: false }] } one => OnePagedAsync(one, cancellationToken),
        var lookup => LookUpAsync(lookup, cancellationToken),
    };

    /// <summary>
    /// Brings at least the rows whose column is one of the values: asked for by value when that takes fewer calls than reading the list.
    /// </summary>
    /// <param name="columns">The columns that are wanted.</param>
    /// <param name="column">The column to look up by.</param>
    /// <param name="values">The values, long or string as the column's type asks.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException">The remote system failed.</exception>
    public IAsyncEnumerable<RowBatch> ReadMatchingAsync(
        IReadOnlyList<Column> columns, string column, IReadOnlyList<object> values, CancellationToken cancellationToken = default) =>
        ReadMatchingAsync(columns, column, values.Count, () => values, cancellationToken);

    /// <summary>As above, for values of which there can be very many: they are listed only when they are asked for one by one.</summary>
    /// <param name="columns">The columns that are wanted.</param>
    /// <param name="column">The column to look up by.</param>
    /// <param name="count">How many values there are.</param>
    /// <param name="values">Lists them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException">The remote system failed.</exception>
    public async IAsyncEnumerable<RowBatch> ReadMatchingAsync(
        IReadOnlyList<Column> columns, string column, int count, Func<IReadOnlyList<object>> values,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (count == 0) yield break;
        var scan = Plan(new ScanRequest { Columns = columns });
        var calls = ScanPlanner.LookupCalls(Table, column, count);
        var isLookup = calls <= 1 || calls <= (await EstimateAsync(scan, cancellationToken)).Calls;
        var plan = isLookup ? Plan(new ScanRequest { Columns = columns, Predicates = [new Predicate.In(column, values())] }) : scan;
        await foreach (var batch in ScanAsync(plan, cancellationToken)) yield return batch;
    }

    async IAsyncEnumerable<RowBatch> PagesAsync(RestScanPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = plan.FirstPage;
        plan.FirstPage = null;
        var left = plan.PushedLimit ?? long.MaxValue;
        RowBatch? batch = null;
        var seen = Table.Beside is null ? null : new HashSet<string>(); // A row may stand beside two pages.
        if (left <= 0) yield break;
        await foreach (var page in IPageReader.Of(Account.Client, Table, plan.Reads[0]).ReadAsync(
            first, plan.PushedLimit, cancellationToken))
        {
            using (page)
            {
                IReadOnlyList<JsonElement> rows = page.Rows.Count <= left ? page.Rows : [.. page.Rows.Take((int)left)];
                if (seen is not null) rows = [.. rows.Where(r => page.TextKeyOf(r) is not { } key || seen.Add(key))];
                left -= rows.Count;
                if (rows.Count > 0) yield return Seen(page.ToBatch(plan.Request.Columns, rows, ref batch));
            }
        }
    }

    /// <summary>Reads a look-up page by page; through another list, the pages are of that.</summary>
    IAsyncEnumerable<RestPage> ReadAsync(RestRead read, CancellationToken cancellationToken)
    {
        var table = read.Through is var (list, paging) ? Table with { Beside = list, Paging = paging } : Table;
        return IPageReader.Of(Account.Client, table, read).ReadAsync(null, null, cancellationToken);
    }

    /// <summary>One look-up of many pages, of which only the next few are held.</summary>
    async IAsyncEnumerable<RowBatch> OnePagedAsync(RestScanPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>();
        RowBatch? batch = null;
        await foreach (var page in ReadAsync(plan.Reads[0], cancellationToken))
        {
            using (page)
            {
                var rows = Unseen(page, seen);
                if (rows.Count > 0) yield return Seen(page.ToBatch(plan.Request.Columns, rows, ref batch));
            }
        }
    }

    /// <summary>Keeps the names that pass by.</summary>
    RowBatch Seen(RowBatch batch)
    {
        foreach (var (c, column) in batch.Columns.Index())
        {
            if (!column.HoldsNames) continue;
            for (var r = 0; r < batch.Count; r++)
                if (!batch[c].IsNull(r)) Account.Names.Add($"{Table.Name}.{column.Name}", batch[c].Texts[r]);
        }
        return batch;
    }

    List<JsonElement> Unseen(RestPage page, HashSet<string> seen) =>
        [.. page.Rows.Where(
            r => seen.Add(
                page.TextKeyOf(r)
                    ?? throw page.Odd(
                        $"holds a row without a {(Table.Key.Type.Kind == ColumnKind.BigInt ? "number" : "text")} as '{Table.Key.Name}'")))];

    /// <summary>
    /// Several look-ups may bring the same row, where the system takes different values for the same; it is given once.
    /// </summary>
    async IAsyncEnumerable<RowBatch> LookUpAsync(RestScanPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>();
        RowBatch? batch = null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = new Queue<Task<List<RestPage>>>();
        var next = 0;
        try
        {
            while (true)
            {
                for (; next < plan.Reads.Count && underWay.Count < Ahead; next++) underWay.Enqueue(AskAsync(plan.Reads[next], stop.Token));
                if (underWay.Count == 0) yield break;
                foreach (var page in await underWay.Dequeue())
                {
                    using (page)
                    {
                        var rows = Unseen(page, seen);
                        if (rows.Count > 0) yield return Seen(page.ToBatch(plan.Request.Columns, rows, ref batch));
                    }
                }
            }
        }
        finally
        {
            stop.Cancel();
            foreach (var rest in underWay) await DropAsync(rest);
        }
    }

    async Task<List<RestPage>> AskAsync(RestRead read, CancellationToken cancellationToken)
    {
        var pages = new List<RestPage>();
        if (read.Shape == ReadShape.Pages)
        {
            try
            {
                await foreach (var page in ReadAsync(read, cancellationToken)) pages.Add(page);
            }
            catch (ConnectorException fault) when (fault.Kind == ConnectorErrorKind.NotFound && read.IsInPath)
            {
                // The row whose list was asked for is not there, so there is no such list.
            }
            return pages;
        }
        var path = UrlPath.Of(read.Path);
        if (read.Shape == ReadShape.OnePage && Table.Paging.Limit is { } limit)
            path.Query(limit, Table.Paging.Max.ToString(CultureInfo.InvariantCulture));
        var response =
            await Account.Client.SendAsync(new RestRequest(HttpMethod.Get, path.ToString()) { Pattern = read.Pattern }, cancellationToken);
        if (response.Status == 404 && read.Shape == ReadShape.Item) return pages;
        pages.Add(
            read.Shape == ReadShape.Item
                ? RestPage.Item(Table, RestErrors.Checked(response, Table), read.Given)
                : RestPage.List(Table, RestErrors.Checked(response, Table), !read.IsInPath, read.Given));
        return pages;
    }

    static async Task DropAsync(Task<List<RestPage>> pages)
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
