namespace Koppel.Sdk.Schema;

/// <summary>A number of rows, column by column.</summary>
public sealed class RowBatch
{
    /// <summary>How many rows a batch holds at most: the number that the engine takes at once.</summary>
    public const int Capacity = 2048;

    readonly ColumnBuffer[] _buffers;

    /// <summary>An empty batch.</summary>
    /// <param name="columns">The columns, in the order of the request that asked for them.</param>
    /// <param name="capacity">How many rows it can hold. The default is <see cref="Capacity"/>.</param>
    public RowBatch(IReadOnlyList<Column> columns, int capacity = Capacity)
    {
        Columns = columns;
        Limit = capacity;
        _buffers = new ColumnBuffer[columns.Count];
        for (var i = 0; i < _buffers.Length; i++) _buffers[i] = new ColumnBuffer(columns[i].Type, capacity);
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The rows' numbers in the source of a load, or null when they follow each other.</summary>
    public IReadOnlyList<long>? Numbers { get; set; }

    /// <summary>The rows' numbers in the file that they come from, such as an Excel sheet, or null when they are not known.</summary>
    public IReadOnlyList<long?>? SourceRows { get; set; }

    /// <summary>
    /// What the target has of these rows now, row for row and column for column, when the rows update it and that was read; otherwise null.
    /// </summary>
    public RowBatch? Before { get; set; }

    /// <summary>How many rows it can hold.</summary>
    public int Limit { get; }

    /// <summary>How many rows it holds.</summary>
    public int Count { get; private set; }

    /// <summary>Whether no row fits any more.</summary>
    public bool IsFull => Count == Limit;

    /// <summary>The values of a column.</summary>
    public ColumnBuffer this[int column] => _buffers[column];

    /// <summary>Opens the next row, all null-free and undefined, and gives its number.</summary>
    public int AddRow() => Count < Limit ? Count++ : throw new InvalidOperationException("The batch is full.");

    /// <summary>Takes all rows out, so that it can be filled again; what came from the last ones must not be used any more.</summary>
    public void Clear()
    {
        foreach (var buffer in _buffers) buffer.Clear(Count);
        Count = 0;
    }

    /// <summary>Takes the last row back.</summary>
    public void RemoveLast()
    {
        if (Count == 0) throw new InvalidOperationException("The batch holds no row.");
        Count--;
        foreach (var buffer in _buffers) buffer.Reset(Count);
    }

    /// <summary>A row's values as text in the invariant culture; null where there is none.</summary>
    public IReadOnlyList<string?> Show(int row) => [.. _buffers.Select(b => b.IsNull(row) ? null : b.Show(row))];

    /// <summary>The position of a column by name without regard to case, or -1.</summary>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (string.Equals(Columns[i].Name, column, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }
}
