using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Koppel.Sandbox.Salesforce.Wire;

/// <summary>What a call is answered with.</summary>
/// <param name="Status">The status.</param>
/// <param name="ContentType">The kind of the body; null when there is none.</param>
/// <param name="Body">The body; empty when there is none, or when <see cref="Write"/> makes it.</param>
internal sealed record SalesforceAnswer(int Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    public const string JsonType = "application/json;charset=UTF-8";
    public const string CsvType = "text/csv";

    static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the body while it is sent; null when it stands in <see cref="Body"/>.</summary>
    public Func<Stream, CancellationToken, Task>? Write { get; init; }

    /// <summary>Headers beside those that every answer has.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>A JSON text.</summary>
    public static SalesforceAnswer Json(int status, Action<Utf8JsonWriter> write) => new(status, JsonType, JsonBytes(write));

    /// <summary>An answer that is written while it is sent, because it can be long.</summary>
    public static SalesforceAnswer Stream(string contentType, Func<Stream, CancellationToken, Task> write) =>
        new(200, contentType, default) { Write = write };

    public static SalesforceAnswer Text(int status, string contentType, string text) =>
        new(status, contentType, Encoding.UTF8.GetBytes(text));

    /// <summary>A page such as the web server in front of the API gives, which is never JSON.</summary>
    public static SalesforceAnswer BadMessage(int status, string reason) =>
        Text(status, "text/html;charset=iso-8859-1", $"<h1>Bad Message {status}</h1><pre>reason: {reason}</pre>");

    /// <summary>An answer without a body.</summary>
    public static SalesforceAnswer Empty(int status) => new(status, null, default);

    /// <summary>One error of the data API.</summary>
    public static SalesforceAnswer Error(int status, string code, string message, params IReadOnlyList<string> fields) =>
        Json(status, json =>
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteString("message", message);
            json.WriteString("errorCode", code);
            if (fields.Count > 0)
            {
                json.WriteStartArray("fields");
                foreach (var field in fields) json.WriteStringValue(field);
                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteEndArray();
        });

    /// <summary>A JSON text as bytes, with letters outside ASCII as they are.</summary>
    public static ReadOnlyMemory<byte> JsonBytes(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(bytes, Relaxed)) write(json);
        return bytes.WrittenMemory;
    }

    /// <summary>The same with a header more.</summary>
    public SalesforceAnswer With(string name, string value) => this with { Headers = [.. Headers, (name, value)] };
}
