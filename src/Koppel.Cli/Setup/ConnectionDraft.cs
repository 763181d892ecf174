using Koppel.Cli.Faults;
using Koppel.Engine.Configuration;
using Koppel.Sdk.Connections;

namespace Koppel.Cli.Setup;

/// <summary>A connection that is to be written, as far as it is known.</summary>
/// <param name="connectors">The kinds of system that there are.</param>
/// <param name="taken">Names of connections that are there already.</param>
sealed class ConnectionDraft(IReadOnlyList<IConnector> connectors, IReadOnlyList<string> taken)
{
    readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The kinds of system that there are.</summary>
    public IReadOnlyList<IConnector> Connectors => connectors;

    /// <summary>The kind of system; null when it is not known yet.</summary>
    public IConnector? Connector { get; private set; }

    /// <summary>The name behind <c>@</c>; null when it is not known yet.</summary>
    public string? Name { get; private set; }

    /// <summary>The settings that are known, with values as they are to be written.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>The settings that it cannot do without and that are not known yet.</summary>
    public IEnumerable<Setting> Missing => Connector!.Settings.Where(s => s.Required && !_values.ContainsKey(s.Name));

    /// <summary>The settings that it can do without and that are not known yet.</summary>
    public IEnumerable<Setting> Open => Connector!.Settings.Where(s => !s.Required && !_values.ContainsKey(s.Name));

    /// <summary>
    /// What does not fit together, as sentences. Nothing is said of an address that is not known yet, since the variable may be set later.
    /// </summary>
    public IReadOnlyList<string> Unfit =>
        Connector!.Settings.Any(s => s.Kind == SettingKind.Url && _values.TryGetValue(s.Name, out var value) && IsReference(value)) ? []
        : [.. Connector.Faults(new ConnectionSettings(Name!, Connector.Type, _values)).Select(f => $"{f}.")];

    /// <summary>Takes the kind of system; gives what is wrong with it, as a sentence, or null.</summary>
    public string? TakeType(string type)
    {
        Connector = connectors.Find(type);
        return Connector is null ? $"There is no connection type '{type}'. It can be {string.Join(", ", connectors.Select(c => c.Type))}."
            : null;
    }

    /// <summary>Takes the name; gives what is wrong with it, as a sentence, or null.</summary>
    public string? TakeName(string name)
    {
        if (ConnectionName.Fault(name) is { } fault) return fault;
        if (taken.FirstOrDefault(t => t.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } there)
            return $"The connection '{there}' is there already. Choose another name, or change it in the file.";
        Name = name;
        return null;
    }

    /// <summary>Takes the value of a setting; gives what is wrong with it, as a sentence, or null.</summary>
    public string? Take(Setting setting, string value)
    {
        if (!IsReference(value) && setting.Check(value) is { } fault) return $"'{setting.Name}' {fault}.";
        _values[setting.Name] = value;
        return null;
    }

    /// <summary>Takes <c>NAME=VALUE</c> of the command line.</summary>
    /// <exception cref="UsageException">It cannot be taken; the sentence does not repeat a secret.</exception>
    public void TakeGiven(string given)
    {
        var equals = given.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 1 ? throw new UsageException("--set: there is no name before '='. Write --set url=https://account.example.")
            : given[..equals].Trim();
        var setting = Connector!.Settings.FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException(
                $"--set: {Connector.Type} has no setting '{name}'. It can be {string.Join(", ", Connector.Settings.Select(s => s.Name))}.");
        var value = given[(equals + 1)..].Trim();
        if (_values.ContainsKey(setting.Name)) throw new UsageException($"--set: '{setting.Name}' is given twice. Keep one.");
        if (setting.Secret && !IsReference(value))
            throw new UsageException(
                $"--set: '{setting.Name}' is a secret, and others can see the command line. Store it (koppel secrets set "
                + $"{SecretName(setting)}) and write --set '{setting.Name}=${{secret:{SecretName(setting)}}}'.");
        if (Take(setting, value) is { } wrong) throw new UsageException($"--set: {wrong}");
    }

    /// <summary>What a secret of the connection is called where nobody wants it otherwise.</summary>
    public string SecretName(Setting setting) => $"{Name}_{setting.Name}".ToUpperInvariant();

    /// <summary>The options that a command line would need where nobody can be asked; empty when it has all.</summary>
    public IReadOnlyList<string> MissingOptions() =>
    [
        .. Connector is null ? ["--type TYPE"] : (string[])[],
        .. Name is null ? ["--name NAME"] : (string[])[],
        .. Connector is null ? [] : Missing.Select(s => s.Secret ? $"--set '{s.Name}=${{secret:{SecretName(s)}}}'" : $"--set {s.Name}=…"),
    ];

    static bool IsReference(string value) =>
        value.Contains("${env:", StringComparison.Ordinal) || value.Contains("${secret:", StringComparison.Ordinal);
}
