using System.Buffers;
using System.Text.Json;
using Koppel.Sdk.Http;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Load;

/// <summary>Builds the calls that write many rows, from the contents of the single calls that they stand for.</summary>
internal sealed class BulkBody(RestTable table, WriteOperation operation)
{
    readonly BulkCall? _call = table.BulkCallOf(operation);

    /// <summary>The call for these rows.</summary>
    /// <exception cref="InvalidOperationException">The table declares no such call.</exception>
    public RestRequest Request(IReadOnlyList<JsonElement> items)
    {
        var call = _call ?? throw new InvalidOperationException($"{table.Name} has no call to {operation.ToWord()} many rows.");
        if (call.Keys is null) return new RestRequest(call.Method, call.Path) { Pattern = call.Path, Body = Array(items) };
        var path = UrlPath.Of(call.Path);
        foreach (var item in items) path.Query(call.Keys, Key(item).ToString());
        return new RestRequest(call.Method, path.ToString()) { Pattern = call.Path };
    }

    /// <summary>The key, a number or a text.</summary>
    static JsonElement Key(JsonElement item) => item.GetProperty("key");

    ReadOnlyMemory<byte> Array(IReadOnlyList<JsonElement> items)
    {
        var buffer = new ArrayBufferWriter<byte>(4_096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var item in items)
            {
                if (operation == WriteOperation.Insert) item.GetProperty("item").WriteTo(json);
                else WriteChange(json, item);
            }
            json.WriteEndArray();
        }
        return buffer.WrittenMemory;
    }

    /// <summary>The key and the values, without the envelope of a single call.</summary>
    void WriteChange(Utf8JsonWriter json, JsonElement item)
    {
        json.WriteStartObject();
        json.WritePropertyName(JsonField.NameOf(table.Key));
        Key(item).WriteTo(json);
        var body = item.GetProperty("body");
        var row = table.Update!.EnvelopeOf(table) is { } envelope ? body.GetProperty(envelope) : body;
        foreach (var value in row.EnumerateObject()) value.WriteTo(json);
        json.WriteEndObject();
    }
}
