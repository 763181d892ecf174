using Koppel.Connectors.Excel.Cells;

namespace Koppel.Connectors.Excel.Sheets;

/// <summary>The cells of a row that lie in a region.</summary>
/// <param name="Row">The row in the sheet, from 0.</param>
/// <param name="Cells">The values.</param>
internal sealed record SheetRow(int Row, Cell[] Cells)
{
    /// <summary>How many cells have a value.</summary>
    public int Filled { get; } = Cells.Count(c => !c.IsEmpty);
}
