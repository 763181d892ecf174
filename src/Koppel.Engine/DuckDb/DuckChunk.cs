using DuckDB.NET.Native;

namespace Koppel.Engine.DuckDb;

/// <summary>Rows as DuckDB has them in its own memory.</summary>
internal sealed class DuckChunk(DuckDBDataChunk chunk, int count, IReadOnlyList<(string Name, DuckType Type)> columns) : RowChunk
{
    VectorCells[]? _cells;

    /// <inheritdoc/>
    public override int Count => count;

    /// <inheritdoc/>
    public override IReadOnlyList<ColumnCells> Columns => Vectors;

    /// <summary>The columns.</summary>
    public VectorCells[] Vectors
    {
        get
        {
            if (_cells is not null) return _cells;
            var cells = new VectorCells[columns.Count];
            for (var i = 0; i < cells.Length; i++) cells[i] = VectorReader.Of(columns[i].Type, Vector(i));
            return _cells = cells;
        }
    }

    /// <summary>DuckDB's vector of a column.</summary>
    public nint Vector(int column) => NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, column);

    /// <inheritdoc/>
    public override void Dispose()
    {
        chunk.Dispose();
        base.Dispose();
    }
}
