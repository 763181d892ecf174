using System.Globalization;

namespace Koppel.Sandbox.ActiveCampaign.Wire;

/// <summary>
/// US Central time, which the API uses for every account. Computed here, because a slim machine may have no time zone data: since 2007
/// daylight time runs from the second Sunday of March to the first Sunday of November, both at two in the night.
/// </summary>
internal static class CentralTime
{
    static readonly TimeSpan Standard = TimeSpan.FromHours(-6);
    static readonly TimeSpan Daylight = TimeSpan.FromHours(-5);

    static readonly string[] Local = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"];
    static readonly string[] WithOffset =
        ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK"];

    public static TimeSpan OffsetAt(DateTime utc)
    {
        // Two in the night is 08:00 UTC when it is still winter and 07:00 UTC when it is still summer.
        var begin = Sunday(utc.Year, 3, 2).AddHours(8);
        var end = Sunday(utc.Year, 11, 1).AddHours(7);
        return utc >= begin && utc < end ? Daylight : Standard;
    }

    /// <summary>The day there, as <c>2021-06-01</c>.</summary>
    public static string Day(DateTime utc) => (utc + OffsetAt(utc)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The moment that a client wrote, in UTC: with an offset as it says, else as Central time.</summary>
    public static bool TryRead(string text, out DateTime utc)
    {
        if (DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            var guess = DateTime.SpecifyKind(local, DateTimeKind.Utc);
            // The hour that is there twice in November is read as the first, the one that is not there in March as the next.
            var summer = OffsetAt(guess - Daylight) == Daylight;
            utc = guess - (summer ? Daylight : Standard);
            return true;
        }

        var read =
            DateTimeOffset.TryParseExact(text, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment);
        utc = moment.UtcDateTime;
        return read;
    }

    static DateTime Sunday(int year, int month, int nth)
    {
        var first = new DateTime(year, month, 1, 0, 0, 0, DateTimeKind.Utc);
        return first.AddDays(((7 - (int)first.DayOfWeek) % 7) + (7 * (nth - 1)));
    }
}
