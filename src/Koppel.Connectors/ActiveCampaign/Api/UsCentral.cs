using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Api;

/// <summary>
/// US Central Time, in which the older part of the API writes times whatever the account's zone is. Its rule is written down here, since
/// a slim machine has no zone data. Summer time lasts from the second Sunday of March to the first of November, and until 2006 from the
/// first of April to the last of October; it begins and ends at two. Source: Energy Policy Act of 2005, section 110.
/// </summary>
internal static class UsCentral
{
    /// <summary>A time as these clocks show it, without a word on that. One that names its zone is read by its zone.</summary>
    public static readonly TimeFormat Times = TimeFormat.OfClock(FromClock, ToClock);

    static readonly TimeSpan Winter = TimeSpan.FromHours(-6);
    static readonly TimeSpan Summer = TimeSpan.FromHours(-5);

    /// <summary>
    /// The instant at which clocks show a time. The hour that comes twice in autumn is taken for the first one; an hour that is left out in
    /// spring is counted on from the time before it.
    /// </summary>
    public static DateTimeOffset FromClock(DateTime clock)
    {
        var (from, to) = SummerOf(clock.Year);
        return new DateTimeOffset(
            DateTime.SpecifyKind(clock, DateTimeKind.Unspecified), clock >= from.AddHours(1) && clock < to ? Summer : Winter);
    }

    /// <summary>The instant with the offset that clocks have then.</summary>
    public static DateTimeOffset ToClock(DateTimeOffset instant)
    {
        var standard = instant.ToOffset(Winter);
        var (from, to) = SummerOf(standard.Year);
        return standard.DateTime >= from && standard.DateTime < to.AddHours(-1) ? instant.ToOffset(Summer) : standard;
    }

    /// <summary>When summer time begins, by the clock before it, and ends, by the clock before it.</summary>
    static (DateTime From, DateTime To) SummerOf(int year) => year >= 2007
        ? (Sunday(year, 3, 8), Sunday(year, 11, 1))
        : (Sunday(year, 4, 1), Sunday(year, 10, 25));

    /// <summary>Two o'clock of the first Sunday from a day on.</summary>
    static DateTime Sunday(int year, int month, int day)
    {
        var first = new DateTime(year, month, day, 2, 0, 0, DateTimeKind.Unspecified);
        return first.AddDays((7 - (int)first.DayOfWeek) % 7);
    }
}
