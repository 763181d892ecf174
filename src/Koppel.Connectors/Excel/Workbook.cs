using Koppel.Connectors.Excel.Sheets;
using Koppel.Connectors.Excel.Staging;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Excel;

/// <summary>One state of a workbook: its regions, the sheets that were read so far, and what is known of their columns.</summary>
internal sealed class Workbook(WorkbookFile file, FileVersion version, IWorkbookSource source, HeaderRule header) : IDisposable
{
    readonly Dictionary<int, SheetStage> _stages = [];
    readonly Dictionary<Region, ExcelTable> _tables = [];
    readonly Dictionary<int, (string Why, Exception Inner)> _damaged = [];
    readonly Dictionary<Region, string> _problems = [];

    /// <summary>The state of the file.</summary>
    public FileVersion Version => version;

    /// <summary>The regions by name; those on hidden sheets too.</summary>
    public IReadOnlyList<Region> Regions => source.Regions;

    /// <summary>Finds the regions of a workbook without looking at cells.</summary>
    public static Workbook Open(WorkbookFile file, HeaderRule header, CancellationToken cancellationToken) =>
        WorkbookReading.Run(file, stream =>
    {
        var version = FileVersion.Of(stream);
        return new Workbook(file, version, WorkbookReading.Open(file, stream, cancellationToken), header);
    });

    /// <summary>The region as a table.</summary>
    /// <exception cref="ConnectorException">It is none; the message says why.</exception>
    public ExcelTable Table(Region region, CancellationToken cancellationToken)
    {
        if (region.Damage is { } known) throw file.Unreadable(region, known);
        Look([region], cancellationToken);
        if (_damaged.TryGetValue(region.Sheet.Index, out var damage)) throw file.Unreadable(region, damage.Why, damage.Inner);
        return _tables.GetValueOrDefault(region) ?? throw file.Fault(
            region,
            $"The {region.Title} of {file.Name} cannot be read as a table: {_problems[region]}. "
            + "Give each column a heading in one row above the data, or set header for the connection: \"first\" (the first row that is "
            + "not empty has the headings), the number of the row that has them, or \"none\" (the columns are named A, B, C).");
    }

    /// <summary>The regions on visible sheets that are tables. A sheet that cannot be read does not hide the others.</summary>
    /// <exception cref="ConnectorException">None can be read.</exception>
    public IReadOnlyList<ITable> Tables(CancellationToken cancellationToken)
    {
        var visible = Regions.Where(r => r.Sheet.IsVisible && r.Damage is null).ToList();
        Look(visible, cancellationToken);
        var tables = visible.Where(_tables.ContainsKey).Select(r => _tables[r]).ToList();
        if (tables.Count == 0 && visible.Find(r => _damaged.ContainsKey(r.Sheet.Index)) is { } region)
            throw file.Unreadable(region, _damaged[region.Sheet.Index].Why, _damaged[region.Sheet.Index].Inner);
        return [.. tables];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var stage in _stages.Values) stage.Dispose();
        _stages.Clear();
        source.Dispose();
    }

    /// <summary>Looks at the columns of those regions that were not looked at before; each sheet is read once.</summary>
    void Look(IReadOnlyList<Region> wanted, CancellationToken cancellationToken)
    {
        foreach (var region in wanted.Where(r => !_tables.ContainsKey(r) && !_problems.ContainsKey(r)))
            if (Stage(region, cancellationToken) is { } stage) Look(region, stage, cancellationToken);
    }

    void Look(Region region, SheetStage stage, CancellationToken cancellationToken)
    {
        var profiler = new RegionProfiler(region, stage.Columns, header);
        using (var rows = stage.Open(region.Range.FirstRow))
        {
            for (var count = 1; rows.Read() && rows.Row <= region.Range.LastRow; count++)
            {
                if ((count & 1023) == 0) cancellationToken.ThrowIfCancellationRequested();
                profiler.Add(rows);
            }
        }
        if (profiler.Finish() is { } profile) _tables[region] = new ExcelTable(file, version, region, profile, stage);
        else _problems[region] = profiler.Problem!;
    }

    /// <summary>The cells of a region's sheet, or null when they cannot be read.</summary>
    SheetStage? Stage(Region region, CancellationToken cancellationToken)
    {
        var index = region.Sheet.Index;
        if (_stages.TryGetValue(index, out var stage)) return stage;
        if (_damaged.ContainsKey(index)) return null;
        using var stream = file.Open();
        if (FileVersion.Of(stream) != version) throw file.Changed(region);
        try
        {
            stage = source.Read(stream, region.Sheet, cancellationToken);
        }
        catch (Exception e) when (WorkbookFaults.Reason(e) is { } why)
        {
            if (FileVersion.Of(stream) != version) throw file.Changed(region);
            // What the disk did not give may come next time; what is wrong in the file stays.
            if (e is IOException and not EndOfStreamException) throw file.Unreadable(region, why, e);
            _damaged[index] = (why, e);
            return null;
        }
        if (FileVersion.Of(stream) == version) return _stages[index] = stage;
        stage.Dispose();
        throw file.Changed(region);
    }
}
