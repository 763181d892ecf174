using System.Globalization;
using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Records;

/// <summary>A value as text, for filters and orders.</summary>
internal static class ColumnText
{
    public static string Of(Column column, RecordShape shape, Store store, IRow row) => Value(column, shape, store, row) switch
    {
        null => "",
        string text => text,
        DateTime moment => moment.ToString("s", CultureInfo.InvariantCulture),
        bool flag => flag ? "1" : "0",
        JsonElement json => json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText(),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
    };

    public static object? Value(Column column, RecordShape shape, Store store, IRow row) =>
        column.Kind == Kind.Id ? (long)row.Id : column.Read is { } read ? read(store, row) : ((Record)row)[shape.Slot(column.Name)];
}
