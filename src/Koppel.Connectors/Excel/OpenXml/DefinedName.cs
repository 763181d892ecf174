using System.Text.RegularExpressions;
using Koppel.Connectors.Excel.Cells;
using Koppel.Connectors.Excel.Sheets;

namespace Koppel.Connectors.Excel.OpenXml;

/// <summary>A defined name of a workbook that Excel shows to its user.</summary>
/// <param name="Name">The name.</param>
/// <param name="Reference">What it stands for.</param>
/// <param name="IsOfSheet">Whether it is known on one sheet only.</param>
internal sealed partial record DefinedName(string Name, string Reference, bool IsOfSheet)
{
    const int LongestReference = 8192;

    /// <summary>
    /// Reads the name that begins here, or gives null: hidden names and Excel's own (<c>_xlnm.Print_Area</c> and the like) are left out.
    /// </summary>
    public static DefinedName? Read(PartReader reader)
    {
        var name = reader.Xml.GetAttribute("name") ?? "";
        var isOwn =
            name.StartsWith("_xlnm.", StringComparison.OrdinalIgnoreCase) || OpenXmlOutline.IsTrue(reader.Xml.GetAttribute("hidden"));
        var isOfSheet = reader.Xml.GetAttribute("localSheetId") is not null;
        var text = reader.Text(LongestReference);
        return isOwn || name.Length == 0 || text is null ? null : new DefinedName(name, text.Trim(), isOfSheet);
    }

    /// <summary>
    /// Those names that stand for one range of cells, names of the workbook before names of a sheet. Constants, formulas, ranges of several
    /// areas or other workbooks are left out.
    /// </summary>
    public static IEnumerable<Region> Regions(IEnumerable<DefinedName> names, IReadOnlyList<Sheet> sheets) =>
        names.OrderBy(n => n.IsOfSheet).Select(n => n.Region(sheets)).OfType<Region>();

    Region? Region(IReadOnlyList<Sheet> sheets)
    {
        if (Pattern.Match(Reference) is not { Success: true } match) return null;
        var sheetName = match.Groups["quoted"] is { Success: true } quoted
            ? quoted.Value.Replace("''", "'", StringComparison.Ordinal)
            : match.Groups["plain"].Value;
        var sheet = sheets.FirstOrDefault(s => string.Equals(s.Name, sheetName, StringComparison.OrdinalIgnoreCase));
        if (sheet is null || CellRange.Parse(match.Groups["range"].Value) is not { } range) return null;
        return new Region { Name = Name, Kind = RegionKind.Name, Sheet = sheet, Range = range };
    }

    [GeneratedRegex(@"^(?:'(?<quoted>(?:[^']|'')+)'|(?<plain>[^'!,()]+))!(?<range>[$A-Za-z0-9:]+)\z")]
    private static partial Regex Pattern { get; }
}
