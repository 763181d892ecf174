using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Configuration;

/// <summary>A connection as text of a <c>koppel.toml</c>: what is set, and as comments what could be.</summary>
static partial class ConnectionText
{
    const int Width = 110;

    /// <summary>What a new file begins with.</summary>
    public const string Beginning =
        $$"""
        #:schema {{ConfigurationSchema.FileName}}
        # The systems that Koppel knows. contacts@ac in SQL is the table contacts of [connections.ac].
        # No secret stands here: ${secret:NAME} is one that koppel secrets set NAME stored, ${env:NAME} an environment variable.
        # koppel check tells what is wrong, and tests each connection.

        """;

    /// <summary>The text, whose lines end as a Unix' do.</summary>
    /// <param name="name">The name behind <c>@</c>.</param>
    /// <param name="connector">The kind of system.</param>
    /// <param name="values">The settings' values as they are to be read, references not resolved.</param>
    public static string Of(string name, IConnector connector, IReadOnlyDictionary<string, string> values)
    {
        var text = new StringBuilder();
        Comment(text, connector.Description);
        text.Append(CultureInfo.InvariantCulture, $"[{ConfigurationFile.Table}.{name}]\ntype = {Quoted(connector.Type)}\n");
        foreach (var setting in connector.Settings.Where(s => values.ContainsKey(s.Name)))
        {
            text.Append('\n');
            Comment(text, setting.Description);
            text.Append(CultureInfo.InvariantCulture, $"{setting.Name} = {Written(setting, values[setting.Name])}\n");
        }

        var open = connector.Settings.Where(s => !values.ContainsKey(s.Name)).ToList();
        if (open.Count > 0) text.Append("\n# What else can be set; take the # away.\n");
        foreach (var setting in open)
        {
            text.Append("#\n");
            Comment(text, setting.Description);
            text.Append(CultureInfo.InvariantCulture, $"# {setting.Name} = {Example(name, setting)}\n");
        }
        return text.ToString();
    }

    static string Written(Setting setting, string value) => setting.Kind switch
    {
        SettingKind.Number or SettingKind.Amount when Plain().IsMatch(value) => value,
        SettingKind.Switch when Setting.TryParseSwitch(value, out var on) => on ? "true" : "false",
        _ => Quoted(value),
    };

    static string Example(string name, Setting setting) => setting switch
    {
        { Secret: true } => Quoted($"${{secret:{name.ToUpperInvariant()}_{setting.Name.ToUpperInvariant()}}}"),
        { Kind: SettingKind.Switch } => "true",
        { Kind: SettingKind.Number } => (setting.Most ?? 1_000).ToString(CultureInfo.InvariantCulture),
        { Kind: SettingKind.Amount } => Quoted("20%"),
        { Kind: SettingKind.Url } => Quoted("https://…"),
        _ => Quoted(setting.Words.Count > 0 ? setting.Words[0] : "…"),
    };

    /// <summary>A text as TOML writes it, on one line.</summary>
    internal static string Quoted(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in value)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (char.IsControl(c)) quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else quoted.Append(c);
        }
        return quoted.Append('"').ToString();
    }

    static void Comment(StringBuilder text, string description)
    {
        var line = new StringBuilder("#");
        foreach (var word in description.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length + word.Length >= Width)
            {
                text.Append(line).Append('\n');
                line.Clear().Append('#');
            }
            line.Append(' ').Append(word);
        }
        text.Append(line).Append('\n');
    }

    [GeneratedRegex(@"^(0|[1-9][0-9]*)(\.[0-9]+)?$")]
    private static partial Regex Plain();
}
