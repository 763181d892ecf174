using Koppel.Engine.DuckDb;

namespace Koppel.Output;

/// <summary>How the rows of a result are laid out as text.</summary>
interface ICellFormat
{
    /// <summary>Begins a row.</summary>
    /// <param name="row">Its number in the result, from 0.</param>
    /// <param name="to">Gets the text.</param>
    void BeginRow(long row, Utf8Buffer to);

    /// <summary>Writes a cell.</summary>
    /// <param name="column">The column's position.</param>
    /// <param name="cells">The column.</param>
    /// <param name="row">The cell's row there.</param>
    /// <param name="to">Gets the text.</param>
    void Write(int column, ColumnCells cells, int row, Utf8Buffer to);

    /// <summary>Ends a row.</summary>
    void EndRow(Utf8Buffer to);
}
