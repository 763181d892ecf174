using Koppel.Engine.Statements;

namespace Koppel.Engine.DuckDb;

/// <summary>Some rows of a result, column by column. Dispose it when they are read.</summary>
public abstract class RowChunk : IDisposable
{
    /// <summary>How many rows.</summary>
    public abstract int Count { get; }

    /// <summary>The columns, in the order of the result.</summary>
    public abstract IReadOnlyList<ColumnCells> Columns { get; }

    /// <summary>A row as .NET objects, for the caller to keep; see <see cref="RowsResult"/>.</summary>
    public object?[] Row(int row)
    {
        var columns = Columns;
        var values = new object?[columns.Count];
        for (var i = 0; i < values.Length; i++)
            if (!columns[i].IsNull(row)) values[i] = columns[i].Value(row);
        return values;
    }

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
