using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Records;

/// <summary>The records of one resource.</summary>
internal sealed class RecordTable(RecordShape shape) : IRows
{
    readonly Rows<Record> _rows = new();
    readonly object?[] _defaults = shape.Defaults();
    readonly Dictionary<int, RecordIndex> _indexes = [];

    public RecordShape Shape => shape;

    public int Count => _rows.Count;

    public int NextId => _rows.NextId;

    public ReadOnlySpan<Record> All => _rows.All;

    /// <summary>Adds a row with the values that the database sets, and some others.</summary>
    public Record Add(DateTime now, params ReadOnlySpan<(string Column, object? Value)> values) => Add(_rows.NextId, now, now, values);

    public Record Add(int id, DateTime created, DateTime updated, params ReadOnlySpan<(string Column, object? Value)> values)
    {
        var record = new Record(this, id, created, updated);
        _rows.Add(record);
        foreach (var (slot, index) in _indexes) index.Add(_defaults[slot], record);
        foreach (var (column, value) in values) record[column] = value;
        return record;
    }

    public Record? Find(int id) => _rows.Find(id);

    /// <summary>The first row with a text in a column, whatever its case.</summary>
    public Record? Find(string column, string text)
    {
        foreach (var row in _rows.All)
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
        var slot = shape.Slot(column);
        if (!_indexes.TryGetValue(slot, out var index)) _indexes.Add(slot, index = new RecordIndex(_rows.All, slot));
        return index.Of(id);
    }

    /// <summary>The values that the database sets.</summary>
    public object?[] Defaults() => [.. _defaults];

    /// <summary>Told by a row before a value of it changes.</summary>
    public void Changing(Record row, int slot, object? before, object? after)
    {
        if (_indexes.TryGetValue(slot, out var index)) index.Move(before, after, row);
    }

    /// <summary>Whether another row has a text in a column, whatever its case.</summary>
    public bool Holds(string column, string text, IRow? self)
    {
        foreach (var row in _rows.All)
        {
            if (row != self && row.Text(column).Equals(text, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    public void Remove(Record row)
    {
        _rows.Remove(row);
        foreach (var (slot, index) in _indexes) index.Remove(row[slot], row);
    }

    public void ContinueAt(int nextId) => _rows.ContinueAt(nextId);

    IRow IRows.At(int index) => _rows.All[index];

    IRow? IRows.Find(int id) => _rows.Find(id);

    IReadOnlyList<IRow> IRows.Range(int from, int count) => ((IRows)_rows).Range(from, count);
}
