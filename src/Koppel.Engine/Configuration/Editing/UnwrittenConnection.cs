using Koppel.Sdk.Connections;

namespace Koppel.Engine.Configuration.Editing;

/// <summary>A connection that somebody is about to write, checked as a written one is.</summary>
public static class UnwrittenConnection
{
    /// <summary>Its settings as an engine has them; null when there are faults.</summary>
    /// <param name="name">The name behind <c>@</c>.</param>
    /// <param name="type">The connector's word.</param>
    /// <param name="values">The values of its settings as they would be written; secrets may stand among them.</param>
    /// <param name="source">Gives connectors, variables, secrets and the folder against which paths count.</param>
    /// <param name="wrong">All faults, as sentences.</param>
    public static ConnectionSettings? Check(
        string name, string type, IReadOnlyDictionary<string, string> values, ConfigurationSource source, out IReadOnlyList<string> wrong)
    {
        const string Where = "The form";
        var faults = new List<string>();
        var draft = new ConnectionDraft(name, Where, FromFile: false) { Type = new SettingDraft("type", type, Where) };
        draft.Settings.AddRange(values.Select(v => new SettingDraft(v.Key, v.Value, Where)));
        var settings = new ConnectionChecker(source, faults).Check(draft);
        wrong = faults;
        return settings;
    }
}
