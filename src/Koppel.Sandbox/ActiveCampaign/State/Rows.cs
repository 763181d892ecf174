using System.Runtime.InteropServices;

namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>Something with an id.</summary>
internal interface IRow
{
    int Id { get; }
}

/// <summary>
/// Rows by ascending id. New rows have the highest id, so adding is appending, and everything about ids is a binary search: a page of
/// 100,000 contacts costs no more than one of 100.
/// </summary>
internal sealed class Rows<T> : IRows
    where T : class, IRow
{
    readonly List<T> _rows = [];

    public int Count => _rows.Count;

    public int NextId { get; private set; } = 1;

    public ReadOnlySpan<T> All => CollectionsMarshal.AsSpan(_rows);

    public void Reserve(int count) => _rows.EnsureCapacity(count);

    public void Add(T row)
    {
        _rows.Add(row);
        NextId = row.Id + 1;
    }

    /// <summary>Makes sure that an id that was given away is not given again.</summary>
    public void ContinueAt(int nextId) => NextId = Math.Max(NextId, nextId);

    public T? Find(int id)
    {
        var at = IndexAfter(id - 1);
        return at < _rows.Count && _rows[at].Id == id ? _rows[at] : null;
    }

    public void Remove(T row) => _rows.RemoveAt(IndexAfter(row.Id - 1));

    /// <summary>Removes many in one pass.</summary>
    public void RemoveAll(HashSet<T> gone) => _rows.RemoveAll(gone.Contains);

    public IRow At(int index) => _rows[index];

    IRow? IRows.Find(int id) => Find(id);

    public IReadOnlyList<IRow> Range(int from, int count) =>
        from >= _rows.Count ? [] : _rows.GetRange(from, Math.Min(count, _rows.Count - from));

    /// <summary>The place of the first row with an id above this one.</summary>
    public int IndexAfter(int id)
    {
        var (low, high) = (0, _rows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_rows[middle].Id <= id) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
