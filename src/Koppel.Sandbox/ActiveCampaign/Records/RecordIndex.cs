namespace Koppel.Sandbox.ActiveCampaign.Records;

/// <summary>The records of a table by the number in one of their columns, each group by ascending id.</summary>
internal sealed class RecordIndex
{
    static readonly Comparer<Record> ById = Comparer<Record>.Create((one, other) => one.Id.CompareTo(other.Id));

    readonly Dictionary<long, List<Record>> _groups = [];

    public RecordIndex(ReadOnlySpan<Record> rows, int slot)
    {
        foreach (var row in rows) Add(row[slot], row);
    }

    public Record[] Of(long key) => _groups.TryGetValue(key, out var group) ? [.. group] : [];

    public void Add(object? value, Record row)
    {
        if (value is not long key) return;
        if (!_groups.TryGetValue(key, out var group)) _groups.Add(key, group = []);
        if (group.Count == 0 || group[^1].Id < row.Id) group.Add(row);
        else group.Insert(~group.BinarySearch(row, ById), row);
    }

    public void Remove(object? value, Record row)
    {
        if (value is not long key || !_groups.TryGetValue(key, out var group)) return;
        group.RemoveAt(group.BinarySearch(row, ById));
        if (group.Count == 0) _groups.Remove(key);
    }

    public void Move(object? before, object? after, Record row)
    {
        if (Equals(before, after)) return;
        Remove(before, row);
        Add(after, row);
    }
}
