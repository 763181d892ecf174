using System.Globalization;
using System.Text.Json;

namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>
/// A row of a declared resource: one value for each column that it keeps. A value is a text, a long, a bool, a moment in UTC, JSON, or
/// null.
/// </summary>
sealed class Record : IDated
{
    readonly RecordTable table;
    readonly object?[] values;

    public Record(RecordTable table, int id, DateTime created, DateTime updated)
    {
        (this.table, Id, Created, Updated) = (table, id, created, updated);
        values = table.Defaults();
    }

    public int Id { get; }

    public DateTime Created { get; }

    public DateTime Updated { get; set; }

    public object? this[int slot]
    {
        get => values[slot];
        set
        {
            table.Changing(this, slot, values[slot], value);
            values[slot] = value;
        }
    }

    public object? this[string column]
    {
        get => values[table.Resource.Slot(column)];
        set => this[table.Resource.Slot(column)] = value is int number ? (long)number : value;
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
        foreach (var slot in table.Resource.MakerSlots) this[slot] ??= 0L;
    }

    /// <summary>Whether a flag is on.</summary>
    public bool Is(string column) => this[column] is true || Number(column) != 0;
}
