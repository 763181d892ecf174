using System.Globalization;

namespace Koppel.Engine.Sql;

/// <summary>Numbers and durations as a reader is told them.</summary>
internal static class Amounts
{
    /// <summary>A number with separators for thousands.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number of rows in words.</summary>
    public static string Rows(long rows) => rows == 1 ? "1 row" : $"{Number(rows)} rows";

    /// <summary>A duration in words.</summary>
    public static string Time(TimeSpan time) => time switch
    {
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s"),
        { TotalSeconds: >= 10 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.##} s"),
    };
}
