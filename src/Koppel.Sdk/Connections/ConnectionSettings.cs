using System.Globalization;

namespace Koppel.Sdk.Connections;

/// <summary>A connection's name and its settings, checked against what its connector declares.</summary>
/// <param name="Name">The name behind <c>@</c>.</param>
/// <param name="Type">The connector's word.</param>
/// <param name="Values">The settings by name, without regard to case.</param>
public sealed record ConnectionSettings(string Name, string Type, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>Settings of single tables, by the table's name without regard to case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Tables { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>
    /// The secrets that settings are, as a whole, by the setting's name without regard to case: <c>refresh_token</c> → <c>SF_REFRESH</c>
    /// for <c>refresh_token = "${secret:SF_REFRESH}"</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The name under which a setting's value is kept in <see cref="ConnectorEnvironment.Secrets"/>, so that a newer one goes back there;
    /// null when it came from elsewhere.
    /// </summary>
    public string? SecretOf(string setting) => Secrets.GetValueOrDefault(setting);

    /// <summary>A text, or null when it is not set.</summary>
    public string? Text(string name) => Values.GetValueOrDefault(name);

    /// <summary>A text that the connector declares as required.</summary>
    public string Required(string name) => Values[name];

    /// <summary>A number, or <paramref name="fallback"/> when it is not set.</summary>
    public double Number(string name, double fallback) =>
        Text(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : fallback;

    /// <summary>On or off, or <paramref name="fallback"/> when it is not set.</summary>
    public bool Switch(string name, bool fallback) => Text(name) is { } text && Setting.TryParseSwitch(text, out var on) ? on : fallback;

    /// <summary>The name and type only: settings can be secret.</summary>
    public override string ToString() => $"{Name} ({Type})";
}
