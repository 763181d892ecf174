using System.Globalization;

namespace Koppel.Engine.DuckDb;

/// <summary>Writes dates and times as DuckDB casts them to text, or as ISO 8601 has them.</summary>
internal static class TimeText
{
    /// <summary>Microseconds of a day.</summary>
    public const long Day = 86_400_000_000;

    /// <summary>Days of the years 1 and 10,000, counted from 1970.</summary>
    const long FirstDay = -719_162, EndDay = 2_932_897;

    /// <summary>Whether a day lies in the years 1 to 9999, which ISO 8601 and .NET have.</summary>
    public static bool IsUsual(long day) => day is >= FirstDay and < EndDay;

    /// <summary>Writes a day, counted from 1970: <c>2026-01-31</c>, <c>12026-01-31</c>, <c>0044-03-15 (BC)</c>.</summary>
    public static void WriteDate(long day, Utf8Buffer to)
    {
        var (year, month, dayOfMonth) = Civil(day);
        var isBefore = year <= 0;
        if (isBefore) year = 1 - year;
        if (year <= 9999)
        {
            var span = to.Reserve(10);
            Two(span, (int)year / 100);
            Two(span[2..], (int)year % 100);
            to.Advance(4);
        }
        else NumberText.Write(year, to);
        var rest = to.Reserve(6);
        rest[0] = (byte)'-';
        Two(rest[1..], month);
        rest[3] = (byte)'-';
        Two(rest[4..], dayOfMonth);
        to.Advance(6);
        if (isBefore) to.Write(" (BC)"u8);
    }

    /// <summary>Writes a time of day, without zeros at the end of the fraction.</summary>
    /// <param name="units">The time in units of a second.</param>
    /// <param name="perSecond">How many of them make a second: a million or a billion.</param>
    /// <param name="to">Gets it.</param>
    public static void WriteTime(long units, long perSecond, Utf8Buffer to)
    {
        var (seconds, fraction) = Math.DivRem(units, perSecond);
        WriteClock(seconds / 3600, (int)(seconds / 60 % 60), (int)(seconds % 60), to);
        WriteFraction(fraction, perSecond, to);
    }

    /// <summary>Writes an instant's or a timestamp's day and time.</summary>
    /// <param name="day">Its day.</param>
    /// <param name="units">The time of day in units of a second.</param>
    /// <param name="perSecond">How many of them make a second.</param>
    /// <param name="sign">What stands between them.</param>
    /// <param name="to">Gets it.</param>
    public static void WriteTimestamp(long day, long units, long perSecond, byte sign, Utf8Buffer to)
    {
        WriteDate(day, to);
        to.Write(sign);
        WriteTime(units, perSecond, to);
    }

    /// <summary>Writes an offset from UTC: <c>+02</c>, <c>-02:30</c>, <c>+02:30:15</c>.</summary>
    public static void WriteOffset(int seconds, Utf8Buffer to)
    {
        to.Write(seconds < 0 ? (byte)'-' : (byte)'+');
        seconds = Math.Abs(seconds);
        var span = to.Reserve(8);
        Two(span, seconds / 3600);
        to.Advance(2);
        if (seconds % 3600 == 0) return;
        WriteColonTwo(seconds / 60 % 60, to);
        if (seconds % 60 != 0) WriteColonTwo(seconds % 60, to);
    }

    /// <summary>Writes an offset from UTC with its minutes: <c>+00:00</c>, <c>+01:00</c>, <c>-02:30</c>.</summary>
    public static void WriteWholeOffset(int seconds, Utf8Buffer to)
    {
        to.Write(seconds < 0 ? (byte)'-' : (byte)'+');
        seconds = Math.Abs(seconds);
        Two(to.Reserve(2), seconds / 3600);
        to.Advance(2);
        WriteColonTwo(seconds / 60 % 60, to);
    }

    static void WriteClock(long hours, int minutes, int seconds, Utf8Buffer to)
    {
        if (hours < 100)
        {
            Two(to.Reserve(2), (int)hours);
            to.Advance(2);
        }
        else NumberText.Write(hours, to);
        WriteColonTwo(minutes, to);
        WriteColonTwo(seconds, to);
    }

    static void WriteFraction(long fraction, long perSecond, Utf8Buffer to)
    {
        if (fraction == 0) return;
        to.Write((byte)'.');
        for (var unit = perSecond / 10; fraction > 0; unit /= 10)
        {
            to.Write((byte)('0' + (fraction / unit)));
            fraction %= unit;
        }
    }

    static void WriteColonTwo(int value, Utf8Buffer to)
    {
        var span = to.Reserve(3);
        span[0] = (byte)':';
        Two(span[1..], value);
        to.Advance(3);
    }

    static void Two(Span<byte> span, int value)
    {
        span[1] = (byte)('0' + (value % 10));
        span[0] = (byte)('0' + (value / 10));
    }

    /// <summary>The date of a day, in the Gregorian calendar before its time too; the year before 1 is 0.</summary>
    static (long Year, int Month, int Day) Civil(long day)
    {
        // Years begin in March here, so that a leap day is the last of its year; 146,097 days are 400 years.
        var shifted = day + 719_468;
        var era = Math.DivRem(shifted - (shifted < 0 ? 146_096 : 0), 146_097).Quotient;
        var ofEra = (int)(shifted - (era * 146_097));
        var yearOfEra = (ofEra - (ofEra / 1_460) + (ofEra / 36_524) - (ofEra / 146_096)) / 365;
        var ofYear = ofEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var month = ((5 * ofYear) + 2) / 153;
        var dayOfMonth = ofYear - (((153 * month) + 2) / 5) + 1;
        month = month < 10 ? month + 3 : month - 9;
        return (yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, dayOfMonth);
    }

    /// <summary>Writes a .NET date and time.</summary>
    public static void Write(DateTime time, byte sign, Utf8Buffer to) =>
        WriteTimestamp((time.Ticks / TimeSpan.TicksPerDay) + FirstDay, time.TimeOfDay.Ticks, TimeSpan.TicksPerSecond, sign, to);

    /// <summary>Writes a .NET instant with its offset: <c>+00:00</c>, or <c>Z</c> for JSON.</summary>
    public static void Write(DateTimeOffset instant, bool isJson, Utf8Buffer to)
    {
        Write(instant.DateTime, isJson ? (byte)'T' : (byte)' ', to);
        if (isJson && instant.Offset == TimeSpan.Zero) to.Write((byte)'Z');
        else to.Write(instant.ToString("zzz", CultureInfo.InvariantCulture));
    }
}
