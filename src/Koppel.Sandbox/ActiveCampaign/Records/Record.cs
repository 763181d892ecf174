using System.Globalization;
using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Records;

/// <summary>
/// A row of a declared resource: one value for each column that it keeps. A value is a text, a long, a bool, a moment in UTC, JSON, or
/// null.
/// </summary>
internal sealed class Record : IDated
{
    readonly RecordTable _table;
    readonly object?[] _values;

    public Record(RecordTable table, int id, DateTime created, DateTime updated)
    {
        (_table, Id, Created, Updated) = (table, id, created, updated);
        _values = table.Defaults();
    }

    public int Id { get; }

    public DateTime Created { get; }

    public DateTime Updated { get; set; }

    public object? this[int slot]
    {
        get => _values[slot];
        set
        {
            _table.Changing(this, slot, _values[slot], value);
            _values[slot] = value;
        }
    }

    public object? this[string column]
    {
        get => _values[_table.Shape.Slot(column)];
        set => this[_table.Shape.Slot(column)] = value is int number ? (long)number : value;
    }

    /// <summary>A value as text; empty for null.</summary>
    public string Text(string column) => this[column] switch
    {
        null => "",
        string text => text,
        JsonElement json => json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText(),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>A number; 0 for null and for what is none.</summary>
    public long Number(string column) => this[column] as long?
        ?? (long.TryParse(Text(column), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0);

    /// <summary>The id of another row; 0 for none.</summary>
    public int IdOf(string column) => (int)Number(column);

    /// <summary>
    /// A row that was changed by nobody in particular names user 0 from then on, where it named nobody: the second change of an address was
    /// answered so in 2020.
    /// </summary>
    public void SetMakers()
    {
        foreach (var slot in _table.Shape.MakerSlots) this[slot] ??= 0L;
    }

    /// <summary>Whether a flag is on.</summary>
    public bool Is(string column) => this[column] is true || Number(column) != 0;
}
