using Koppel.Engine.Sql;

namespace Koppel.Engine.Configuration;

/// <summary>Time zones by the names that DuckDB and the machine both know, such as <c>Europe/Amsterdam</c>.</summary>
internal static class Zones
{
    /// <summary>The zone of that name; UTC for one that the machine does not know.</summary>
    public static TimeZoneInfo Of(string name) =>
        IsUtc(name) || !TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? TimeZoneInfo.Utc : zone;

    /// <summary>Whether it is a zone. UTC is asked of nobody, since that takes time at the start.</summary>
    public static bool IsKnown(string name) =>
        IsUtc(name) || (name.Contains('/', StringComparison.Ordinal) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out _));

    /// <summary>What may have been meant.</summary>
    public static string Hint(string name) => Suggestion.For(name, TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id)) is { } near
        ? $"Did you mean '{near}'?" : "Write it as Europe/Amsterdam, or UTC.";

    static bool IsUtc(string name) => name.Equals("UTC", StringComparison.OrdinalIgnoreCase) || name is "Etc/UTC";
}
