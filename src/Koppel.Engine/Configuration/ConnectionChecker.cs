using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;

namespace Koppel.Engine.Configuration;

/// <summary>Checks a connection as written against what its connector declares, and gives its settings.</summary>
sealed class ConnectionChecker(ConfigurationSource source, List<string> faults)
{
    /// <summary>The settings, or null when there is a fault. All faults of the connection are told.</summary>
    public ConnectionSettings? Check(ConnectionDraft draft)
    {
        var before = faults.Count;
        if (ConnectionName.Fault(draft.Name) is { } fault) faults.Add($"{draft.Where}: {fault}");
        if (FindConnector(draft) is not { } connector) return null;

        var secrets = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var values = Values(draft, connector, connector.Settings, draft.Settings, "", secrets);
        foreach (var setting in connector.Settings.Where(s => s.Required && !draft.Settings.Exists(w => Same(w.Name, s.Name))))
            faults.Add($"{draft.Where}: connection '{draft.Name}' needs '{setting.Name}'. {setting.Description}");

        var tables = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var table in draft.TableSettings.GroupBy(t => t.Table, StringComparer.OrdinalIgnoreCase))
        {
            if (connector.TableSettings.Count == 0)
                faults.Add($"{table.First().Setting.Where}: tables of {connector.Type} have no settings. Remove '{Names(table.Key)}'.");
            else
                tables.Add(table.Key,
                    Values(draft, connector, connector.TableSettings, [.. table.Select(t => t.Setting)], $" of the table '{table.Key}'"));
        }

        CheckAddress(draft, connector, values);

        if (faults.Count > before) return null;
        var settings = new ConnectionSettings(draft.Name, connector.Type, values) { Tables = tables, Secrets = secrets };
        faults.AddRange(connector.Faults(settings).Select(f => $"{draft.Where}: connection '{draft.Name}': {f}."));
        return faults.Count == before ? settings : null;

        string Names(string table) => $"connections.{draft.Name}.tables.{table}";
    }

    Dictionary<string, string> Values(
        ConnectionDraft draft, IConnector connector, IReadOnlyList<Setting> settings, List<SettingDraft> drafts, string of,
        Dictionary<string, string>? secrets = null)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var named = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var written in drafts)
        {
            if (settings.FirstOrDefault(s => Same(s.Name, written.Name)) is not { } setting)
                faults.Add(
                    $"{written.Where}: {(of.Length > 0 ? $"a table of {connector.Type}" : connector.Type)} has no setting "
                        + $"'{written.Name}'. "
                        + $"{Suggest(written.Name, [.. settings.Select(s => s.Name), .. of.Length > 0 ? (string[])[] : ["type"]])}");
            else if (!named.Add(setting.Name))
                faults.Add($"{written.Where}: '{setting.Name}'{of} of connection '{draft.Name}' is set twice. Keep one.");
            else if (Value(draft, connector, setting, written, of) is var (value, secret))
            {
                values.Add(setting.Name, value);
                if (secret is not null) secrets?.Add(setting.Name, secret);
            }
        }

        return values;
    }

    /// <summary>A secret goes to another machine only over https, unless it is said otherwise.</summary>
    void CheckAddress(ConnectionDraft draft, IConnector connector, Dictionary<string, string> values)
    {
        if (!connector.Settings.Any(s => s.Secret)) return;
        if (values.TryGetValue(CommonSettings.AllowHttp.Name, out var allowed) && Setting.TryParseSwitch(allowed, out var isAllowed)
            && isAllowed) return;
        foreach (var setting in connector.Settings.Where(s => s.Kind == SettingKind.Url))
        {
            if (!values.TryGetValue(setting.Name, out var text) || !PlainHttp.IsExposed(new Uri(text))) continue;
            var written = draft.Settings.First(w => Same(w.Name, setting.Name));
            // What came from the environment may have been put there by mistake, and is not repeated.
            var host = written.Value == text ? new Uri(text).Host : "another machine";
            faults.Add($"{written.Where}: connection '{draft.Name}' cannot be used: {PlainHttp.Fault(host)}. {PlainHttp.Remedy}");
        }
    }

    IConnector? FindConnector(ConnectionDraft draft)
    {
        string[] types = [.. source.Connectors.Select(c => c.Type)];
        if (draft.Type is not { } type)
        {
            faults.Add(
                $"{draft.Where}: connection '{draft.Name}' has no type. Add one of {string.Join(", ", types)}, such as type = "
                    + $"\"{types.FirstOrDefault()}\".");
            return null;
        }

        var found = source.Connectors.FirstOrDefault(c => Same(c.Type, type.Value));
        if (found is null) faults.Add($"{type.Where}: {NoSuchType(draft, type.Value, types)} {Suggest(type.Value, types)}");
        return found;
    }

    // Behind --connect, what stands in the type's place may be a token whose connection was forgotten.
    static string NoSuchType(ConnectionDraft draft, string type, string[] known) =>
        draft.FromFile || Suggestion.For(type, known) is not null
        ? $"there is no connection type '{type}'."
        : $"what stands after '{draft.Name}=' is no connection type. Write NAME=TYPE;setting=value.";

    (string Value, string? Secret)? Value(ConnectionDraft draft, IConnector connector, Setting setting, SettingDraft written, string of)
    {
        var label = $"{written.Where}: '{setting.Name}'{of} of connection '{draft.Name}'";
        var resolved = References.Resolve(written.Value, source, fault => faults.Add($"{label} {fault}"));
        if (resolved.Failed) return null;
        if (setting.Secret && draft.FromFile && !resolved.Referred && resolved.Value.Length > 0 && !IsOnThisMachine(draft, connector))
        {
            faults.Add(
                $"{label} is a secret in clear text. Take it from an environment variable: {setting.Name} = "
                    + $"\"${{env:{draft.Name.ToUpperInvariant()}_{setting.Name.ToUpperInvariant()}}}\".");
            return null;
        }

        if (setting.Check(resolved.Value) is { } wrong)
        {
            faults.Add($"{label} {(setting.Secret || resolved.Referred ? WithoutValue(wrong, resolved.Value) : wrong)}.");
            return null;
        }

        return setting.Kind == SettingKind.Path && !draft.FromFile
            ? (Path.GetFullPath(resolved.Value, source.WorkingFolder), null)
            : (resolved.Value, resolved.Secret);
    }

    // What a server on this machine, such as the sandbox, takes for a token is no secret to anybody else.
    static bool IsOnThisMachine(ConnectionDraft draft, IConnector connector)
    {
        var addresses = draft.Settings.Where(w => connector.Settings.Any(s => s.Kind == SettingKind.Url && Same(s.Name, w.Name))).ToList();
        return addresses.Count > 0 && addresses.All(a => Uri.TryCreate(a.Value, UriKind.Absolute, out var address) && address.IsLoopback);
    }

    // A secret, and what came from the environment where one may have been put by mistake, is not repeated.
    static string WithoutValue(string message, string value)
    {
        var tail = $", not '{value}'";
        if (message.EndsWith(tail, StringComparison.Ordinal)) message = message[..^tail.Length];
        return value.Length > 0 && message.Contains(value, StringComparison.Ordinal) ? "has a value that cannot be used" : message;
    }

    static string Suggest(string wrong, IReadOnlyList<string> known) =>
        Suggestion.For(wrong, known) is { } near ? $"Did you mean '{near}'?" : $"It can be {string.Join(", ", known)}.";

    static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
