using System.Globalization;
using System.Text.Json;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Read;

/// <summary>Reads a JSON value into a column, whatever JSON kind the system chose for it.</summary>
internal static class JsonCell
{
    /// <summary>Sets the row's value.</summary>
    /// <param name="value">What the system gave.</param>
    /// <param name="column">The column, which tells how the system writes such values.</param>
    /// <param name="buffer">The column's values.</param>
    /// <param name="row">The row.</param>
    /// <param name="currency">The currency of the row's money, or null.</param>
    /// <exception cref="FormatException">The value is none of the column's type.</exception>
    public static void Read(JsonElement value, Column column, ColumnBuffer buffer, int row, string? currency = null)
    {
        var form = column.Form;
        var kind = buffer.Type.Kind;
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined || (kind != ColumnKind.Text && IsBlank(value)))
        {
            buffer.SetNull(row);
            return;
        }
        switch (kind)
        {
            case ColumnKind.Text: JsonText.Read(value, buffer, row); break;
            case ColumnKind.Json: JsonText.ReadJson(value, buffer, row); break;
            case ColumnKind.BigInt when form == ValueForm.ZeroIsNone && Whole(value) == 0: buffer.SetNull(row); break;
            case ColumnKind.BigInt: buffer.SetLong(row, Whole(value)); break;
            case ColumnKind.UHugeInt:
                buffer.SetWide(row, (Int128)UInt128.Parse(Raw(value), NumberStyles.Integer, CultureInfo.InvariantCulture));
                break;
            case var _ when buffer.Type.IsWhole:
                buffer.SetWhole(row, Int128.Parse(Raw(value), NumberStyles.Integer, CultureInfo.InvariantCulture));
                break;
            case ColumnKind.Boolean: buffer.SetBoolean(row, Truth(value)); break;
            case ColumnKind.Double or ColumnKind.Float: buffer.SetDouble(
                row, double.Parse(Raw(value), NumberStyles.Float, CultureInfo.InvariantCulture)); break;
            case ColumnKind.Decimal
                when form == ValueForm.SmallestUnits: buffer.SetDecimal(row, Number(value) / Currencies.SmallestUnits(currency)); break;
            case ColumnKind.Decimal: buffer.SetDecimal(row, Raw(value)); break;
            case ColumnKind.Uuid: buffer.SetUuid(row, Guid.Parse(Raw(value))); break;
            case ColumnKind.Blob: buffer.SetBytes(row, Convert.FromBase64String(Raw(value))); break;
            case ColumnKind.Interval: buffer.SetInterval(row, Interval.ParseIso(Raw(value))); break;
            case ColumnKind.TimestampTz: Instant(Raw(value), column.Times, buffer, row); break;
            case ColumnKind.Timestamp: WallClock(Raw(value), buffer, row); break;
            case ColumnKind.Date: Day(Raw(value), buffer, row); break;
            case ColumnKind.Time: buffer.SetTime(row, TimeOnly.Parse(Raw(value), CultureInfo.InvariantCulture)); break;
            case ColumnKind.BigIntList: buffer.SetList(row, JsonList.Numbers(value)); break;
            case ColumnKind.TextList: buffer.SetTexts(row, JsonList.Texts(value, form)); break;
            default: throw new InvalidOperationException($"A REST table cannot have a column of type {buffer.Type}.");
        }
    }

    /// <summary>Reads a whole number, written as a number or as a text.</summary>
    public static bool TryWhole(JsonElement value, out long number)
    {
        number = 0;
        return value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetInt64(out number),
            JsonValueKind.String when JsonText.TryPlain(value, out var digits) =>
                long.TryParse(digits, NumberStyles.Integer, CultureInfo.InvariantCulture, out number),
            JsonValueKind.String => long.TryParse(value.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out number),
            _ => false,
        };
    }

    static long Whole(JsonElement value) =>
        TryWhole(value, out var number) ? number : throw new FormatException("This is no whole number.");

    static decimal Number(JsonElement value) => decimal.Parse(Raw(value), NumberStyles.Float, CultureInfo.InvariantCulture);

    static bool IsBlank(JsonElement value) => value.ValueKind == JsonValueKind.String
        && (!JsonText.TryPlain(value, out var bytes) || bytes.Length == 0 || bytes[0] <= ' ' || bytes[0] > '~')
        && string.IsNullOrWhiteSpace(value.GetString());

    static bool Truth(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => Setting.TryParseSwitch(Raw(value), out var on) ? on : throw new FormatException($"'{Raw(value)}' is no truth value."),
    };

    /// <summary>A date of zeros is how databases of the MySQL family write "none".</summary>
    static bool IsZero(string text) => text.StartsWith("0000-00-00", StringComparison.Ordinal);

    static void Instant(string text, TimeFormat times, ColumnBuffer buffer, int row)
    {
        if (IsZero(text)) buffer.SetNull(row);
        else buffer.SetTimestamp(row, times.Read(text).UtcDateTime);
    }

    /// <summary>A date and time as they are written; a zone behind them does not move them.</summary>
    static void WallClock(string text, ColumnBuffer buffer, int row)
    {
        if (IsZero(text)) buffer.SetNull(row);
        else buffer.SetTimestamp(row, DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).DateTime);
    }

    static void Day(string text, ColumnBuffer buffer, int row)
    {
        if (IsZero(text)) buffer.SetNull(row);
        else buffer.SetDate(row, DateOnly.ParseExact(text[..Math.Min(10, text.Length)], "yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    static string Raw(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
