using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Read;

/// <summary>Takes texts out of JSON as UTF-8, without a string in between.</summary>
internal static class JsonText
{
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Sets a text, or the JSON text of a value that is none.</summary>
    /// <exception cref="FormatException">It is no valid UTF-8.</exception>
    /// <exception cref="InvalidOperationException">It holds half a character.</exception>
    public static void Read(JsonElement value, ColumnBuffer buffer, int row)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        if (value.ValueKind != JsonValueKind.String) buffer.SetUtf8(row, raw);
        else if (TryPlain(value, out var bytes)) buffer.SetUtf8(row, bytes);
        else
        {
            var json = new Utf8JsonReader(raw);
            json.Read();
            buffer.TakeUtf8(row, json.CopyString(buffer.Texts.Reserve(raw.Length)));
        }
    }

    /// <summary>
    /// Sets a JSON value in one form, however the system wrote it: without blanks, and with letters as they are in place of <c>\\u00eb</c>
    /// and <c>\\/</c>.
    /// </summary>
    public static void ReadJson(JsonElement value, ColumnBuffer buffer, int row)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(bytes, Plain)) value.WriteTo(json);
        buffer.SetUtf8(row, bytes.WrittenSpan);
    }

    /// <summary>The bytes of a text in which nothing is escaped; they may be no valid UTF-8.</summary>
    public static bool TryPlain(JsonElement text, out ReadOnlySpan<byte> bytes)
    {
        bytes = JsonMarshal.GetRawUtf8Value(text)[1..^1];
        return !bytes.Contains((byte)'\\');
    }
}
