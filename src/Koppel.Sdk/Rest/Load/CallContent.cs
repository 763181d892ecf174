using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Koppel.Sdk.Rest.Load;

/// <summary>Writes what a journal keeps of a call.</summary>
public static class CallContent
{
    /// <summary>Letters beyond ASCII stay one to three bytes instead of six; it is never put into a page.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object.</summary>
    /// <param name="write">Writes its properties.</param>
    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }
}
