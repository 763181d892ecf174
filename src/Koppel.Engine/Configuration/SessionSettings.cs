using Koppel.Sdk;

namespace Koppel.Engine.Configuration;

/// <summary>What holds for a whole session: the table <c>[session]</c> of a configuration.</summary>
public sealed record SessionSettings
{
    /// <summary>The zone in which times are shown and compared when none is set, whatever the machine's is.</summary>
    public const string DefaultTimeZone = "UTC";

    static readonly Setting TimeZoneSetting = new("timezone", "The time zone in which instants are shown and compared, such as Europe/Amsterdam; UTC by default");

    static readonly IReadOnlyList<Setting> All = [TimeZoneSetting];

    /// <summary>The time zone in which instants are shown and compared.</summary>
    public string TimeZone { get; init; } = DefaultTimeZone;

    /// <summary>Checks the settings as written, and tells all that is wrong with them.</summary>
    internal static SessionSettings Check(IReadOnlyList<SettingDraft> written, Func<string, string?> environment, List<string> faults)
    {
        var settings = new SessionSettings();
        foreach (var (_, value) in SectionSettings.Check(ConfigurationFile.Session, All, written, environment, faults)) settings = settings with { TimeZone = value };
        if (!Zones.IsKnown(settings.TimeZone)) faults.Add(Fault(settings.TimeZone, written));
        return settings;
    }

    static string Fault(string zone, IReadOnlyList<SettingDraft> written) =>
        $"{written[^1].Where}: 'timezone' of the table [{ConfigurationFile.Session}] is '{zone}', which is no time zone. {Zones.Hint(zone)}";
}
