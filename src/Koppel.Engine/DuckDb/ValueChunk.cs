using System.Runtime.CompilerServices;

namespace Koppel.Engine.DuckDb;

/// <summary>Rows that lie in memory as .NET objects, such as those of a plan.</summary>
internal sealed class ValueChunk : RowChunk
{
    const int MostRows = 256;

    readonly IReadOnlyList<object?[]> _rows;

    ValueChunk(IReadOnlyList<object?[]> rows, IReadOnlyList<ResultColumn> columns)
    {
        _rows = rows;
        Columns = [.. columns.Select((c, i) => new ValueCells(rows, i, c.Type == "JSON"))];
    }

    /// <inheritdoc/>
    public override int Count => _rows.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<ColumnCells> Columns { get; }

    /// <summary>The rows, some at a time.</summary>
    public static async IAsyncEnumerable<RowChunk> OfAsync(
        IAsyncEnumerable<object?[]> rows, IReadOnlyList<ResultColumn> columns,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var some = new List<object?[]>(MostRows);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            some.Add(row);
            if (some.Count < MostRows) continue;
            yield return new ValueChunk(some, columns);
            some = new List<object?[]>(MostRows);
        }
        if (some.Count > 0) yield return new ValueChunk(some, columns);
    }
}
