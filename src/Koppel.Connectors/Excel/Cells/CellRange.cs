using System.Globalization;
using System.Text.RegularExpressions;

namespace Koppel.Connectors.Excel.Cells;

/// <summary>A rectangle of cells; rows and columns count from 0 and both ends belong to it.</summary>
internal readonly partial record struct CellRange(int FirstRow, int LastRow, int FirstColumn, int LastColumn)
{
    /// <summary>A whole sheet.</summary>
    public static readonly CellRange All = new(0, int.MaxValue, 0, int.MaxValue);

    /// <summary>Understands <c>$A$1:$C$20</c>, <c>B7</c>, <c>$A:$C</c> and <c>$1:$5</c>; anything else gives null.</summary>
    public static CellRange? Parse(string text)
    {
        if (Pattern.Match(text) is not { Success: true } match) return null;
        var (column, row) = (Column(match, "c1"), Row(match, "r1"));
        var isCell = column is not null && row is not null;
        var isRange = match.Groups["to"].Success;
        var (lastColumn, lastRow) = isRange ? (Column(match, "c2"), Row(match, "r2")) : (column, row);
        if (!isCell && !isRange || (column is null) != (lastColumn is null) || (row is null) != (lastRow is null)) return null;
        return new(
            Math.Min(row ?? 0, lastRow ?? 0), Math.Max(row ?? 0, lastRow ?? int.MaxValue),
            Math.Min(column ?? 0, lastColumn ?? 0), Math.Max(column ?? 0, lastColumn ?? int.MaxValue));
    }

    /// <summary>A column's letters, such as <c>AB</c> for 27.</summary>
    public static string Letters(int column)
    {
        var letters = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26) letters = (char)('A' + (rest - 1) % 26) + letters;
        return letters;
    }

    /// <summary>The range as Excel writes it, such as <c>A1:C20</c>.</summary>
    public override string ToString()
    {
        if (this == All) return "";
        var columns = LastColumn == int.MaxValue;
        var rows = LastRow == int.MaxValue;
        return string.Create(CultureInfo.InvariantCulture,
            $"{(columns ? "" : Letters(FirstColumn))}{(rows ? "" : FirstRow + 1)}:"
                + $"{(columns ? "" : Letters(LastColumn))}{(rows ? "" : LastRow + 1)}");
    }

    static int? Column(Match match, string group)
    {
        if (match.Groups[group] is not { Success: true, ValueSpan: var letters }) return null;
        var column = 0;
        foreach (var letter in letters) column = column * 26 + (letter & ~32) - 'A' + 1;
        return column - 1;
    }

    static int? Row(Match match, string group) => match.Groups[group] is { Success: true, ValueSpan: var digits }
        ? int.Parse(digits, CultureInfo.InvariantCulture) - 1
        : null;

    [GeneratedRegex(
        @"^(?:\$?(?<c1>[A-Za-z]{1,3}))?(?:\$?(?<r1>[1-9][0-9]{0,6}))?"
        + @"(?<to>:(?:\$?(?<c2>[A-Za-z]{1,3}))?(?:\$?(?<r2>[1-9][0-9]{0,6}))?)?\z")]
    private static partial Regex Pattern { get; }
}
