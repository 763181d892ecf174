namespace Koppel.Engine.Configuration.Editing;

/// <summary>What a configuration says, whatever its form: each setting by its names. An edit is held against it.</summary>
static class TomlContent
{
    /// <summary>The settings of a text, by their names in a line.</summary>
    public static Dictionary<string, string> Of(ConfigurationDraft draft)
    {
        var content = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var connection in draft.Connections)
        {
            content[Key(ConfigurationFile.Table, connection.Name)] = "";
            if (connection.Type is { } type) content[Key(ConfigurationFile.Table, connection.Name, type.Name)] = type.Value;
            foreach (var setting in connection.Settings)
                content[Key(ConfigurationFile.Table, connection.Name, setting.Name)] = setting.Value;
            foreach (var (table, setting) in connection.TableSettings)
                content[Key(ConfigurationFile.Table, connection.Name, ConfigurationFile.Tables, table, setting.Name)] = setting.Value;
        }
        Add(ConfigurationFile.Ledger, draft.Ledger);
        Add(ConfigurationFile.Keep, draft.Keep);
        Add(ConfigurationFile.Session, draft.Session);
        return content;

        void Add(string section, List<SettingDraft> settings)
        {
            foreach (var setting in settings) content[Key(section, setting.Name)] = setting.Value;
        }
    }

    /// <summary>The key of a setting.</summary>
    public static string Key(params IEnumerable<string> names) => string.Join('\0', names);

    /// <summary>Whether two say the same.</summary>
    public static bool AreSame(Dictionary<string, string> one, Dictionary<string, string> other) =>
        one.Count == other.Count && one.All(s => other.TryGetValue(s.Key, out var value) && value == s.Value);
}
