using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Koppel.Cli.Output;

/// <summary>A value as text, the same in every culture.</summary>
static class CellText
{
    const string Fraction = ".FFFFFF";

    /// <summary>The text, or null for no value.</summary>
    public static string? Of(object? value) => value switch
    {
        null => null,
        string text => text,
        bool truth => truth ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss" + Fraction, CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss" + Fraction, CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToString("yyyy-MM-dd HH:mm:ss" + Fraction + "zzz", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        byte[] bytes => @"\x" + Convert.ToHexStringLower(bytes),
        IDictionary or IEnumerable => OfNested(value),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Whether values of a SQL type are numbers, which stand at the right of a column.</summary>
    public static bool IsNumber(string sqlType) => sqlType.Split('(')[0].ToUpperInvariant() is
        "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" or "UHUGEINT"
        or "DECIMAL" or "DOUBLE" or "FLOAT" && !sqlType.EndsWith(']');

    /// <summary>Whether a value is a number that can be written as one: not NaN and not infinite.</summary>
    public static bool IsFinite(object value) => value switch
    {
        double number => double.IsFinite(number),
        float number => float.IsFinite(number),
        sbyte or byte or short or ushort or int or uint or long or ulong or decimal or BigInteger or Int128 or UInt128 => true,
        _ => false,
    };

    static string OfNested(object value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonValue.Options)) JsonValue.Write(json, value, isJson: false);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
