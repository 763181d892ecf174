using Koppel.Sandbox.ActiveCampaign.Declared;

namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>The records of one resource.</summary>
sealed class RecordTable(Resource resource) : IRows
{
    readonly Rows<Record> rows = new();

    public Resource Resource => resource;

    public int Count => rows.Count;

    public int NextId => rows.NextId;

    public ReadOnlySpan<Record> All => rows.All;

    /// <summary>Adds a row with the values that the database sets, and some others.</summary>
    public Record Add(DateTime now, params ReadOnlySpan<(string Column, object? Value)> values) => Add(rows.NextId, now, now, values);

    public Record Add(int id, DateTime created, DateTime updated, params ReadOnlySpan<(string Column, object? Value)> values)
    {
        var record = new Record(resource, id, created, updated);
        foreach (var (column, value) in values) record[column] = value;
        rows.Add(record);
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

    /// <summary>The rows that name another row.</summary>
    public Record[] Where(string column, int id)
    {
        var slot = resource.Slot(column);
        return Array.FindAll(rows.All.ToArray(), row => row[slot] as long? == id);
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

    public void Remove(Record row) => rows.Remove(row);

    public void ContinueAt(int nextId) => rows.ContinueAt(nextId);

    IRow IRows.At(int index) => rows.All[index];

    IRow? IRows.Find(int id) => rows.Find(id);

    IReadOnlyList<IRow> IRows.Range(int from, int count) => ((IRows)rows).Range(from, count);
}
