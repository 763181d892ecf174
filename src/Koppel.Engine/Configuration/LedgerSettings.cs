using System.Globalization;
using Koppel.Engine.Sql;
using Koppel.Sdk;

namespace Koppel.Engine.Configuration;

/// <summary>The settings of the ledger: the table <c>[ledger]</c> of a configuration.</summary>
public sealed record LedgerSettings
{
    static readonly Setting KeepDays = new("keep_days", "How many days a run is kept after its end; by default it is kept until koppel purge")
    {
        Kind = SettingKind.Number, Most = 36_500,
    };

    static readonly IReadOnlyList<Setting> All = [KeepDays];

    /// <summary>How long a run is kept after its end; null for until it is purged.</summary>
    public TimeSpan? Keep { get; init; }

    /// <summary>Checks the settings as written, and tells all that is wrong with them.</summary>
    internal static LedgerSettings Check(IReadOnlyList<SettingDraft> written, Func<string, string?> environment, List<string> faults)
    {
        var settings = new LedgerSettings();
        var named = new HashSet<Setting>();
        foreach (var draft in written)
        {
            if (All.FirstOrDefault(s => s.Name.Equals(draft.Name, StringComparison.OrdinalIgnoreCase)) is not { } setting)
                faults.Add($"{draft.Where}: the table [ledger] has no setting '{draft.Name}'. {Hint(draft.Name)}");
            else if (!named.Add(setting))
                faults.Add($"{draft.Where}: '{setting.Name}' of the table [ledger] is set twice. Keep one.");
            else if (Value(setting, draft, environment, faults) is { } value)
                settings = settings with { Keep = TimeSpan.FromDays(double.Parse(value, CultureInfo.InvariantCulture)) };
        }
        return settings;
    }

    static string? Value(Setting setting, SettingDraft draft, Func<string, string?> environment, List<string> faults)
    {
        var label = $"{draft.Where}: '{setting.Name}' of the table [ledger]";
        var resolved = EnvironmentReference.Resolve(draft.Value, environment, fault => faults.Add($"{label} {fault}"));
        if (resolved.Failed) return null;
        if (setting.Check(resolved.Value) is not { } wrong) return resolved.Value;
        // What came from the environment may have been put there by mistake, and is not repeated.
        faults.Add(resolved.Referred ? $"{label} has a value that cannot be used: it must be a number of days." : $"{label} {wrong}.");
        return null;
    }

    static string Hint(string wrong) =>
        Suggestion.For(wrong, [.. All.Select(s => s.Name)]) is { } near ? $"Did you mean '{near}'?" : $"It can be {string.Join(", ", All.Select(s => s.Name))}.";
}
