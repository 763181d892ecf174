namespace Koppel.Engine.Planning;

/// <summary>
/// Many hashes in little memory: an array that is sorted, and rid of what it holds twice, whenever it is full. First all are added, then
/// it is asked.
/// </summary>
internal sealed class HashSet64
{
    ulong[] _items = new ulong[1_024];
    int _count;
    int _sorted;

    /// <summary>Adds one.</summary>
    public void Add(ulong hash)
    {
        if (_count == _items.Length)
        {
            Sort();
            if (_count > _items.Length / 2) Array.Resize(ref _items, _items.Length * 2);
        }
        _items[_count++] = hash;
    }

    /// <summary>Whether it was added.</summary>
    public bool Contains(ulong hash)
    {
        if (_sorted < _count) Sort();
        return Array.BinarySearch(_items, 0, _count, hash) >= 0;
    }

    void Sort()
    {
        Array.Sort(_items, 0, _count);
        var kept = 0;
        for (var i = 0; i < _count; i++)
            if (kept == 0 || _items[i] != _items[kept - 1]) _items[kept++] = _items[i];
        _sorted = _count = kept;
    }
}
