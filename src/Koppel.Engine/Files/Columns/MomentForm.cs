namespace Koppel.Engine.Files.Columns;

/// <summary>The orders of day, month and year that a date can be in.</summary>
[Flags]
internal enum DateOrders : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Year, month, day.</summary>
    Ymd = 1,

    /// <summary>Day, month, year.</summary>
    Dmy = 2,

    /// <summary>Month, day, year.</summary>
    Mdy = 4,
}

/// <summary>How a date, a time, or both are written. All values of a column are in one form.</summary>
/// <param name="Separator">What stands between day, month and year; 0 for no date.</param>
/// <param name="Joint">What stands between date and time: a space or T; 0 when there is only one of them.</param>
/// <param name="Digits">-2 for no time, -1 for hours and minutes, else how many digits stand behind the seconds.</param>
/// <param name="IsUtc">A Z stands behind it.</param>
internal readonly record struct MomentForm(byte Separator, byte Joint, int Digits, bool IsUtc)
{
    /// <summary>The type.</summary>
    public string Type => Separator == 0 ? "TIME" : Digits == -2 ? "DATE" : IsUtc ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP";

    /// <summary>DuckDB reads it as it stands.</summary>
    public bool IsNative(DateOrders order) => Digits != -1 && (Separator == 0 || (Separator == '-' && order == DateOrders.Ymd));

    /// <summary>The pattern by which DuckDB's <c>strptime</c> reads the date.</summary>
    public string Pattern(DateOrders order)
    {
        var mark = (char)Separator;
        return order switch
        {
            DateOrders.Ymd => $"%Y{mark}%m{mark}%d",
            DateOrders.Dmy => $"%d{mark}%m{mark}%Y",
            _ => $"%m{mark}%d{mark}%Y",
        };
    }

    /// <summary>Reads a date, a time, or both.</summary>
    /// <param name="text">The text.</param>
    /// <param name="form">How it is written.</param>
    /// <param name="orders">The orders that its date can be in.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, out MomentForm form, out DateOrders orders)
    {
        (form, orders) = (default, DateOrders.None);
        if (text.Length is < 5 or > 27 || text[0] is < (byte)'0' or > (byte)'9') return false;
        int digits;
        bool isUtc;
        if (text[2] == ':')
        {
            if (!TryTime(text, out digits, out isUtc) || isUtc) return false;
            form = new(0, 0, digits, false);
            return true;
        }
        if (text.Length < 8) return false;
        var end = text.IndexOfAny((byte)' ', (byte)'T');
        var date = end < 0 ? text : text[..end];
        if (!TryDate(date, out var separator, out orders)) return false;
        if (end < 0)
        {
            form = new(separator, 0, -2, false);
            return true;
        }
        if (!TryTime(text[(end + 1)..], out digits, out isUtc)) return false;
        form = new(separator, text[end], digits, isUtc);
        return !isUtc || (separator == '-' && orders == DateOrders.Ymd && digits >= 0);
    }

    static bool TryDate(ReadOnlySpan<byte> text, out byte separator, out DateOrders orders)
    {
        (separator, orders) = (0, DateOrders.None);
        if (text.Length is < 8 or > 10) return false;
        var first = text.IndexOfAny((byte)'-', (byte)'/', (byte)'.');
        if (first is not (1 or 2 or 4)) return false;
        separator = text[first];
        var rest = text[(first + 1)..];
        var second = rest.IndexOf(separator);
        if (second is not (1 or 2)) return false;
        if (!TryNumber(text[..first], out var a) || !TryNumber(rest[..second], out var b) || !TryNumber(rest[(second + 1)..], out var c))
            return false;
        var last = rest.Length - second - 1;
        if (first == 4)
        {
            if (second == 2 && last == 2 && IsDay(a, b, c)) orders = DateOrders.Ymd;
        }
        else if (last == 4)
        {
            if (IsDay(c, b, a)) orders |= DateOrders.Dmy;
            if (IsDay(c, a, b)) orders |= DateOrders.Mdy;
        }
        return orders != DateOrders.None;
    }

    static bool TryTime(ReadOnlySpan<byte> text, out int digits, out bool isUtc)
    {
        (digits, isUtc) = (-1, false);
        if (text.Length >= 1 && text[^1] == 'Z')
        {
            text = text[..^1];
            isUtc = true;
        }
        if (text.Length < 5 || text[2] != ':' || !TryNumber(text[..2], out var hour) || !TryNumber(text[3..5], out var minute) || hour > 23
            || minute > 59) return false;
        if (text.Length == 5) return true;
        if (text.Length < 8 || text[5] != ':' || !TryNumber(text[6..8], out var second) || second > 59) return false;
        digits = 0;
        if (text.Length == 8) return true;
        digits = text.Length - 9;
        return text[8] == '.' && digits is >= 1 and <= 6 && !text[9..].ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    static bool TryNumber(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        if (text.Length is < 1 or > 4) return false;
        foreach (var b in text)
        {
            if (b is < (byte)'0' or > (byte)'9') return false;
            number = (number * 10) + (b - '0');
        }
        return true;
    }

    static bool IsDay(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
}
