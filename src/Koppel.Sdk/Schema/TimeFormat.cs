using System.Globalization;

namespace Koppel.Sdk.Schema;

/// <summary>How a remote system writes instants.</summary>
/// <param name="Read">Understands a text, or the digits of a number. What it does not, is a <see cref="FormatException"/>.</param>
/// <param name="Write">Writes an instant.</param>
public sealed record TimeFormat(Func<string, DateTimeOffset> Read, Func<DateTimeOffset, string> Write)
{
    /// <summary>What is written is a number, not a text. The default is false.</summary>
    public bool IsNumber { get; init; }

    /// <summary>ISO 8601, as <c>2026-01-31T10:00:00+00:00</c>. One without a zone counts as UTC.</summary>
    public static TimeFormat Iso { get; } = new(ReadIso, instant => Text(instant, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"));

    /// <summary>Seconds since 1970, a number.</summary>
    public static TimeFormat UnixSeconds { get; } = Unix(TimeSpan.TicksPerSecond);

    /// <summary>Thousandths of a second since 1970, a number.</summary>
    public static TimeFormat UnixMilliseconds { get; } = Unix(TimeSpan.TicksPerMillisecond);

    /// <summary>
    /// A date and time of day as the clocks of a place show it, such as <c>2026-01-31 10:00:00</c>. One that names its zone is read by it.
    /// </summary>
    /// <param name="zone">The zone of the place.</param>
    /// <param name="format">How it is written, in the words of .NET.</param>
    public static TimeFormat InZone(TimeZoneInfo zone, string format = "yyyy-MM-dd HH:mm:ss") => OfClock(
        clock => new DateTimeOffset(clock, zone.GetUtcOffset(clock)), instant => TimeZoneInfo.ConvertTime(instant, zone), format);

    /// <summary>As <see cref="InZone"/>, for a zone whose rule the connector knows, whatever the machine does.</summary>
    /// <param name="fromClock">The instant at which clocks show a time.</param>
    /// <param name="toClock">The instant with the offset that clocks have then.</param>
    /// <param name="format">How it is written, in the words of .NET.</param>
    public static TimeFormat OfClock(
        Func<DateTime, DateTimeOffset> fromClock, Func<DateTimeOffset, DateTimeOffset> toClock, string format = "yyyy-MM-dd HH:mm:ss") =>
        new(
            // Without a zone in it, the parser gives a time of no kind.
            text => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind) is { Kind: DateTimeKind.Unspecified }
                ? fromClock(DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.None))
                : ReadIso(text),
            instant => Text(toClock(instant), format));

    static TimeFormat Unix(long ticks) => new(
        text => ReadUnix(text, ticks),
        instant => Math.Floor((decimal)(instant - DateTimeOffset.UnixEpoch).Ticks / ticks).ToString(CultureInfo.InvariantCulture))
    {
        IsNumber = true,
    };

    static DateTimeOffset ReadIso(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    static DateTimeOffset ReadUnix(string text, long ticks)
    {
        var since = decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) * ticks;
        return since >= (DateTimeOffset.MinValue - DateTimeOffset.UnixEpoch).Ticks
            && since <= (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks
            ? DateTimeOffset.UnixEpoch.AddTicks((long)since)
            : throw new FormatException($"{text} is no time since 1970.");
    }

    static string Text(DateTimeOffset instant, string format) => instant.ToString(format, CultureInfo.InvariantCulture);
}
