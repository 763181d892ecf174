namespace Koppel.Connectors.Excel.Staging;

/// <summary>
/// The cells of a sheet that have a value, row after row, in few bytes each: what is read once from a workbook and then any number of times
/// from here. It costs what the values cost, however large the area is that a sheet says it has.
/// </summary>
/// <param name="cells">The rows, as <see cref="StageWriter"/> wrote them.</param>
/// <param name="places">For every so many rows the row and where it begins.</param>
/// <param name="texts">The workbook's shared texts, or null when no cell refers to them.</param>
/// <param name="columns">How many columns there are, counted to the last with a value.</param>
internal sealed class SheetStage(
    SpillBuffer cells, IReadOnlyList<(int RowBefore, int Row, long Offset)> places, SharedTexts? texts, int columns) : IDisposable
{
    /// <summary>How many columns there are, counted to the last with a value.</summary>
    public int Columns => columns;

    /// <summary>How many bytes the cells take.</summary>
    public long Size => cells.Length;

    /// <summary>Begins to read at a row, from 0, or the next one that has a value.</summary>
    public StageReader Open(int firstRow)
    {
        cells.Retain();
        texts?.Retain();
        var place = Place(firstRow);
        return new StageReader(cells, texts, place < 0 ? (-1, 0) : (places[place].RowBefore, places[place].Offset), firstRow);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        cells.Dispose();
        texts?.Dispose();
    }

    /// <summary>The last place whose row is not behind the one that is looked for.</summary>
    int Place(int row)
    {
        var (low, high) = (0, places.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (places[middle].Row <= row) low = middle + 1;
            else high = middle - 1;
        }
        return high;
    }
}
