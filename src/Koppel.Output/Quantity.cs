using System.Globalization;

namespace Koppel.Output;

/// <summary>Numbers and times as a person reads them.</summary>
public static class Quantity
{
    /// <summary>Such as <c>1,204</c>.</summary>
    public static string Of(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Such as <c>1 row</c> or <c>1,204 rows</c>.</summary>
    public static string Of(long count, string one) => $"{Of(count)} {(count == 1 ? one : one + "s")}";

    /// <summary>Such as <c>0.4 s</c>, <c>26 s</c>, <c>2 min 5 s</c> or <c>1 h 3 min</c>.</summary>
    public static string Of(TimeSpan time) =>
        time.TotalSeconds < 9.95 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s") : Whole(time);

    /// <summary>The same without tenths.</summary>
    public static string Whole(TimeSpan time) => time switch
    {
        { TotalSeconds: < 59.5 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        { TotalSeconds: < 3_600 } => string.Create(
            CultureInfo.InvariantCulture, $"{(long)Math.Round(time.TotalSeconds) / 60} min {(long)Math.Round(time.TotalSeconds) % 60} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours} h {time.Minutes} min"),
    };
}
