using System.Globalization;
using Koppel.Connectors.Excel.Cells;
using Koppel.Connectors.Excel.Sheets;

namespace Koppel.Connectors.Excel;

/// <summary>
/// Finds the row with the headings among the first rows that are not empty. Rows before it that fill less than two thirds of the columns
/// are titles and notes, as is a lone cell with an empty row below it. The first row that fills more must hold headings: texts, at
/// least half of its cells, and beside them nothing but years and days.
/// </summary>
internal static class HeaderFinder
{
    /// <summary>How many rows are looked at.</summary>
    public const int Window = 100;

    /// <summary>The position of the row with the headings in <paramref name="rows"/>, or why there is none.</summary>
    public static (int Index, string Problem) Find(IReadOnlyList<SheetRow> rows, int firstColumn)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var filled = rows[i].Filled;
            var isLast = i == rows.Count - 1;
            var isTitle = filled * 3 < ColumnsFrom(rows, i) * 2 || filled == 1 && (isLast || rows[i + 1].Row > rows[i].Row + 1);
            if (!isTitle) return WhyNot(rows[i], firstColumn) is { } problem ? (-1, problem) : (i, "");
        }
        return (-1, "no row has headings over most of its columns");
    }

    /// <summary>How many columns have a value in this row or below.</summary>
    static int ColumnsFrom(IReadOnlyList<SheetRow> rows, int first)
    {
        var used = new bool[rows[first].Cells.Length];
        for (var i = first; i < rows.Count; i++)
            for (var c = 0; c < used.Length; c++) used[c] |= !rows[i].Cells[c].IsEmpty;
        return used.Count(u => u);
    }

    static string? WhyNot(SheetRow row, int firstColumn)
    {
        for (var c = 0; c < row.Cells.Length; c++)
        {
            if (CanBeHeading(row.Cells[c])) continue;
            return string.Create(CultureInfo.InvariantCulture,
                $"row {row.Row + 1} is the first that fills most columns, "
                    + $"but cell {CellRange.Letters(firstColumn + c)}{row.Row + 1} in it is a value, not a heading");
        }
        return row.Cells.Count(c => c.Kind == CellKinds.Text) * 2 >= row.Filled ? null : FormattableString.Invariant(
            $"row {row.Row + 1} is the first that fills most columns, but less than half of its cells are texts");
    }

    static bool CanBeHeading(in Cell cell) => cell.Kind switch
    {
        CellKinds.None or CellKinds.Text or CellKinds.Date => true,
        CellKinds.Whole => cell.Bits is >= 1900 and <= 2100,
        _ => false,
    };
}
