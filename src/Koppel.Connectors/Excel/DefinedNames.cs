using System.Text.RegularExpressions;
using System.Xml.Linq;
using static Koppel.Connectors.Excel.OpenXmlPackage;

namespace Koppel.Connectors.Excel;

/// <summary>
/// The defined names of a workbook that stand for one range of cells. Constants, formulas, ranges of several areas or other workbooks,
/// hidden names and Excel's own (<c>_xlnm.Print_Area</c> and the like) are left out.
/// </summary>
internal static partial class DefinedNames
{
    /// <summary>Names of the workbook before names of a sheet.</summary>
    public static IEnumerable<Region> Read(XElement workbook, IReadOnlyList<Sheet> sheets) =>
        All(workbook, "definedName").OrderBy(e => Value(e, "localSheetId") is not null).Select(e => Region(e, sheets)).OfType<Region>();

    static Region? Region(XElement element, IReadOnlyList<Sheet> sheets)
    {
        var name = Value(element, "name") ?? "";
        var isOwn = name.StartsWith("_xlnm.", StringComparison.OrdinalIgnoreCase) || Value(element, "hidden") is "1" or "true";
        if (isOwn || name.Length == 0) return null;
        if (Reference.Match(element.Value.Trim()) is not { Success: true } match) return null;
        var sheetName = match.Groups["quoted"] is { Success: true } quoted
            ? quoted.Value.Replace("''", "'", StringComparison.Ordinal)
            : match.Groups["plain"].Value;
        var sheet = sheets.FirstOrDefault(s => string.Equals(s.Name, sheetName, StringComparison.OrdinalIgnoreCase));
        if (sheet is null || CellRange.Parse(match.Groups["range"].Value) is not { } range) return null;
        return new Region { Name = name, Kind = RegionKind.Name, Sheet = sheet, Range = range };
    }

    [GeneratedRegex(@"^(?:'(?<quoted>(?:[^']|'')+)'|(?<plain>[^'!,()]+))!(?<range>[$A-Za-z0-9:]+)\z")]
    private static partial Regex Reference { get; }
}
