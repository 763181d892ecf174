namespace Koppel.Sdk.Loading;

/// <summary>
/// The books of a load while it is planned: which rows change nothing and which cannot be accepted. A row is entered once and for all, so
/// that the sum is always right. Safe to use from many threads.
/// </summary>
/// <param name="rows">The load's rows.</param>
public sealed class LoadBooks(RowStore rows)
{
    readonly Lock _lock = new();
    readonly SortedDictionary<long, RejectCause> _rejects = [];
    byte[] _settled = [];
    long _unchanged;

    /// <summary>Rows that were already as they should be.</summary>
    public long UnchangedCount
    {
        get
        {
            lock (_lock) return _unchanged;
        }
    }

    /// <summary>The row is already as it should be.</summary>
    public void Unchanged(long row)
    {
        lock (_lock)
            if (Enter(row)) _unchanged++;
    }

    /// <summary>The row was not accepted.</summary>
    /// <param name="row">The row's number.</param>
    /// <param name="cause">Why, and what to do.</param>
    public void Reject(long row, RejectCause cause)
    {
        lock (_lock)
            if (Enter(row)) _rejects.Add(row, cause);
    }

    /// <summary>Whether the row's outcome is known.</summary>
    public bool IsSettled(long row)
    {
        lock (_lock) return row < _settled.Length && _settled[row] != 0;
    }

    /// <summary>How many rows are rejected.</summary>
    public long RejectCount
    {
        get
        {
            lock (_lock) return _rejects.Count;
        }
    }

    /// <summary>The rejects so far, the first with their values, in the order of the source.</summary>
    public RejectList Rejects() => new(Each(), RejectCount);

    /// <summary>All rejects so far with their values, in the order of the source, made as they are asked for.</summary>
    public IEnumerable<Reject> Each()
    {
        KeyValuePair<long, RejectCause>[] all;
        lock (_lock) all = [.. _rejects];
        return all.Select(r => new Reject(rows.NumberOf(r.Key), rows.Show(r.Key), r.Value) { SourceRow = rows.SourceRowOf(r.Key) });
    }

    bool Enter(long row)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(row, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(row, rows.Count);
        // Rows may still be coming.
        if (_settled.Length <= row) Array.Resize(ref _settled, (int)Math.Max(rows.Count + 1, 2L * _settled.Length));
        if (_settled[row] != 0) return false;
        _settled[row] = 1;
        return true;
    }
}
