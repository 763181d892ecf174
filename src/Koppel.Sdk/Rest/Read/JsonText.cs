using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Koppel.Sdk.Rest.Read;

/// <summary>
/// A JSON value in one form, however the system wrote it: without blanks, and with letters as they are in place of <c>\\u00eb</c> and
/// <c>\\/</c>.
/// </summary>
internal static class JsonText
{
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it.</summary>
    public static string Of(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Plain)) value.WriteTo(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
