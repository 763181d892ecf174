using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Salesforce.Query;

/// <summary>
/// Reads a value as Salesforce writes it, in JSON or in CSV: numbers without rounding, instants with <c>Z</c> or <c>+0000</c>.
/// </summary>
internal static class FieldValue
{
    /// <summary>Takes a value, which is not null, into a column.</summary>
    /// <exception cref="FormatException">It is none of the column's type.</exception>
    /// <exception cref="OverflowException">It has more digits than the column.</exception>
    public static void Set(ColumnBuffer buffer, int row, ReadOnlySpan<byte> text)
    {
        switch (buffer.Type.Kind)
        {
            case ColumnKind.Text or ColumnKind.Json: buffer.SetUtf8(row, text); break;
            case ColumnKind.Boolean: buffer.SetBoolean(row, Truth(text)); break;
            case ColumnKind.Date: buffer.SetDate(row, Day(text)); break;
            case ColumnKind.Time: buffer.SetTime(row, Time(text)); break;
            case ColumnKind.TimestampTz: buffer.SetTimestamp(row, Instant(text)); break;
            case ColumnKind.Double:
                buffer.SetDouble(
                    row, Utf8Parser.TryParse(text, out double number, out var all) && all == text.Length ? number : throw Odd());
                break;
            case ColumnKind.Decimal when buffer.Type.IsWide: buffer.SetWide(row, Digits(text, buffer.Type)); break;
            case ColumnKind.Decimal: buffer.SetLong(row, (long)Digits(text, buffer.Type)); break;
            default: buffer.SetLong(row, (long)Digits(text, new ColumnType(ColumnKind.Decimal, 19))); break;
        }
    }

    static FormatException Odd() => new();

    static bool Truth(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("true"u8) || (text.SequenceEqual("false"u8) ? false : throw Odd());

    /// <summary>The digits of a number without its point. None of them is dropped: what does not fit is a fault.</summary>
    static Int128 Digits(ReadOnlySpan<byte> text, ColumnType type)
    {
        if (text.IndexOfAny((byte)'e', (byte)'E') >= 0) return LongDigits(text, type);
        var isNegative = text is [(byte)'-', ..];
        if (isNegative) text = text[1..];
        Int128 whole = 0;
        var (behind, digits) = (-1, 0);
        foreach (var c in text)
        {
            if (c == '.' && behind < 0)
            {
                behind = 0;
                continue;
            }
            if (c is < (byte)'0' or > (byte)'9') throw Odd();
            digits++;
            if (behind >= type.Scale && type.Scale >= 0 && behind >= 0)
            {
                if (c != '0') throw new OverflowException();
                continue;
            }
            if (behind >= 0) behind++;
            whole = (whole * 10) + (c - '0');
            if (whole >= Limit(type)) throw new OverflowException();
        }
        if (digits == 0) throw Odd();
        for (var b = Math.Max(behind, 0); b < type.Scale; b++) whole *= 10;
        if (whole >= Limit(type)) throw new OverflowException();
        return isNegative ? -whole : whole;
    }

    /// <summary>A number with an exponent, such as <c>3.5E8</c>.</summary>
    static Int128 LongDigits(ReadOnlySpan<byte> text, ColumnType type)
    {
        if (!decimal.TryParse(Encoding.ASCII.GetString(text), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            throw Odd();
        return Digits(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)), type);
    }

    static Int128 Limit(ColumnType type) => Powers[type.Width];

    static readonly Int128[] Powers = [.. PowersOfTen()];

    static IEnumerable<Int128> PowersOfTen()
    {
        Int128 power = 1;
        for (var i = 0; i <= 38; i++)
        {
            yield return power;
            if (i < 38) power *= 10;
        }
    }

    static DateOnly Day(ReadOnlySpan<byte> text) =>
        text.Length >= 10 && text[4] == '-' && text[7] == '-'
            && Number(text[..4], out var year) && Number(text[5..7], out var month) && Number(text[8..10], out var day)
            && year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day) : throw Odd();

    /// <summary>Such as <c>10:20:30.000Z</c>.</summary>
    static TimeOnly Time(ReadOnlySpan<byte> text) =>
        TimeOnly.TryParseExact(Encoding.ASCII.GetString(text).TrimEnd('Z'), ["HH:mm:ss.fff", "HH:mm:ss"], CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var time) ? time : throw Odd();

    /// <summary>Such as <c>2006-04-15T03:23:15.000Z</c> or with <c>+0000</c>, in UTC.</summary>
    static DateTime Instant(ReadOnlySpan<byte> text)
    {
        if (text.Length >= 20 && text[10] == 'T' && text[13] == ':' && text[16] == ':'
            && Number(text[11..13], out var hour) && Number(text[14..16], out var minute) && Number(text[17..19], out var second)
            && hour < 24 && minute < 60 && second < 60)
        {
            var rest = text[19..];
            var milliseconds = 0;
            if (rest.Length >= 4 && rest[0] == '.' && Number(rest[1..4], out milliseconds)) rest = rest[4..];
            if (rest.SequenceEqual("Z"u8) || rest.SequenceEqual("+0000"u8))
                return Day(text).ToDateTime(new TimeOnly(hour, minute, second, milliseconds), DateTimeKind.Utc);
        }
        return DateTimeOffset.TryParse(
            Encoding.ASCII.GetString(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.UtcDateTime : throw Odd();
    }

    static bool Number(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (var c in digits)
        {
            if (c is < (byte)'0' or > (byte)'9') return false;
            number = (number * 10) + (c - '0');
        }
        return true;
    }
}
