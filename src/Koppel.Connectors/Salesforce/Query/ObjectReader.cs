using System.Runtime.CompilerServices;
using Koppel.Connectors.Salesforce.Api;
using Koppel.Connectors.Salesforce.Describe;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Salesforce.Query;

/// <summary>Reads an object of an org: rows by pages or by a job, and figures instead of rows where these are enough.</summary>
internal sealed class ObjectReader
{
    /// <summary>A job takes about so many calls: made, looked at, and its pages.</summary>
    const int CallsOfJob = 8;

    /// <summary>A page of a job's result has about so many rows.</summary>
    const int ResultRows = 50_000;

    /// <summary>A page of the REST API has so many rows at most.</summary>
    const int PageRows = 2_000;

    readonly Org _org;
    readonly OrgObject _its;
    readonly Dictionary<string, SoqlField> _fields;
    readonly string _basePath;

    /// <summary>A reader.</summary>
    /// <param name="org">The org.</param>
    /// <param name="its">The object.</param>
    /// <param name="fields">The fields that can be asked for.</param>
    /// <param name="basePath">What stands before every path.</param>
    public ObjectReader(Org org, OrgObject its, IEnumerable<SoqlField> fields, string basePath)
    {
        (_org, _its, _basePath) = (org, its, basePath);
        _fields = fields.ToDictionary(f => f.Column.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Says how a request would be answered, without a call.</summary>
    public QueryPlan Plan(ScanRequest request) => new QueryPlanner(_org, _its, _basePath, name => _fields[name]).Plan(request);

    /// <summary>Prices a plan, making at most one call, whose answer is kept in it.</summary>
    public async ValueTask<ScanEstimate> EstimateAsync(QueryPlan query, CancellationToken cancellationToken)
    {
        if (query.Calls is { } known) return new ScanEstimate(query.Query.List.Count, known);
        var total = query.IsTooLong ? await CountAsync(query, cancellationToken)
            : (query.FirstPage ??= await Rest.FirstAsync(query.Query.ToString(), cancellationToken)).Total;
        if (query.PushedLimit is { } limit && limit < total) total = limit;
        return Price(query, total, query.FirstPage?.Records.Count ?? 0);
    }

    /// <summary>Prices a plan by the first call of a look-up, whose answer is kept in that.</summary>
    public async ValueTask<ScanEstimate?> EstimateBesideAsync(QueryPlan query, QueryPlan lookUp, CancellationToken cancellationToken)
    {
        if (query.Query is not { Limit: null, OrderBy: "" } || lookUp.Parts.Count < 2) return null;
        string[] both = [lookUp.Query.Text(lookUp.Parts[0]), Counted(query)];
        if (await Composite.AskAsync(_org, Resource, both, cancellationToken)
            is not [{ IsSuccess: true } first, { IsSuccess: true } counted])
            return null;
        lookUp.FirstPage?.Dispose();
        lookUp.FirstPage = RecordPage.Read(first, _org.Connection, _its.Name);
        using var count = RecordPage.Read(counted, _org.Connection, _its.Name);
        var price = Price(query, count.Total, 0);
        // As of other prices, a first call is not in it.
        return price with { Calls = Math.Max(0, price.Calls - 1) };
    }

    ScanEstimate Price(QueryPlan query, long total, int there)
    {
        var left = Math.Max(0, total - there);
        var isJob = IsJob(query, total);
        if (isJob) query.Notes = [JobNote(total)];
        else if (total > _org.Options.BulkAbove && query.RestOnly is { } why) query.Notes = [$"read page by page, not by a job: {why}"];
        return new ScanEstimate(total, isJob ? CallsOfJob + (total / ResultRows) : (left + PageRows - 1) / PageRows);
    }

    /// <summary>Brings the rows.</summary>
    public IAsyncEnumerable<RowBatch> ScanAsync(QueryPlan query, CancellationToken cancellationToken)
    {
        return query.Shape switch
        {
            QueryShape.Nothing => AsyncEnumerable.Empty<RowBatch>(),
            QueryShape.Rows when query.Query.ListField is not null => Rows(Rest.PartsAsync(query, cancellationToken)),
            QueryShape.Rows => RowsAsync(query, cancellationToken),
            _ => FiguresAsync(query, cancellationToken),
        };

        IAsyncEnumerable<RowBatch> Rows(IAsyncEnumerable<RecordPage> pages) =>
            RecordBatches.RowsAsync(pages, query, _its.Name, cancellationToken);
    }

    string Resource => _org.Options.Deleted ? "queryAll" : "query";

    RestQuery Rest => new(_org, _its.Name, Resource);

    bool IsJob(QueryPlan plan, long rows) => plan.RestOnly is null && (plan.IsTooLong || rows > _org.Options.BulkAbove);

    static string JobNote(long rows) => FormattableString.Invariant($"{rows:N0} rows, read by a job of the Bulk API (POST jobs/query)");

    /// <summary>Rows: the first page tells how many there are, and so by which way they come.</summary>
    async IAsyncEnumerable<RowBatch> RowsAsync(
        QueryPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = plan.FirstPage ?? await FirstAsync(plan, cancellationToken);
        plan.FirstPage = null;
        if (first is null || IsJob(plan, first.Total))
        {
            var bulk = new BulkQuery(_org, _its.Name);
            var job = plan.RestOnly is null ? await bulk.BeginAsync(plan.Query.ToString(), cancellationToken) : null;
            if (job is not null)
            {
                plan.Notes =
                    [first is null ? "the query is longer than an address can be, so that it is read by a job" : JobNote(first.Total)];
                first?.Dispose();
                await foreach (var batch in bulk.ReadAsync(job, plan, cancellationToken)) yield return batch;
                yield break;
            }
        }
        if (first is null) throw TooLong(plan);
        if (IsJob(plan, first.Total)) plan.Notes = ["read page by page: Salesforce has no job for this"];
        await foreach (var batch in RecordBatches.RowsAsync(Rest.PagesAsync(first, cancellationToken), plan, _its.Name, cancellationToken))
            yield return batch;
    }

    /// <summary>The first page; null when the query is longer than an address can be.</summary>
    async Task<RecordPage?> FirstAsync(QueryPlan plan, CancellationToken cancellationToken)
    {
        if (plan.IsTooLong) return null;
        try
        {
            return await Rest.FirstAsync(plan.Query.ToString(), cancellationToken);
        }
        catch (ConnectorException fault) when (fault.Status is 414 or 431)
        {
            return null;
        }
    }

    async Task<long> CountAsync(QueryPlan plan, CancellationToken cancellationToken)
    {
        using var page = await Rest.FirstAsync(Counted(plan), cancellationToken);
        return page.Total;
    }

    static string Counted(QueryPlan plan) => (plan.Query with { Fields = ["COUNT()"] }).ToString();

    ConnectorException TooLong(QueryPlan plan) => new(ConnectorErrorKind.NotSupported,
        $"The query of {_its.Name} has {plan.Fields.Count} columns and is longer than an address of Salesforce can be, and no job takes "
            + $"it: "
        + $"{plan.RestOnly ?? "Salesforce has none for this object"}. Name fewer columns.")
    { Connection = _org.Connection, Table = _its.Name };

    /// <summary>Figures instead of rows; rows all the same where there are more groups than an answer can hold.</summary>
    async IAsyncEnumerable<RowBatch> FiguresAsync(
        QueryPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RecordPage? page;
        var counted = 0L;
        try
        {
            page = null;
            foreach (var part in plan.Parts)
            {
                page?.Dispose();
                page = await Rest.FirstAsync(plan.Query.Text(part), cancellationToken);
                counted += page.Total;
                if (plan.Shape != QueryShape.Count) break;
            }
        }
        catch (ConnectorException refused) when (plan.Shape != QueryShape.Count && refused.Kind == ConnectorErrorKind.Refused)
        {
            page = null;
        }
        if (page is null || (plan.Shape == QueryShape.Groups && page.Next is not null))
        {
            page?.Dispose();
            var rows = Plan(plan.Request with { Use = RowUse.Rows });
            await foreach (var batch in ScanAsync(rows, cancellationToken)) yield return batch;
            yield break;
        }
        using (page)
        {
            var batches = plan.Shape switch
            {
                QueryShape.Count => RecordBatches.Counted(plan.Request.Columns, counted),
                QueryShape.Witnesses => RecordBatches.Witnesses(page, plan, _its.Name, _org.Connection),
                QueryShape.Groups => RecordBatches.Groups(page, plan, _its.Name, _org.Connection),
                _ => RecordBatches.Extremes(page, plan, _its.Name),
            };
            foreach (var batch in batches) yield return batch;
        }
    }
}
