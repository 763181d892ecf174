using System.Text.Json.Nodes;
using Koppel.Engine.Configuration.Editing;
using Koppel.Sdk.Connections;
using Koppel.Server.Runs;
using Koppel.Server.Wire;

namespace Koppel.Server.Connections;

/// <summary>What a form is made of, from the declarations of connectors, and what stands in it. No secret is among it.</summary>
internal static class FormJson
{
    /// <summary>A kind of system.</summary>
    public static JsonObject Of(IConnector connector) => new()
    {
        ["type"] = connector.Type,
        ["description"] = connector.Description.TrimEnd('.'),
        ["canLoad"] = connector.CanLoad(),
        ["settings"] = Answer.List(connector.Settings.Select(s => Of(s, connector.Type))),
    };

    /// <summary>A setting as it is declared.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="owner">Whose it is: a type of connection, or the word of a table of the configuration.</param>
    public static JsonObject Of(Setting setting, string owner) => new()
    {
        ["name"] = setting.Name,
        ["code"] = $"{owner}.{setting.Name}",
        ["title"] = setting.Title,
        ["kind"] = KindOf(setting),
        ["words"] = Answer.Texts(setting.Words),
        ["required"] = setting.Required,
        ["default"] = setting.Default,
        ["description"] = setting.Description.TrimEnd('.'),
        ["source"] = setting.Source,
        ["group"] = setting.Advanced ? "more" : "main",
    };

    /// <summary>A connection as it is written.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="connector">Its kind, or null when there is none of that word.</param>
    public static JsonObject Of(WrittenConnection connection, IConnector? connector) => new()
    {
        ["name"] = connection.Name,
        ["type"] = connection.Type,
        ["line"] = connection.Line,
        ["tables"] = Answer.Texts(connection.Tables),
        ["values"] = Answer.List(connection.Settings.Select(s => Of(s, IsSecret(connector, s)))),
    };

    /// <summary>Where the secrets of a connection come from.</summary>
    public static JsonArray CredentialsOf(WrittenConnection connection, IConnector? connector) =>
        Answer.List(connection.Settings.Where(s => IsSecret(connector, s)).Select(s => Of(s, isSecret: true)));

    /// <summary>What came of a test; null when there was none.</summary>
    public static JsonObject? Of(TrialOutcome? outcome) => outcome is null ? null : new JsonObject
    {
        ["at"] = EventJson.Time(outcome.At),
        ["ok"] = outcome.IsOk,
        ["text"] = string.Join(' ', outcome.Sentences),
        ["sentences"] = Answer.Texts(outcome.Sentences),
        ["milliseconds"] = outcome.Milliseconds,
    };

    static JsonObject Of(WrittenSetting setting, bool isSecret)
    {
        if (!isSecret) return new JsonObject { ["name"] = setting.Name, ["line"] = setting.Line, ["value"] = setting.Value };
        var reference = SecretReference.Of(setting.Value);
        return new JsonObject
        {
            ["name"] = setting.Name, ["line"] = setting.Line, ["isSet"] = setting.Value.Length > 0,
            ["from"] = reference is null ? "unknown" : reference.IsStored ? "store" : "env", ["reference"] = reference?.Name,
        };
    }

    /// <summary>What is declared as a secret, and all of a connection whose kind nobody knows.</summary>
    static bool IsSecret(IConnector? connector, WrittenSetting setting) => connector is null || connector.Settings.FirstOrDefault(
        s => s.Name.Equals(setting.Name, StringComparison.OrdinalIgnoreCase)) is not { Secret: false };

    static string KindOf(Setting setting) => setting switch
    {
        { Secret: true } => "secret",
        { Kind: SettingKind.Word, Words.Count: > 0 } => "choice",
        { Kind: SettingKind.Switch } => "switch",
        { Kind: SettingKind.Url } => "url",
        { Kind: SettingKind.Path } => "path",
        { Kind: SettingKind.Number } => "number",
        { Kind: SettingKind.Amount } => "amount",
        _ => "text",
    };
}
