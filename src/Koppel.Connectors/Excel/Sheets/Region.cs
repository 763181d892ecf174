using Koppel.Connectors.Excel.Cells;

namespace Koppel.Connectors.Excel.Sheets;

/// <summary>Cells that make a table: a sheet, a named range or an Excel table.</summary>
internal sealed record Region
{
    /// <summary>The name in Excel, and the table's name unless another region has it.</summary>
    public required string Name { get; init; }

    /// <summary>Other names under which the region can be addressed.</summary>
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>What it is.</summary>
    public required RegionKind Kind { get; init; }

    /// <summary>The sheet it lies on.</summary>
    public required Sheet Sheet { get; init; }

    /// <summary>Its cells. For an Excel table: headings and data, without a total row.</summary>
    public required CellRange Range { get; init; }

    /// <summary>The headings of an Excel table, which knows them; otherwise null.</summary>
    public IReadOnlyList<string>? Headings { get; init; }

    /// <summary>Whether the first row of an Excel table holds its headings.</summary>
    public bool HasHeadingRow { get; init; }

    /// <summary>Why it cannot be read, as a part of a sentence; null when that is not known yet.</summary>
    public string? Damage { get; init; }

    /// <summary>A whole sheet.</summary>
    public static Region Of(Sheet sheet) => new() { Name = sheet.Name, Kind = RegionKind.Sheet, Sheet = sheet, Range = CellRange.All };

    /// <summary>How many columns it has on a sheet whose cells end after so many; an Excel table has its own.</summary>
    public int Width(int sheetColumns)
    {
        var last = Headings is null ? Math.Min(Range.LastColumn, sheetColumns - 1) : Range.LastColumn;
        return Math.Max(0, last - Range.FirstColumn + 1);
    }

    /// <summary>The region in a sentence, such as <c>sheet 'Klanten'</c>.</summary>
    public string Title => Kind switch
    {
        RegionKind.Sheet => $"sheet '{Sheet.Name}'",
        RegionKind.Table => $"table '{Name}' ({Sheet.Name}!{Range})",
        _ => $"range '{Name}' ({Sheet.Name}!{Range})",
    };
}

/// <summary>What a region is, in the order in which names are given out.</summary>
internal enum RegionKind
{
    /// <summary>A whole sheet.</summary>
    Sheet,

    /// <summary>An Excel table, which knows its headings.</summary>
    Table,

    /// <summary>A defined name of the workbook or of a sheet.</summary>
    Name,
}
