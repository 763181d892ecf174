using System.Globalization;

namespace Koppel.Sandbox.Salesforce.State;

/// <summary>Dates, times and moments as the platform writes them.</summary>
internal static class MomentText
{
    public static void Add(Utf8Text text, DateOnly date)
    {
        text.AddPadded(date.Year, 4);
        text.Add((byte)'-');
        text.AddPadded(date.Month, 2);
        text.Add((byte)'-');
        text.AddPadded(date.Day, 2);
    }

    public static void Add(Utf8Text text, TimeOnly time)
    {
        AddTime(text, time);
        text.Add((byte)'Z');
    }

    /// <summary>A moment; CSV and JSON write the zone differently.</summary>
    public static void Add(Utf8Text text, DateTime moment, ReadOnlySpan<byte> zone)
    {
        Add(text, DateOnly.FromDateTime(moment));
        text.Add((byte)'T');
        AddTime(text, TimeOnly.FromDateTime(moment));
        text.Add(zone);
    }

    public static string Of(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Of(TimeOnly time) => time.ToString("HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A moment as JSON has it.</summary>
    public static string Of(DateTime moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);

    static void AddTime(Utf8Text text, TimeOnly time)
    {
        text.AddPadded(time.Hour, 2);
        text.Add((byte)':');
        text.AddPadded(time.Minute, 2);
        text.Add((byte)':');
        text.AddPadded(time.Second, 2);
        text.Add((byte)'.');
        text.AddPadded(time.Millisecond, 3);
    }
}
