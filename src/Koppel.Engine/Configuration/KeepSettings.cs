using System.Globalization;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Configuration;

/// <summary>How long what is kept beside the books of runs is kept: the table <c>[keep]</c> of a configuration.</summary>
public sealed record KeepSettings
{
    static readonly Setting ValuesDays = Days("values_days",
        "How many days after its end the values of a run are kept: of changes, rejects, rows without partner and rows left");

    static readonly Setting PayloadsDays = Days("payloads_days",
        "How many days after the end of a run it is kept what its calls carried beside its rows");

    static readonly Setting SnapshotsDays = Days("snapshots_days", "How many days a snapshot is kept that is not read any more");

    static readonly Setting PlansDays = Days("plans_days", "How many days a plan file in the state folder is kept");

    static readonly Setting HistoryDays = Days("history_days", "How many days it is kept what was run in the query tool");

    /// <summary>All of them.</summary>
    internal static readonly IReadOnlyList<Setting> All = [ValuesDays, PayloadsDays, SnapshotsDays, PlansDays, HistoryDays];

    /// <summary>How long after its end the values of a run are kept; null for as long as the run.</summary>
    public TimeSpan? Values { get; init; }

    /// <summary>How long after the end of a run it is kept what its calls carried beside its rows; null for as long as the run.</summary>
    public TimeSpan? Payloads { get; init; }

    /// <summary>How long a snapshot is kept that is not read any more; null for always.</summary>
    public TimeSpan? Snapshots { get; init; }

    /// <summary>How long a plan file in the state folder is kept; null for always.</summary>
    public TimeSpan? Plans { get; init; }

    /// <summary>How long it is kept what was run in the query tool; null for always.</summary>
    public TimeSpan? History { get; init; }

    /// <summary>Whether nothing is set.</summary>
    public bool IsEmpty => this == new KeepSettings();

    /// <summary>The settings that there are, for whoever asks for them.</summary>
    public static IReadOnlyList<Setting> Declared => All;

    /// <summary>Checks the settings as written, and tells all that is wrong with them.</summary>
    internal static KeepSettings Check(IReadOnlyList<SettingDraft> written, ConfigurationSource source, List<string> faults)
    {
        var settings = new KeepSettings();
        foreach (var (setting, value) in SectionSettings.Check(ConfigurationFile.Keep, All, written, source, faults))
        {
            var time = TimeSpan.FromDays(double.Parse(value, CultureInfo.InvariantCulture));
            settings = setting == ValuesDays ? settings with { Values = time }
                : setting == PayloadsDays ? settings with { Payloads = time }
                : setting == SnapshotsDays ? settings with { Snapshots = time }
                : setting == PlansDays ? settings with { Plans = time }
                : settings with { History = time };
        }
        return settings;
    }

    static Setting Days(string name, string description) => new(name, description) { Kind = SettingKind.Number, Most = 36_500 };
}
