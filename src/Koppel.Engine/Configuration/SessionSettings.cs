using Koppel.Sdk.Connections;

namespace Koppel.Engine.Configuration;

/// <summary>What holds for a whole session: the table <c>[session]</c> of a configuration.</summary>
public sealed record SessionSettings
{
    /// <summary>The zone in which times are shown and compared when none is set, whatever the machine's is.</summary>
    public const string DefaultTimeZone = "UTC";

    static readonly Setting FilesSetting = new(
        "files",
        "all (the default): SQL may name any file; connections: only files of connections, and none to write; none: no file at all")
    { Kind = SettingKind.Word, Words = [.. Enum.GetNames<SessionFiles>().Select(n => n.ToLowerInvariant())] };

    static readonly Setting ReadOnlySetting = new(
        "read_only",
        "off (the default) or on: every statement that writes to a connection or a file is refused") { Kind = SettingKind.Switch };

    static readonly Setting TimeZoneSetting =
        new("timezone", "The time zone in which instants are shown and compared, such as Europe/Amsterdam; UTC by default");

    /// <summary>All of them.</summary>
    internal static readonly IReadOnlyList<Setting> All = [FilesSetting, ReadOnlySetting, TimeZoneSetting];

    /// <summary>Which files SQL may name. The default is all.</summary>
    public SessionFiles Files { get; init; }

    /// <summary>Whether all that writes outside of the session is refused. The default is false.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The time zone in which instants are shown and compared.</summary>
    public string TimeZone { get; init; } = DefaultTimeZone;

    /// <summary>What they are called.</summary>
    internal static IEnumerable<string> Names => All.Select(s => s.Name);

    /// <summary>The words for <see cref="Files"/>.</summary>
    public static IReadOnlyList<string> FilesWords => FilesSetting.Words;

    /// <summary>Checks the settings as written, and tells all that is wrong with them.</summary>
    internal static SessionSettings Check(IReadOnlyList<SettingDraft> written, ConfigurationSource source, List<string> faults)
    {
        var settings = new SessionSettings();
        foreach (var (setting, value) in SectionSettings.Check(ConfigurationFile.Session, All, written, source, faults))
        {
            if (setting == FilesSetting) settings = settings with { Files = Enum.Parse<SessionFiles>(value, ignoreCase: true) };
            else if (setting == ReadOnlySetting) settings = settings with { ReadOnly = Setting.TryParseSwitch(value, out var on) && on };
            else settings = settings with { TimeZone = value };
        }
        if (!Zones.IsKnown(settings.TimeZone)) faults.Add(Fault(settings.TimeZone, written));
        return settings;
    }

    static string Fault(string zone, IReadOnlyList<SettingDraft> written) =>
        $"{written[^1].Where}: 'timezone' of the table [{ConfigurationFile.Session}] is '{zone}', which is no time zone. "
            + $"{Zones.Hint(zone)}";
}

/// <summary>
/// Which files the SQL of a session may name. Tables of connections, files and workbooks among them, can be read in any case.
/// </summary>
public enum SessionFiles
{
    /// <summary>All that the user may read and write.</summary>
    All,

    /// <summary>Those that lie where a connection has its files, to read.</summary>
    Connections,

    /// <summary>None.</summary>
    None,
}
