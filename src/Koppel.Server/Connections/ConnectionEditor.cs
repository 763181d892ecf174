using System.Globalization;
using Koppel.Engine.Configuration;
using Koppel.Engine.Configuration.Editing;
using Koppel.Sdk.Connections;
using Koppel.Server.Sessions;
using Koppel.Server.Wire;

namespace Koppel.Server.Connections;

/// <summary>
/// Writes connections into the configuration and their secrets into the store: both or neither. What is written was checked before, as it
/// will be read. Safe to use from many threads.
/// </summary>
/// <param name="setup">Where it is written; null when nothing can be.</param>
/// <param name="engines">Knows the connections that there are.</param>
internal sealed class ConnectionEditor(UiSetup? setup, EngineHolder engines)
{
    readonly Lock _turn = new();

    /// <summary>Whether connections can be changed.</summary>
    public bool IsOpen => setup is not null;

    /// <summary>Where it is written.</summary>
    /// <exception cref="ApiFault">Nothing can be written.</exception>
    public UiSetup Setup => setup
        ?? throw new ApiFault(409, "not-changeable", "This program was started without a place for its configuration. Start koppel ui.");

    /// <summary>By which what is written is checked.</summary>
    public ConfigurationSource Source => new()
    {
        Connectors = Setup.Connectors, WorkingFolder = Path.GetDirectoryName(Setup.File)!, File = Path.GetFileName(Setup.File),
        Secrets = Setup.Secrets, Environment = Setup.Environment,
    };

    /// <summary>The configuration as it is now.</summary>
    public ConfigurationText Read() => ConfigurationText.Read(Setup.File);

    /// <summary>A connection of the file.</summary>
    /// <exception cref="ApiFault">It is not there.</exception>
    public WrittenConnection Find(ConfigurationText text, string name) => text.Find(name) ?? throw NotThere(name);

    /// <summary>The kind of a connection.</summary>
    /// <exception cref="ApiFault">There is none of that word.</exception>
    public IConnector ConnectorOf(string? type, string where) =>
        Setup.Connectors.Find(type)
        ?? throw new ApiFault(422, "no-type", $"{where}: there is no connection type '{type}'. It can be "
            + $"{string.Join(", ", Setup.Connectors.Select(c => c.Type))}. What is written otherwise is changed by hand, in the file.");

    /// <summary>Adds one; gives the mark of the file as it is then.</summary>
    public string Add(string name, string type, ConnectionInput input)
    {
        lock (_turn)
        {
            var text = Read();
            var connector = ConnectorOf(type, "The form");
            if (IsRunning(name) && text.Find(name) is null)
                throw new ApiFault(409, "name-taken",
                    $"The connection '{name}' is there already; it was given when the program was started. Choose another name.");
            using var stored = new StoredSecrets(Setup.Secrets);
            var values = input.Values.Where(v => v.Value is not null).ToDictionary(v => v.Key, v => v.Value!);
            CheckPlain(connector, values.Keys);
            // The name goes into that of a secret: what is no name is refused before anything is stored.
            text.Add(name, connector, values);
            foreach (var (setting, secret) in Given(connector, input))
                values[setting.Name] = Reference(stored, name, setting, secret, before: null).Text;
            return Save(text.Add(name, connector, values), name, stored);
        }
    }

    /// <summary>Changes one; gives the mark of the file as it is then.</summary>
    /// <param name="name">The connection.</param>
    /// <param name="newName">Its new name, or null.</param>
    /// <param name="input">What is other.</param>
    /// <param name="seen">The mark of the file that the form was made of.</param>
    public string Change(string name, string? newName, ConnectionInput input, string seen)
    {
        lock (_turn)
        {
            var text = Seen(seen);
            var there = Find(text, name);
            var connector = ConnectorOf(there.Type, Place(there));
            CheckPlain(connector, input.Values.Keys);
            SecretWay.Check(connector, there, input);
            using var stored = new StoredSecrets(Setup.Secrets);
            var changed = text.Change(there.Name, connector, input.Values);
            if (newName is not null) changed = changed.Rename(there.Name, newName);
            var values = new Dictionary<string, string?>();
            foreach (var (setting, secret) in Given(connector, input))
            {
                var before = there.Find(setting.Name)?.Value is { } written ? SecretReference.Of(written) : null;
                values[setting.Name] = secret is { Value: null, Variable: null } ? null
                    : Reference(stored, newName ?? there.Name, setting, secret, before).Text;
            }
            return Save(changed.Change(newName ?? there.Name, connector, values), newName ?? there.Name, stored);
        }
    }

    /// <summary>Removes one; gives the names of its secrets that are still in the store.</summary>
    /// <param name="name">The connection.</param>
    /// <param name="forget">Its secrets go too, those that no other connection of the file has.</param>
    /// <param name="seen">The mark of the file that the caller has seen.</param>
    public IReadOnlyList<string> Remove(string name, bool forget, string seen)
    {
        lock (_turn)
        {
            var text = Seen(seen);
            var own = SecretsOf(Find(text, name)).ToList();
            var left = text.Remove(name, Setup.Connectors);
            left.Save();
            var others = left.Connections.SelectMany(SecretsOf).ToHashSet();
            return [.. own.Where(s => !forget || others.Contains(s) || Setup.Secrets?.Remove(s) != true)];
        }
    }

    /// <summary>Changes how long what is kept; gives the mark of the file as it is then.</summary>
    public string Keep(IReadOnlyDictionary<string, string?> values, string seen)
    {
        lock (_turn)
        {
            var text = Seen(seen);
            foreach (var (name, value) in values)
            {
                var setting = LedgerSettings.Declared.Concat(KeepSettings.Declared).FirstOrDefault(s => s.Name == name)
                    ?? throw ApiFault.Wrong($"There is no setting '{name}' of how long something is kept.");
                if (value is not null && setting.Check(value) is { } wrong)
                    throw new ApiFault(422, "configuration", $"'{setting.Name}' {wrong}.");
                text = text.Set(setting, value);
            }
            return text.Save();
        }
    }

    string Save(ConfigurationText text, string name, StoredSecrets stored)
    {
        if (text.Check(name, Source, out var wrong) is null) throw new ConfigurationException(wrong);
        var isNew = !text.IsFile;
        var mark = text.Save();
        stored.Keep();
        // The page has no use for what only helps an editor of text.
        if (isNew) _ = ConfigurationSchema.WriteBeside(Setup.File, Setup.Connectors);
        return mark;
    }

    static SecretReference Reference(StoredSecrets stored, string name, Setting setting, SecretInput secret, SecretReference? before)
    {
        if (secret.Variable is { } variable)
        {
            return SecretReference.Of($"${{env:{variable}}}")
                ?? throw new ApiFault(422, "configuration",
                    $"'{setting.Name}': an environment variable has letters, digits and '_', and begins with no digit, such as AC_TOKEN.");
        }
        if (setting.Check(secret.Value!) is { } wrong) throw new ApiFault(422, "configuration", $"'{setting.Name}' {wrong}.");
        var own = before is { IsStored: true } there ? there.Name : null;
        return new SecretReference(IsStored: true,
            stored.Put(own ?? $"{name}_{setting.Name}".ToUpperInvariant(), isOwn: own is not null, secret.Value!));
    }

    ConfigurationText Seen(string seen)
    {
        var text = Read();
        return text.Mark == seen.Trim('"') ? text : throw new ConfigurationChangedException(Path.GetFileName(Setup.File));
    }

    bool IsRunning(string name)
    {
        var use = engines.Take();
        var isThere = use.Told.Engine.Connections.Any(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        _ = use.DisposeAsync().AsTask();
        return isThere;
    }

    ApiFault NotThere(string name) => IsRunning(name)
        ? new ApiFault(409, "not-in-file",
            $"The connection '{name}' stands in no file: it was given when the program was started, and is changed there.")
        : ApiFault.NotFound("no-connection", $"There is no connection '{name}' in {Path.GetFileName(Setup.File)}. It may have been renamed "
            + "or removed.");

    string Place(WrittenConnection there) =>
        string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(Setup.File)}:{there.Line}");

    static IEnumerable<string> SecretsOf(WrittenConnection connection) =>
        connection.Settings.Select(s => SecretReference.Of(s.Value)).OfType<SecretReference>().Where(r => r.IsStored).Select(r => r.Name);

    /// <summary>A secret among what is written in clear is refused, whatever it is.</summary>
    static void CheckPlain(IConnector connector, IEnumerable<string> names)
    {
        if (names.FirstOrDefault(n => connector.Settings.Any(s => s.Secret && s.Name.Equals(n, StringComparison.OrdinalIgnoreCase)))
            is { } secret)
            throw ApiFault.Wrong($"'{secret}' is a secret: send it among 'secrets', so that it goes to the store and not into the file.");
    }

    static IEnumerable<(Setting Setting, SecretInput Input)> Given(IConnector connector, ConnectionInput input) =>
        input.Secrets.Select(s => (connector.Settings.FirstOrDefault(
            d => d.Secret && d.Name.Equals(s.Key, StringComparison.OrdinalIgnoreCase))
            ?? throw ApiFault.Wrong($"{connector.Type} has no secret '{s.Key}'."), s.Value));
}
