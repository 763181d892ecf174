using Koppel.Engine.Configuration.Editing;
using Koppel.Sdk.Connections;
using Koppel.Server.Wire;

namespace Koppel.Server.Connections;

/// <summary>A secret that nobody can read on the page is not sent to another address either: whoever changes that gives it again.</summary>
internal static class SecretWay
{
    /// <summary>Refuses a new address beside a secret that was not given anew.</summary>
    /// <param name="connector">The kind of system.</param>
    /// <param name="there">The connection as it is written.</param>
    /// <param name="input">What is to be other.</param>
    /// <exception cref="ApiFault">A kept secret would go elsewhere.</exception>
    public static void Check(IConnector connector, WrittenConnection there, ConnectionInput input)
    {
        var kept = connector.Settings.FirstOrDefault(
            s => s.Secret && there.Find(s.Name) is not null && !input.Secrets.ContainsKey(s.Name));
        if (kept is null) return;
        foreach (var setting in connector.Settings.Where(s => s.Kind == SettingKind.Url))
        {
            if (!input.Values.TryGetValue(setting.Name, out var now) || IsSame(there.Find(setting.Name)?.Value, now)) continue;
            throw new ApiFault(422, "secret-elsewhere", $"'{setting.Name}' leads to another address than the one that '{kept.Name}' was "
                + $"given for. Give '{kept.Name}' again: what is kept is not sent elsewhere.");
        }
    }

    static bool IsSame(string? before, string? now) => before == now
        || (Uri.TryCreate(before, UriKind.Absolute, out var one) && Uri.TryCreate(now, UriKind.Absolute, out var other)
            && one.Scheme == other.Scheme && one.Authority == other.Authority);
}
