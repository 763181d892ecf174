using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Loading;

/// <summary>The rows of a load, kept as they came; the first is row 1.</summary>
public sealed class RowStore
{
    readonly List<RowBatch> _batches = [];
    readonly List<long> _firsts = [];
    int _each; // How many rows each batch has but the last, as long as they are alike; then 0.

    /// <summary>How many rows there are.</summary>
    public long Count { get; private set; }

    /// <summary>Keeps a batch. It must not be filled again.</summary>
    public void Add(RowBatch rows)
    {
        if (rows.Count == 0) return;
        if (_batches.Count == 0) _each = rows.Count;
        else if (_batches[^1].Count != _each) _each = 0;
        _firsts.Add(Count + 1);
        _batches.Add(rows);
        Count += rows.Count;
    }

    /// <summary>The batches in order, each with the number of its first row.</summary>
    public IEnumerable<(long First, RowBatch Rows)> Batches => _firsts.Zip(_batches);

    /// <summary>The rows in order: the number of each, and where it is.</summary>
    public IEnumerable<(int Number, RowBatch Batch, int Index)> Rows
    {
        get
        {
            foreach (var (first, batch) in Batches)
                for (var i = 0; i < batch.Count; i++) yield return ((int)first + i, batch, i);
        }
    }

    /// <summary>Where a row is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public (RowBatch Batch, int Index) Find(long row)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(row, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(row, Count);
        var batch = _each > 0 ? (int)Math.Min((row - 1) / _each, _batches.Count - 1) : _firsts.BinarySearch(row);
        if (batch < 0) batch = ~batch - 1;
        return (_batches[batch], (int)(row - _firsts[batch]));
    }

    /// <summary>A row's number in the source.</summary>
    public long NumberOf(long row)
    {
        var (batch, index) = Find(row);
        return batch.Numbers is { } numbers ? numbers[index] : row;
    }

    /// <summary>A row's number in the file that it comes from, or null when it is not known.</summary>
    public long? SourceRowOf(long row)
    {
        var (batch, index) = Find(row);
        return batch.SourceRows?[index];
    }

    /// <summary>A row's values as text; null where there is none.</summary>
    public IReadOnlyList<string?> Show(long row)
    {
        var (batch, index) = Find(row);
        return batch.Show(index);
    }
}
