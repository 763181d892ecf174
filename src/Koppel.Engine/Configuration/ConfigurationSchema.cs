using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Configuration;

/// <summary>
/// What can stand in a <c>koppel.toml</c> as a JSON Schema, by which an editor completes and checks it. It is made of the settings, and
/// narrower than what is read in one thing: names are written in small letters.
/// </summary>
public static class ConfigurationSchema
{
    /// <summary>The file that <c>koppel init</c> writes beside a configuration.</summary>
    public const string FileName = "koppel.schema.json";

    const string Reference = @"\$\{(env|secret):[^}]+\}";

    static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes it beside a configuration, whose first line names it, unless a file of that name is there already.</summary>
    /// <param name="configuration">The path of the configuration.</param>
    /// <param name="connectors">The kinds of system that connections can be of.</param>
    /// <returns>Why it could not be written, as a sentence; null otherwise. The configuration works without it.</returns>
    public static string? WriteBeside(string configuration, IReadOnlyList<IConnector> connectors)
    {
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(configuration))!, FileName);
        try
        {
            if (!File.Exists(path)) File.WriteAllText(path, Of(connectors));
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return $"{path}, which helps an editor, could not be written: {fault.Message}";
        }
    }

    /// <summary>The schema, as JSON.</summary>
    /// <param name="connectors">The kinds of system that connections can be of.</param>
    public static string Of(IReadOnlyList<IConnector> connectors) => new JsonObject
    {
        ["$schema"] = "http://json-schema.org/draft-07/schema#",
        ["title"] = "koppel.toml",
        ["description"] = "The configuration of Koppel. Made by koppel schema.",
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            [ConfigurationFile.Table] = new JsonObject
            {
                ["description"] = "The connections; the name of each is the alias behind @ in SQL",
                ["type"] = "object",
                ["patternProperties"] = new JsonObject
                {
                    ["^[A-Za-z][A-Za-z0-9_]*$"] = new JsonObject { ["oneOf"] = new JsonArray([.. connectors.Select(Connection)]) },
                },
                ["additionalProperties"] = false,
            },
            [ConfigurationFile.Ledger] = Section("What holds for the ledger", LedgerSettings.All),
            [ConfigurationFile.Keep] = Section("How long what is kept beside the books of runs", KeepSettings.All),
            [ConfigurationFile.Session] = Section("What holds for a whole session", SessionSettings.All),
        },
        ["additionalProperties"] = false,
    }.ToJsonString(Form) + "\n";

    static JsonNode Connection(IConnector connector)
    {
        var properties = Properties(connector.Settings);
        properties.Insert(0, "type", new JsonObject { ["description"] = connector.Description, ["const"] = connector.Type });
        if (connector.TableSettings.Count > 0)
            properties.Add(ConfigurationFile.Tables, new JsonObject
            {
                ["description"] = "Settings of single tables, instead of the connection's",
                ["type"] = "object",
                ["additionalProperties"] = Section("Settings of a table", connector.TableSettings),
            });
        return new JsonObject
        {
            ["title"] = connector.Type,
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray(["type", .. connector.Settings.Where(s => s.Required).Select(s => (JsonNode)s.Name)]),
            ["additionalProperties"] = false,
        };
    }

    static JsonObject Section(string description, IReadOnlyList<Setting> settings) => new()
    {
        ["description"] = description,
        ["type"] = "object",
        ["properties"] = Properties(settings),
        ["additionalProperties"] = false,
    };

    static JsonObject Properties(IReadOnlyList<Setting> settings) =>
        new(settings.Select(s => new KeyValuePair<string, JsonNode?>(s.Name, Value(s))));

    static JsonObject Value(Setting setting)
    {
        var value = new JsonObject { ["description"] = setting.Description };
        JsonObject[] forms = setting.Kind switch
        {
            SettingKind.Url => [Text("^https?://"), Text(Reference)],
            SettingKind.Number => [Number(setting.Most), Text($@"^[0-9.]+$|{Reference}")],
            SettingKind.Amount => [new() { ["type"] = "number", ["minimum"] = 0 }, Text($@"^[0-9.]+ ?%?$|{Reference}")],
            SettingKind.Switch => [new() { ["type"] = "boolean" }, Words(["on", "off", "true", "false", "yes", "no", "1", "0"]),
                Text(Reference)],
            SettingKind.Word when setting.Words.Count > 0 => [Words(setting.Words), Text(Reference)],
            _ => [],
        };
        if (forms.Length == 0) value["type"] = "string";
        else value["anyOf"] = new JsonArray([.. forms]);
        return value;
    }

    static JsonObject Text(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    static JsonObject Words(IEnumerable<string> words) => new() { ["enum"] = new JsonArray([.. words.Select(w => (JsonNode)w)]) };

    static JsonObject Number(double? most)
    {
        var number = new JsonObject { ["type"] = "number", ["exclusiveMinimum"] = 0 };
        if (most is { } largest) number["maximum"] = largest;
        return number;
    }
}
