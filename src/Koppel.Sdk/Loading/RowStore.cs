using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Loading;

/// <summary>The rows of a load, kept as they came; the first is row 1.</summary>
public sealed class RowStore
{
    readonly List<RowBatch?> _batches = [];
    readonly List<long> _firsts = [];
    int _each; // How many rows each batch has but the last, as long as they are alike; then 0.
    int _last; // How many the last one has.
    int _seen; // So many of the first batches are not needed any more, or need not be looked at again.

    /// <summary>How many rows there are, those that were released included.</summary>
    public long Count { get; private set; }

    /// <summary>Keeps a batch. It must not be filled again.</summary>
    public void Add(RowBatch rows)
    {
        if (rows.Count == 0) return;
        if (_batches.Count == 0) _each = rows.Count;
        else if (_last != _each) _each = 0;
        _last = rows.Count;
        _firsts.Add(Count + 1);
        _batches.Add(rows);
        Count += rows.Count;
    }

    /// <summary>The batches in order that were not released, each with the number of its first row.</summary>
    public IEnumerable<(long First, RowBatch Rows)> Batches => _firsts.Zip(_batches).Where(b => b.Second is not null)!;

    /// <summary>Batches whose rows all stand before a row are not kept any more, unless somebody needs them.</summary>
    /// <param name="row">The row.</param>
    /// <param name="isNeeded">Whether the batch is needed whose first row has a number.</param>
    public void Release(long row, Func<long, bool> isNeeded)
    {
        ArgumentNullException.ThrowIfNull(isNeeded);
        for (; _seen + 1 < _batches.Count && _firsts[_seen + 1] <= row; _seen++)
            if (!isNeeded(_firsts[_seen])) _batches[_seen] = null;
    }

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
    /// <exception cref="InvalidOperationException">It was released.</exception>
    public (RowBatch Batch, int Index) Find(long row)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(row, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(row, Count);
        var batch = _each > 0 ? (int)Math.Min((row - 1) / _each, _batches.Count - 1) : _firsts.BinarySearch(row);
        if (batch < 0) batch = ~batch - 1;
        return (_batches[batch] ?? throw new InvalidOperationException($"Row {row} was released."), (int)(row - _firsts[batch]));
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
