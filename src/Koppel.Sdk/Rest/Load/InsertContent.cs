using System.Buffers;
using System.Text.Json;
using Koppel.Sdk.Loading;

namespace Koppel.Sdk.Rest.Load;

/// <summary>What the journal holds of a call that inserts a row.</summary>
/// <param name="Rows">The rows of the source that say so, the first of them and its repeats.</param>
/// <param name="Item">The row as the API gets it, an object.</param>
/// <param name="Identity">By what it can be told whether the row is there, or null when it cannot.</param>
/// <param name="LookupColumn">The column that it is looked up by, or null.</param>
/// <param name="LookupValue">What it is looked up by, long or string, or null.</param>
internal sealed record InsertContent(JsonElement Rows, JsonElement Item, string? Identity, string? LookupColumn, object? LookupValue)
{
    /// <summary>All of it, which tells what stands in the path.</summary>
    public JsonElement All { get; private init; }

    /// <summary>Reads it.</summary>
    public static InsertContent Read(JsonElement content)
    {
        var isKnown = content.TryGetProperty("identity", out var identity);
        object? value = null;
        if (isKnown)
            value = content.GetProperty("value") is { ValueKind: JsonValueKind.Number } number
                ? number.GetInt64()
                : content.GetProperty("value").GetString();
        return new InsertContent(
            content.GetProperty("rows"), content.GetProperty("item"),
            isKnown ? identity.GetString() : null, isKnown ? content.GetProperty("by").GetString() : null, value) { All = content };
    }

    /// <summary>Writes it.</summary>
    /// <param name="rows">The load's rows.</param>
    /// <param name="numbers">The first row and its repeats.</param>
    /// <param name="calls">Writes the row as the API gets it.</param>
    /// <param name="path">The call's path.</param>
    /// <param name="identity">Tells rows apart.</param>
    public static ReadOnlyMemory<byte> Write(RowStore rows, int[] numbers, RowCalls calls, string path, RowIdentity identity)
    {
        var (batch, index) = rows.Find(numbers[0]);
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WritePropertyName("rows");
            JournalRows.Write(json, rows, numbers, number => number != numbers[0]);
            json.WritePropertyName("item");
            calls.WriteItem(json, batch, index);
            RowPath.Write(json, path, batch, index);
            if (identity.IsWhole(batch, index))
            {
                json.WriteString("identity", identity.Of(batch, index));
                json.WriteString("by", identity.LookupColumn);
                if (identity.LookupValue(batch, index) is long number) json.WriteNumber("value", number);
                else json.WriteString("value", (string)identity.LookupValue(batch, index));
            }
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }
}
