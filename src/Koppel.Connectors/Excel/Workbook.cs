using Koppel.Sdk;

namespace Koppel.Connectors.Excel;

/// <summary>One state of a workbook: its regions, and what is known of their columns so far.</summary>
internal sealed class Workbook(WorkbookFile file, FileVersion version, IReadOnlyList<Region> regions, HeaderRule header)
{
    readonly Dictionary<Region, ExcelTable> _tables = [];
    readonly Dictionary<Region, string> _problems = [];

    /// <summary>The state of the file.</summary>
    public FileVersion Version => version;

    /// <summary>The regions by name; those on hidden sheets too.</summary>
    public IReadOnlyList<Region> Regions => regions;

    /// <summary>Finds the regions of a workbook without looking at cells.</summary>
    public static Workbook Open(WorkbookFile file, HeaderRule header, CancellationToken cancellationToken) => WorkbookReading.Run(file, stream =>
    {
        var version = WorkbookFile.VersionOf(stream);
        return new Workbook(file, version, WorkbookReading.Regions(file, stream, cancellationToken), header);
    });

    /// <summary>The region as a table.</summary>
    /// <exception cref="ConnectorException">It is none; the message says why.</exception>
    public ExcelTable Table(Region region, CancellationToken cancellationToken)
    {
        Look([region], cancellationToken);
        return _tables.GetValueOrDefault(region) ?? throw file.Fault(
            region,
            $"The {region.Title} of {file.Name} cannot be read as a table: {_problems[region]}. Give each column a heading in one row above the data, "
            + "or set header = \"first\" for the connection (the first row that is not empty has the headings) "
            + "or header = \"none\" (the columns are named A, B, C).");
    }

    /// <summary>The regions on visible sheets that are tables.</summary>
    public IReadOnlyList<ITable> Tables(CancellationToken cancellationToken)
    {
        var visible = regions.Where(r => r.Sheet.IsVisible).ToList();
        Look(visible, cancellationToken);
        return [.. visible.Where(_tables.ContainsKey).Select(r => _tables[r])];
    }

    /// <summary>Passes over the sheets of those regions that were not looked at before, once each.</summary>
    void Look(IReadOnlyList<Region> wanted, CancellationToken cancellationToken)
    {
        var missing = wanted.Where(r => !_tables.ContainsKey(r) && !_problems.ContainsKey(r))
            .GroupBy(r => r.Sheet.Index).OrderBy(g => g.Key).ToList();
        if (missing.Count == 0) return;
        WorkbookReading.Run(file, stream =>
        {
            if (WorkbookFile.VersionOf(stream) != version) throw file.Changed(missing[0].First());
            using var cursor = new SheetCursor(stream);
            foreach (var sheet in missing) Look(cursor, sheet.Key, [.. sheet], cancellationToken);
            return 0;
        });
    }

    void Look(SheetCursor cursor, int sheet, IReadOnlyList<Region> wanted, CancellationToken cancellationToken)
    {
        if (!cursor.MoveTo(sheet, cancellationToken))
            throw file.NoWorkbook($"its sheet '{wanted[0].Sheet.Name}' is missing. Open it in Excel and save it again.");
        var profilers = wanted.Select(r => new RegionProfiler(r, cursor.Columns, header)).ToList();
        while (cursor.Read())
        {
            if ((cursor.Row & 1023) == 0) cancellationToken.ThrowIfCancellationRequested();
            foreach (var profiler in profilers) profiler.Add(cursor);
        }
        foreach (var (region, profiler) in wanted.Zip(profilers))
        {
            if (profiler.Finish() is { } profile) _tables[region] = new ExcelTable(file, version, region, profile);
            else _problems[region] = profiler.Problem!;
        }
    }
}
