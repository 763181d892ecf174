using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Koppel.Sdk.Loading;

/// <summary>Writes what a journal keeps of a call.</summary>
public static class CallContent
{
    /// <summary>Letters beyond ASCII stay one to three bytes instead of six; it is never put into a page.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object.</summary>
    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write) =>
        Bytes(json => json.WriteObject(null, () => write(json)), Options);

    /// <summary>Any value.</summary>
    /// <param name="write">Writes it.</param>
    /// <param name="options">How.</param>
    public static ReadOnlyMemory<byte> Bytes(Action<Utf8JsonWriter> write, JsonWriterOptions options = default)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, options)) write(json);
        return buffer.WrittenMemory;
    }

    /// <summary>Writes an object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="name">The property that it is, or null when it is none.</param>
    /// <param name="write">Writes what is in it.</param>
    public static void WriteObject(this Utf8JsonWriter json, string? name, Action write)
    {
        if (name is not null) json.WritePropertyName(name);
        json.WriteStartObject();
        write();
        json.WriteEndObject();
    }

    /// <summary>Writes an array.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="name">The property that it is, or null when it is none.</param>
    /// <param name="items">What is in it.</param>
    /// <param name="write">Writes one of them.</param>
    public static void WriteArray<T>(this Utf8JsonWriter json, string? name, IEnumerable<T> items, Action<T> write)
    {
        if (name is not null) json.WritePropertyName(name);
        json.WriteStartArray();
        foreach (var item in items) write(item);
        json.WriteEndArray();
    }
}
