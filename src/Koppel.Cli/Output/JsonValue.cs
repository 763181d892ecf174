using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Koppel.Cli.Output;

/// <summary>A value as JSON: numbers, truth values, lists and objects as such, instants as ISO 8601, all else as text.</summary>
static class JsonValue
{
    /// <summary>Letters stay letters; only what JSON itself needs is escaped.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a value.</summary>
    /// <param name="json">Gets it.</param>
    /// <param name="value">The value, or null.</param>
    /// <param name="isJson">Its type in SQL is JSON: a text is JSON already.</param>
    public static void Write(Utf8JsonWriter json, object? value, bool isJson)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case bool truth: json.WriteBooleanValue(truth); break;
            case string text when isJson: json.WriteRawValue(text); break;
            case string text: json.WriteStringValue(text); break;
            case DateTime time: json.WriteStringValue(time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)); break;
            case DateTimeOffset instant: json.WriteStringValue(Instant(instant)); break;
            case byte[] bytes: json.WriteStringValue(CellText.Of(bytes)); break;
            case IDictionary dictionary: WriteObject(json, dictionary); break;
            case IEnumerable list: WriteList(json, list); break;
            case { } number when CellText.IsFinite(number): json.WriteRawValue(CellText.Of(number)!, skipInputValidation: true); break;
            default: json.WriteStringValue(CellText.Of(value)); break;
        }
    }

    static string Instant(DateTimeOffset instant) =>
        instant.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)
        + (instant.Offset == TimeSpan.Zero ? "Z" : instant.ToString("zzz", CultureInfo.InvariantCulture));

    static void WriteObject(Utf8JsonWriter json, IDictionary dictionary)
    {
        json.WriteStartObject();
        foreach (DictionaryEntry entry in dictionary)
        {
            json.WritePropertyName(CellText.Of(entry.Key) ?? "");
            Write(json, entry.Value, isJson: false);
        }

        json.WriteEndObject();
    }

    static void WriteList(Utf8JsonWriter json, IEnumerable list)
    {
        json.WriteStartArray();
        foreach (var item in list) Write(json, item, isJson: false);
        json.WriteEndArray();
    }
}
