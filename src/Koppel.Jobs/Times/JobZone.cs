using Koppel.Engine.Sql;

namespace Koppel.Jobs.Times;

/// <summary>The time zones of the machine, by their names.</summary>
internal static class JobZone
{
    /// <summary>The zone of a name, or that of the machine when there is none.</summary>
    /// <param name="name">Such as <c>Europe/Amsterdam</c>; null for the machine's.</param>
    /// <param name="fault">Why there is no such zone, as a sentence; null when there is.</param>
    public static TimeZoneInfo? Find(string? name, out string? fault)
    {
        fault = null;
        if (name is null) return TimeZoneInfo.Local;
        if (name.Equals("UTC", StringComparison.OrdinalIgnoreCase)) return TimeZoneInfo.Utc;
        if (name.Contains('/', StringComparison.Ordinal) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)) return zone;
        var known = TimeZoneInfo.GetSystemTimeZones();
        fault = known.Count < 10
            ? $"'{name}' cannot be worked out: this machine has no time zone data. Install it (the package tzdata on Linux), or write UTC."
            : $"'{name}' is no time zone. "
                + (Suggestion.For(name, known.Select(z => z.Id)) is { } near ? $"Did you mean '{near}'?"
                : "Write it as Europe/Amsterdam, or UTC.");
        return null;
    }
}
