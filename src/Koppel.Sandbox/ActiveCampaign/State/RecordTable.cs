using Koppel.Sandbox.ActiveCampaign.Declared;

namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>The records of one resource.</summary>
sealed class RecordTable(Resource resource) : IRows
{
    readonly Rows<Record> rows = new();
    readonly object?[] defaults = [.. resource.Columns.Where(column => column.IsKept).Select(column => column.Default)];
    readonly Dictionary<int, RecordIndex> indexes = [];

    public Resource Resource => resource;

    public int Count => rows.Count;

    public int NextId => rows.NextId;

    public ReadOnlySpan<Record> All => rows.All;

    /// <summary>Adds a row with the values that the database sets, and some others.</summary>
    public Record Add(DateTime now, params ReadOnlySpan<(string Column, object? Value)> values) => Add(rows.NextId, now, now, values);

    public Record Add(int id, DateTime created, DateTime updated, params ReadOnlySpan<(string Column, object? Value)> values)
    {
        var record = new Record(this, id, created, updated);
        rows.Add(record);
        foreach (var (slot, index) in indexes) index.Add(defaults[slot], record);
        foreach (var (column, value) in values) record[column] = value;
        return record;
    }

    public Record? Find(int id) => rows.Find(id);

    /// <summary>The first row with a text in a column, whatever its case.</summary>
    public Record? Find(string column, string text)
    {
        foreach (var row in rows.All)
        {
            if (row.Text(column).Equals(text, StringComparison.OrdinalIgnoreCase)) return row;
        }

        return null;
    }

    /// <summary>
    /// The rows that name another row, by ascending id. The first question about a column prepares the answers to all others.
    /// </summary>
    public Record[] Where(string column, int id)
    {
        var slot = resource.Slot(column);
        if (!indexes.TryGetValue(slot, out var index)) indexes.Add(slot, index = new RecordIndex(rows.All, slot));
        return index.Of(id);
    }

    /// <summary>The values that the database sets.</summary>
    public object?[] Defaults() => [.. defaults];

    /// <summary>Told by a row before a value of it changes.</summary>
    public void Changing(Record row, int slot, object? before, object? after)
    {
        if (indexes.TryGetValue(slot, out var index)) index.Move(before, after, row);
    }

    /// <summary>Whether another row has a text in a column, whatever its case.</summary>
    public bool Holds(string column, string text, IRow? self)
    {
        foreach (var row in rows.All)
        {
            if (row != self && row.Text(column).Equals(text, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    public void Remove(Record row)
    {
        rows.Remove(row);
        foreach (var (slot, index) in indexes) index.Remove(row[slot], row);
    }

    public void ContinueAt(int nextId) => rows.ContinueAt(nextId);

    IRow IRows.At(int index) => rows.All[index];

    IRow? IRows.Find(int id) => rows.Find(id);

    IReadOnlyList<IRow> IRows.Range(int from, int count) => ((IRows)rows).Range(from, count);
}
