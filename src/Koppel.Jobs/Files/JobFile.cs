using Koppel.Jobs.Schedules;
using Koppel.Jobs.Times;

namespace Koppel.Jobs.Files;

/// <summary>What a job is, as its file <c>jobs/NAME.toml</c> says.</summary>
/// <param name="Name">Its name, that of the file.</param>
/// <param name="Path">The file.</param>
public sealed record JobFile(string Name, string Path)
{
    /// <summary>The file of its statements, with its whole path; null for one whose statements a mapping gives.</summary>
    public string? Script { get; init; }

    /// <summary>The kept mapping whose statements it runs, or null.</summary>
    public string? Mapping { get; init; }

    /// <summary>When it is due; null for a job that only runs when it is asked for.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>The name of the zone whose clock is meant; null for that of the machine.</summary>
    public string? TimeZone { get; init; }

    /// <summary>That zone.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>What becomes of due times at which no program ran. The default is that they are left out.</summary>
    public OnMissed OnMissed { get; init; }

    /// <summary>What loads may start: <c>run</c> or <c>skip</c>. A job says it, since nobody is there to be asked.</summary>
    public string Automations { get; init; } = "";

    /// <summary>Whether it runs by its schedule. The default is true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What it is held to beside its connections' own limits, by the names of those settings.</summary>
    public IReadOnlyDictionary<string, string> Guards { get; init; } = new Dictionary<string, string>();

    /// <summary>Values for <c>$name</c> in its statements.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Who is told of what becomes of it; null for nobody.</summary>
    public JobAlerts? Alerts { get; init; }

    /// <summary>Stands for the text of the file.</summary>
    public string ETag { get; init; } = "";

    /// <summary>When the file was changed.</summary>
    public DateTimeOffset Changed { get; init; }

    /// <summary>Whether a job's file can have a setting of that key.</summary>
    public static bool IsSetting(string key) => JobKeys.All.Any(k => k.Key == key)
        || (key.StartsWith(JobKeys.Variables, StringComparison.Ordinal) && key[JobKeys.Variables.Length..].All(char.IsAsciiLetterOrDigit));

    /// <summary>The zone of a name; that of the machine for none.</summary>
    /// <exception cref="ScheduleException">There is no such zone.</exception>
    public static TimeZoneInfo ZoneOf(string? name) =>
        JobZone.Find(string.IsNullOrEmpty(name) ? null : name, out var fault) ?? throw new ScheduleException(fault!);

    /// <summary>Stands for when it is due: with another one, what was due before does not count.</summary>
    internal string Timing => $"{Schedule?.Text} {TimeZone} {Enabled}";
}

/// <summary>What becomes of due times at which no program ran.</summary>
public enum OnMissed
{
    /// <summary>They are listed and left out.</summary>
    Skip,

    /// <summary>They are listed, and the job runs once for all of them.</summary>
    RunOnce,
}

/// <summary>A job's file, read: a job, or what is wrong with it.</summary>
/// <param name="Name">The job's name.</param>
/// <param name="Path">The file.</param>
/// <param name="Job">The job; null when its file is wrong.</param>
/// <param name="Faults">All that is wrong, as sentences with the file and the line.</param>
public sealed record JobListing(string Name, string Path, JobFile? Job, IReadOnlyList<string> Faults)
{
    /// <summary>Stands for the text of the file.</summary>
    public string ETag { get; init; } = "";

    /// <summary>
    /// The file of its statements, with its whole path, also when something else in the job's file is wrong; null where a mapping gives
    /// them, or where it cannot be told.
    /// </summary>
    public string? Script { get; init; }

    /// <summary>What is written in it, by its keys: texts, of which a list may have several.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Written { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
