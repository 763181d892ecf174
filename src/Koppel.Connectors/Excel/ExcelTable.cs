using System.Runtime.CompilerServices;
using Koppel.Connectors.Excel.Sheets;
using Koppel.Connectors.Excel.Staging;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Excel;

/// <summary>A sheet, named range or Excel table that can be read.</summary>
internal sealed class ExcelTable(WorkbookFile file, FileVersion version, Region region, RegionProfile profile, SheetStage stage)
    : IScanTable
{
    readonly string _request = $"read {region.Title} of {file.Name}";

    /// <inheritdoc/>
    public TableSchema Schema { get; } = new(region.Name, [
        .. profile.Columns.Select(c => c.Column),
        new Column(
            RegionProfile.RowNumber, ColumnKind.BigInt) { ReadOnly = true, Hidden = true, Description = "The row's number in Excel." },
    ])
    {
        Synonyms = region.Synonyms,
        RowNumbers = RegionProfile.RowNumber,
        Region = profile.Place,
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
        cancellationToken.ThrowIfCancellationRequested();
        if (file.Look() != version) throw file.Changed(region);
        if (file.OpenNote() is { } note) plan.Notes = [note];
        using var scan = new RegionScan(region, profile, stage, plan);
        while (await Task.Run(() => Next(scan, cancellationToken), cancellationToken) is { } batch) yield return batch;
    }

    RowBatch? Next(RegionScan scan, CancellationToken cancellationToken)
    {
        try
        {
            return scan.Next(cancellationToken);
        }
        catch (ObjectDisposedException)
        {
            // The catalog found another workbook in the place of this one, and let its copy go.
            throw file.Changed(region);
        }
        catch (IOException e)
        {
            throw file.Fault(region, $"The {region.Title} of {file.Name} cannot be read on from its temporary copy: {e.Message}", e);
        }
    }
}
