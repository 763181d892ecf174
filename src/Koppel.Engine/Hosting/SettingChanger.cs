using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Hosting;

/// <summary>The statement <c>set name[@connection] = value</c> for settings of connections.</summary>
internal sealed class SettingChanger(Session session, string script)
{
    /// <summary>Changes the setting; null when it is none of a connection, so that it may be one of DuckDB.</summary>
    public string? Change(SetStatement set)
    {
        if (set.Alias is null)
        {
            var all = session.Connections.All.Select(c => (Connection: c, Setting: Find(c, set.Name)))
                .Where(x => x.Setting is { Changeable: true }).ToList();
            if (all.Count == 0) return null;
            foreach (var (connection, setting) in all) Apply(set, connection, setting!);
            return $"{all[0].Setting!.Name} = {set.Value} for {string.Join(", ", all.Select(x => x.Connection.Name))}";
        }
        var named = session.Connections.Find(set.Alias) ?? throw Fault(set, session.Binder.UnknownConnection(set.Alias));
        var changeable = session.Connections.SettingsOf(named).Where(s => s.Changeable).Select(s => s.Name).ToList();
        if (Find(named, set.Name) is not { Changeable: true } one)
        {
            throw Fault(set, $"Connection '{named.Name}' has no setting '{set.Name}' that can be changed. "
                + (Suggestion.For(set.Name, changeable) is { } near ? $"Did you mean '{near}'?"
                : changeable.Count == 0 ? "It has none." : $"It has: {string.Join(", ", changeable)}."));
        }
        Apply(set, named, one);
        return $"{one.Name} = {set.Value} for {named.Name}";
    }

    Setting? Find(ConnectionSettings connection, string name) =>
        session.Connections.SettingsOf(connection).FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    void Apply(SetStatement set, ConnectionSettings connection, Setting setting)
    {
        if (setting.Check(set.Value) is { } wrong) throw Fault(set, $"{setting.Name} {wrong}.");
        session.Connections.Open(connection).Set(setting, set.Value);
    }

    QueryException Fault(SetStatement set, string message) => QueryException.At(script, set.Start, set.Length, message);
}
