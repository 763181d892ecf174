using System.Text.RegularExpressions;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.History;

/// <summary>
/// Tells statements that may hold a secret, so that no history keeps them: rather one too many than one too few. What the configuration's
/// settings call secret counts, and so does each secret that it holds.
/// </summary>
/// <param name="names">Names of secret settings, such as <c>token</c>.</param>
/// <param name="values">Secrets themselves.</param>
public sealed partial class SecretWords(IEnumerable<string> names, IEnumerable<string> values)
{
    const int Shortest = 4; // A shorter one stands in many a text by chance.

    readonly string[] _values = [.. values.Where(v => v.Length >= Shortest).Distinct(StringComparer.Ordinal)];
    readonly Regex? _names = OfNames([.. names.Distinct(StringComparer.OrdinalIgnoreCase).Select(Regex.Escape)]);

    /// <summary>Those of connections.</summary>
    /// <param name="connectors">What tells which settings are secret.</param>
    /// <param name="connections">The connections.</param>
    public static SecretWords Of(IReadOnlyList<IConnector> connectors, IReadOnlyList<ConnectionSettings> connections)
    {
        ArgumentNullException.ThrowIfNull(connectors);
        ArgumentNullException.ThrowIfNull(connections);
        string[] names = [.. connectors.SelectMany(c => c.Settings).Where(s => s.Secret).Select(s => s.Name)];
        return new SecretWords(names, connections.SelectMany(c => names.Select(c.Text).OfType<string>()));
    }

    /// <summary>Whether a text may hold a secret.</summary>
    public bool AreIn(string text) => !string.IsNullOrEmpty(text) && MayHold(text);

    bool MayHold(string text) =>
        SecretStatement().IsMatch(text) || GivenSecret().IsMatch(text) || PasswordInUrl().IsMatch(text) || _names?.IsMatch(text) == true
        || _values.Any(value => text.Contains(value, StringComparison.Ordinal));

    static Regex? OfNames(string[] names) => names.Length == 0 ? null
        : new Regex($@"(?<![a-z0-9])({string.Join('|', names)})[""']?(@\w+)?\s*(:=|=>|=|:|\bto\b|\bis\b|\s(?='))", RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant);

    // Whatever stands in it; and any setting whose name ends with key, of which only some are secret.
    [GeneratedRegex(
        @"\b(create|alter)\b[^;]*?\bsecret\b"
            + @"|\b(set|pragma)\s+[^;=]*?(pass|secret|token|credential|auth|key)\w*(@\w+)?[""']?\s*(=|:=|\bto\b|')",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretStatement();

    // Also within a text, such as the connection string of attach, or a header.
    [GeneratedRegex(
        @"(passw(or)?d|passphrase|\bpwd|secret|token|credential|api[_-]?key|access[_-]?key|account[_-]?key|private[_-]?key|\bbearer)"
            + @"\w*[""']?\s*(:=|=>|=|:|\s(?=[A-Za-z0-9+/_.-]{12}))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex GivenSecret();

    [GeneratedRegex(@"://[^/\s'""]*:[^/\s'""]*@", RegexOptions.CultureInvariant)]
    private static partial Regex PasswordInUrl();
}
