using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Configuration;

/// <summary>Checks the settings of a table of the configuration that is no connection, such as <c>[session]</c>.</summary>
static class SectionSettings
{
    /// <summary>The settings that are right, with their values; all that is wrong is told.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="known">The settings that it can have.</param>
    /// <param name="written">The settings as written.</param>
    /// <param name="source">Gives variables and secrets.</param>
    /// <param name="faults">Gets what is wrong.</param>
    public static IEnumerable<(Setting Setting, string Value)> Check(
        string table, IReadOnlyList<Setting> known, IReadOnlyList<SettingDraft> written, ConfigurationSource source,
        List<string> faults)
    {
        var named = new HashSet<Setting>();
        foreach (var draft in written)
        {
            if (known.FirstOrDefault(s => s.Name.Equals(draft.Name, StringComparison.OrdinalIgnoreCase)) is not { } setting)
                faults.Add($"{draft.Where}: the table [{table}] has no setting '{draft.Name}'. {Hint(draft.Name, known)}");
            else if (!named.Add(setting))
                faults.Add($"{draft.Where}: '{setting.Name}' of the table [{table}] is set twice. Keep one.");
            else if (Value(table, setting, draft, source, faults) is { } value)
                yield return (setting, value);
        }
    }

    static string? Value(string table, Setting setting, SettingDraft draft, ConfigurationSource source, List<string> faults)
    {
        var label = $"{draft.Where}: '{setting.Name}' of the table [{table}]";
        var resolved = References.Resolve(draft.Value, source, fault => faults.Add($"{label} {fault}"));
        if (resolved.Failed) return null;
        if (setting.Check(resolved.Value) is not { } wrong) return resolved.Value;
        // What came from the environment may have been put there by mistake, and is not repeated.
        faults.Add(resolved.Referred ? $"{label} has a value that cannot be used. {setting.Description}." : $"{label} {wrong}.");
        return null;
    }

    static string Hint(string wrong, IReadOnlyList<Setting> known) =>
        Suggestion.For(wrong, [.. known.Select(s => s.Name)]) is { } near
            ? $"Did you mean '{near}'?"
            : $"It can be {string.Join(", ", known.Select(s => s.Name))}.";
}
