namespace Koppel.Engine.Dialects.Formats;

/// <summary>Days counted without months and years, as astronomers do.</summary>
internal static class JulianDay
{
    /// <summary>The number of the day before the first of the year 1.</summary>
    const int Before = 1_721_426;

    /// <summary>The day's number.</summary>
    public static int Of(DateTime time) => (int)(time.Ticks / TimeSpan.TicksPerDay) + Before;
}
