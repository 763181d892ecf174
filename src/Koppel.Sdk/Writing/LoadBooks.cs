namespace Koppel.Sdk;

/// <summary>
/// The books of a load: what became of each row. A row is entered once and for all, so that the sum is always right. Safe to use from many threads.
/// </summary>
/// <param name="rows">The load's rows.</param>
public sealed class LoadBooks(RowStore rows)
{
    readonly Lock _lock = new();
    readonly SortedDictionary<long, string> _rejects = [];
    byte[] _settled = [];
    long _changed;
    long _unchanged;

    /// <summary>Rows whose outcome is known.</summary>
    public long Settled
    {
        get
        {
            lock (_lock) return _changed + _unchanged + _rejects.Count;
        }
    }

    /// <summary>Rows that were so already.</summary>
    public long UnchangedCount
    {
        get
        {
            lock (_lock) return _unchanged;
        }
    }

    /// <summary>Rows that are not settled.</summary>
    public long Open => rows.Count - Settled;

    /// <summary>The row is so already.</summary>
    public void Unchanged(long row)
    {
        lock (_lock)
            if (Enter(row)) _unchanged++;
    }

    /// <summary>The row changed something.</summary>
    public void Changed(long row)
    {
        lock (_lock)
            if (Enter(row)) _changed++;
    }

    /// <summary>The row was not accepted.</summary>
    /// <param name="row">The row's number.</param>
    /// <param name="reason">Why, and what to do, as a sentence.</param>
    public void Reject(long row, string reason)
    {
        lock (_lock)
            if (Enter(row)) _rejects.Add(row, reason);
    }

    /// <summary>Whether the row's outcome is known.</summary>
    public bool IsSettled(long row)
    {
        lock (_lock) return row < _settled.Length && _settled[row] != 0;
    }

    /// <summary>The rejects so far, with their values, in the order of the source.</summary>
    public RejectList Rejects()
    {
        lock (_lock)
        {
            var list = new RejectList();
            foreach (var (row, reason) in _rejects) list.Add(new Reject(row, list.Count < RejectList.Kept ? rows.Show(row) : [], reason));
            return list;
        }
    }

    /// <summary>What came of the load.</summary>
    /// <param name="fault">Why it stopped before its end, or null.</param>
    /// <param name="creates">What was created on the way.</param>
    /// <param name="notes">What a user must know.</param>
    public WriteOutcome Close(Exception? fault, IReadOnlyList<string> creates, IReadOnlyList<string> notes)
    {
        lock (_lock)
            return new WriteOutcome
            {
                Read = rows.Count, Changed = _changed, Unchanged = _unchanged, Rejects = Rejects(), Creates = creates, Notes = notes, Fault = fault,
            };
    }

    bool Enter(long row)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(row, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(row, rows.Count);
        if (_settled.Length <= rows.Count) Array.Resize(ref _settled, (int)rows.Count + 1);
        if (_settled[row] != 0) return false;
        _settled[row] = 1;
        return true;
    }
}
