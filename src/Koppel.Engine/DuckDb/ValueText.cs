using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.DuckDb;

/// <summary>Writes a .NET object as DuckDB casts its counterpart to text, or as JSON.</summary>
internal static class ValueText
{
    /// <summary>Writes it as text.</summary>
    public static void Write(object value, Utf8Buffer to)
    {
        switch (value)
        {
            case string text: to.Write(text); break;
            case bool truth: to.Write(truth ? "true"u8 : "false"u8); break;
            case double number: NumberText.Write(number, to); break;
            case float number: NumberText.Write(number, to); break;
            case DateOnly date: to.Write(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
            case TimeOnly time: TimeText.WriteTime(time.Ticks, TimeSpan.TicksPerSecond, to); break;
            case DateTime time: TimeText.Write(time, (byte)' ', to); break;
            case DateTimeOffset instant: TimeText.Write(instant, isJson: false, to); break;
            case byte[] bytes: to.Write(BlobText.Write(bytes)); break;
            case IDictionary dictionary: WriteObject(dictionary, to); break;
            case IEnumerable list: WriteList(list, to); break;
            case IUtf8SpanFormattable number: NumberText.Write(number, to); break;
            default: to.Write(value.ToString()); break;
        }
    }

    /// <summary>Writes it as JSON.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isJson">A text is JSON already.</param>
    /// <param name="to">Gets it.</param>
    public static void WriteJson(object? value, bool isJson, Utf8Buffer to)
    {
        var start = to.Length;
        switch (value)
        {
            case null: to.Write("null"u8); break;
            case bool truth: to.Write(truth ? "true"u8 : "false"u8); break;
            case string text when isJson: JsonText.WriteJson(Encoding.UTF8.GetBytes(text), to); break;
            case double number when !double.IsFinite(number): JsonText.WriteUnusual(number, to); break;
            case float number when !float.IsFinite(number): JsonText.WriteUnusual(number, to); break;
            case { } number when IsNumber(number): Write(number, to); break;
            case DateTime time:
                TimeText.Write(time, (byte)'T', to);
                JsonText.Quote(start, to);
                break;
            case DateTimeOffset instant:
                TimeText.Write(instant, isJson: true, to);
                JsonText.Quote(start, to);
                break;
            case IDictionary dictionary: WriteJsonObject(dictionary, to); break;
            case IEnumerable list and not (string or byte[]): WriteJsonList(list, to); break;
            default:
                Write(value, to);
                JsonText.Quote(start, to);
                break;
        }
    }

    static bool IsNumber(object value) =>
        value
            is sbyte or byte or short or ushort or int or uint or long or ulong or decimal or double or float or BigInteger or Int128
                or UInt128;

    static void WriteObject(IDictionary dictionary, Utf8Buffer to)
    {
        var separator = "{";
        foreach (DictionaryEntry entry in dictionary)
        {
            to.Write(separator);
            separator = ", ";
            NestedText.WriteName(Encoding.UTF8.GetBytes(Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? ""), to);
            to.Write(": "u8);
            WriteElement(entry.Value, to);
        }
        to.Write(separator == "{" ? "{}" : "}");
    }

    static void WriteList(IEnumerable list, Utf8Buffer to)
    {
        var separator = "[";
        foreach (var item in list)
        {
            to.Write(separator);
            separator = ", ";
            WriteElement(item, to);
        }
        to.Write(separator == "[" ? "[]" : "]");
    }

    static void WriteElement(object? value, Utf8Buffer to)
    {
        var start = to.Length;
        if (value is null) to.Write("NULL"u8);
        else Write(value, to);
        if (value is not (null or (IEnumerable and not (string or byte[])))) NestedText.QuoteIfNeeded(start, to);
    }

    static void WriteJsonObject(IDictionary dictionary, Utf8Buffer to)
    {
        var separator = "{";
        foreach (DictionaryEntry entry in dictionary)
        {
            to.Write(separator);
            separator = ",";
            JsonText.WriteString(Encoding.UTF8.GetBytes(Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? ""), to);
            to.Write((byte)':');
            WriteJson(entry.Value, isJson: false, to);
        }
        to.Write(separator == "{" ? "{}" : "}");
    }

    static void WriteJsonList(IEnumerable list, Utf8Buffer to)
    {
        var separator = "[";
        foreach (var item in list)
        {
            to.Write(separator);
            separator = ",";
            WriteJson(item, isJson: false, to);
        }
        to.Write(separator == "[" ? "[]" : "]");
    }
}
