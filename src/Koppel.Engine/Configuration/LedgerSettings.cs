using System.Globalization;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Configuration;

/// <summary>The settings of the ledger: the table <c>[ledger]</c> of a configuration.</summary>
public sealed record LedgerSettings
{
    static readonly Setting KeepDays =
        new("keep_days", "How many days a run is kept after its end; by default it is kept until koppel purge")
    {
        Kind = SettingKind.Number, Most = 36_500,
    };

    /// <summary>All of them.</summary>
    internal static readonly IReadOnlyList<Setting> All = [KeepDays];

    /// <summary>How long a run is kept after its end; null for until it is purged.</summary>
    public TimeSpan? Keep { get; init; }

    /// <summary>The settings that there are, for whoever asks for them.</summary>
    public static IReadOnlyList<Setting> Declared => All;

    /// <summary>Checks the settings as written, and tells all that is wrong with them.</summary>
    internal static LedgerSettings Check(IReadOnlyList<SettingDraft> written, ConfigurationSource source, List<string> faults)
    {
        var settings = new LedgerSettings();
        foreach (var (_, value) in SectionSettings.Check(ConfigurationFile.Ledger, All, written, source, faults))
            settings = settings with { Keep = TimeSpan.FromDays(double.Parse(value, CultureInfo.InvariantCulture)) };
        return settings;
    }
}
