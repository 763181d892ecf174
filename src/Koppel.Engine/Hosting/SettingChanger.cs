using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Hosting;

/// <summary>The statement <c>set name[@connection] = value</c> for settings of connections.</summary>
internal sealed class SettingChanger(Workspace workspace, string script)
{
    /// <summary>Changes the setting; null when it is none of a connection, so that it may be one of DuckDB.</summary>
    public Done? Change(SetStatement set)
    {
        if (set.Alias is null)
        {
            var all = workspace.Connections.All.Select(c => (Connection: c, Setting: Find(c, set.Name)))
                .Where(x => x.Setting is { Changeable: true }).ToList();
            if (all.Count == 0) return null;
            foreach (var (connection, setting) in all) Apply(set, connection, setting!);
            return Done(set, all[0].Setting!, all.Select(x => x.Connection));
        }
        var named = workspace.Connections.Find(set.Alias) ?? throw Fault(set, workspace.Binder.UnknownConnection(set.Alias));
        var changeable = workspace.Connections.SettingsOf(named).Where(s => s.Changeable).Select(s => s.Name).ToList();
        if (Find(named, set.Name) is not { Changeable: true } one)
        {
            throw Fault(set, $"Connection '{named.Name}' has no setting '{set.Name}' that can be changed. "
                + (Suggestion.For(set.Name, changeable) is { } near ? $"Did you mean '{near}'?"
                : changeable.Count == 0 ? "It has none." : $"It has: {string.Join(", ", changeable)}."));
        }
        Apply(set, named, one);
        return Done(set, one, [named]);
    }

    static Done Done(SetStatement set, Setting setting, IEnumerable<ConnectionSettings> connections) =>
        new(DoneKind.Set, setting.Name) { Value = set.Value, Connections = [.. connections.Select(c => c.Name)] };

    Setting? Find(ConnectionSettings connection, string name) =>
        workspace.Connections.SettingsOf(connection).FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    void Apply(SetStatement set, ConnectionSettings connection, Setting setting)
    {
        if (setting.Check(set.Value) is { } wrong) throw Fault(set, $"{setting.Name} {wrong}.");
        if (CommonSettings.Limits.Contains(setting)) Lower(set, connection, setting);
        else workspace.Connections.Change(connection, setting, set.Value);
    }

    /// <summary>A script can hold itself to less than its connection allows, never to more.</summary>
    void Lower(SetStatement set, ConnectionSettings connection, Setting limit)
    {
        if (connection.Text(limit.Name) is { } text && Setting.TryParseAmount(text, out var now, out var isPercent)
            && Setting.TryParseAmount(set.Value, out var then, out var isThenPercent) && (then > now || isThenPercent != isPercent))
            throw Fault(set, $"{limit.Name} of connection '{connection.Name}' is {text}: a statement can lower it"
                + $"{(isThenPercent == isPercent ? "" : isPercent ? ", in percent too," : ", as a number too,")} and not lift it. Change "
                + "it in the configuration.");
        workspace.Connections.Lower(connection, limit, set.Value);
    }

    QueryException Fault(SetStatement set, string message) => QueryException.At(script, set.Start, set.Length, message);
}
