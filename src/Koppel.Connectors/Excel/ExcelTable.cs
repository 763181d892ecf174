using System.Runtime.CompilerServices;
using Koppel.Sdk;

namespace Koppel.Connectors.Excel;

/// <summary>A sheet, named range or Excel table that can be read.</summary>
internal sealed class ExcelTable(WorkbookFile file, FileVersion version, Region region, RegionProfile profile) : IScanTable
{
    readonly string _request = $"read {region.Title} of {file.Name}";

    /// <inheritdoc/>
    public TableSchema Schema { get; } = new(region.Name, [
        .. profile.Columns.Select(c => c.Column),
        new Column(RegionProfile.RowNumber, ColumnKind.BigInt) { ReadOnly = true, Hidden = true, Description = "The row's number in Excel." },
    ])
    {
        Synonyms = region.Synonyms,
        RowNumbers = RegionProfile.RowNumber,
        Description = $"The {region.Title} of {file.Name}.",
    };

    /// <inheritdoc/>
    public ScanPlan Plan(ScanRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new ScanPlan
        {
            Request = request,
            Answers = [.. request.Predicates.Select(p => new PredicateAnswer(p, Match.Unsupported, "a workbook is read as it is"))],
            PushedLimit = request.Predicates.Count == 0 ? request.Limit : null,
            Requests = [_request],
            Calls = 0,
        };
    }

    /// <inheritdoc/>
    public ValueTask<ScanEstimate> EstimateAsync(ScanPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new(new ScanEstimate(Math.Min(profile.Rows, plan.PushedLimit ?? long.MaxValue), 0));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RowBatch> ScanAsync(ScanPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        using var scan = new RegionScan(file, version, region, profile, plan);
        while (await Task.Run(() => scan.Next(cancellationToken), cancellationToken) is { } batch) yield return batch;
    }
}
