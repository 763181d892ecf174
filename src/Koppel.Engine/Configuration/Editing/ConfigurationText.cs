using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Configuration.Editing;

/// <summary>
/// A configuration as it is written, to be changed: what is not changed stays byte for byte, comments and order with it. It does not change
/// itself; each edit gives another one, and <see cref="Save"/> writes it.
/// </summary>
public sealed class ConfigurationText
{
    readonly string _path;
    readonly byte[]? _seen;
    readonly bool _hasMark;
    readonly TomlText _toml;
    readonly ConfigurationDraft _draft;

    ConfigurationText(string path, byte[]? seen, bool hasMark, string text)
    {
        (_path, _seen, _hasMark) = (path, seen, hasMark);
        (_toml, _draft) = Parsed(text, File);
    }

    /// <summary>What tells the file that was read from others; an edit keeps it.</summary>
    public string Mark => ConfigurationBytes.Mark(_seen);

    /// <summary>Whether there is a file yet.</summary>
    public bool IsFile => _seen is not null;

    /// <summary>The text as it would be saved.</summary>
    public string Text => _toml.Text;

    /// <summary>The connections, in their order.</summary>
    public IReadOnlyList<WrittenConnection> Connections =>
    [
        .. _draft.Connections.Select(c => new WrittenConnection(c.Name, c.Type?.Value, Line(c.Where), [.. c.Settings.Select(Of)])
        {
            Tables = [.. c.TableSettings.Select(t => t.Table).Distinct(StringComparer.OrdinalIgnoreCase)],
        }),
    ];

    /// <summary>The settings of the ledger.</summary>
    public IReadOnlyList<WrittenSetting> Ledger => [.. _draft.Ledger.Select(Of)];

    /// <summary>How long what is kept.</summary>
    public IReadOnlyList<WrittenSetting> Keep => [.. _draft.Keep.Select(Of)];

    string File => Path.GetFileName(_path);

    /// <summary>Reads a file; one that is not there is empty.</summary>
    /// <exception cref="ConfigurationException">It cannot be read, or is not TOML: the faults say on which line.</exception>
    public static ConfigurationText Read(string path)
    {
        var bytes = new ConfigurationBytes(path);
        if (bytes.Read() is not { } seen) return new ConfigurationText(path, null, hasMark: false, "");
        var text = bytes.Decode(seen, out var hasMark);
        return new ConfigurationText(path, seen, hasMark, text);
    }

    /// <summary>The connection of that name without regard to case, or null.</summary>
    public WrittenConnection? Find(string name) => Connections.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>With a connection more, behind all that stands there.</summary>
    /// <param name="name">The name behind <c>@</c>.</param>
    /// <param name="connector">The kind of system.</param>
    /// <param name="values">The values of its settings as they are to stand there, references not resolved.</param>
    /// <exception cref="ConfigurationException">It cannot be added.</exception>
    public ConfigurationText Add(string name, IConnector connector, IReadOnlyDictionary<string, string> values)
    {
        CheckName(name, except: null);
        var before = _seen is null && Text.Length == 0 ? ConnectionText.Beginning + "\n"
            : Text.Length == 0 ? "" : Text.EndsWith('\n') ? "\n" : "\n\n";
        var added = (before + ConnectionText.Of(name, connector, values)).ReplaceLineEndings(_toml.LineEnd);
        var expected = Content();
        expected[Key(name)] = "";
        expected[Key(name, "type")] = connector.Type;
        foreach (var (setting, value) in values) expected[Key(name, Declared(connector, setting).Name)] = Told(connector, setting, value);
        return Edited(Text + added, expected,
            () => $"{File}: nothing can be written behind its end. Write the connection by hand:\n{added}");
    }

    /// <summary>With other values of a connection's settings; the others stay as they are.</summary>
    /// <param name="name">The connection, as <see cref="Find"/> gives it.</param>
    /// <param name="connector">The kind of system.</param>
    /// <param name="values">Values by setting as they are to stand there; null takes one out.</param>
    /// <exception cref="ConfigurationException">It cannot be changed.</exception>
    public ConfigurationText Change(string name, IConnector connector, IReadOnlyDictionary<string, string?> values)
    {
        var connection = Known(name);
        return values.Aggregate(this, (now, value) =>
        {
            var setting = Declared(connector, value.Key);
            var written = connection.Find(setting.Name);
            return value.Value == written?.Value ? now
                : now.Set([ConfigurationFile.Table, connection.Name], written?.Name ?? setting.Name, setting, value.Value);
        });
    }

    /// <summary>With another name of a connection, at each place where it stands.</summary>
    /// <exception cref="ConfigurationException">There is no such connection, or the name is taken or none.</exception>
    public ConfigurationText Rename(string name, string newName)
    {
        var connection = Known(name);
        if (connection.Name == newName) return this;
        CheckName(newName, except: connection.Name);
        var (from, to) = (Key(connection.Name), Key(newName));
        var expected = Content().ToDictionary(
            s => s.Key == from || s.Key.StartsWith(from + "\0", StringComparison.Ordinal) ? to + s.Key[from.Length..] : s.Key,
            s => s.Value);
        return Edited(ConnectionRename.Apply(_toml, connection.Name, newName), expected, () => ByHand(connection));
    }

    /// <summary>Without a connection: with it go its settings and the comments that Koppel wrote for it, and no others.</summary>
    /// <param name="name">The connection.</param>
    /// <param name="connectors">The kinds of system that there are.</param>
    /// <exception cref="ConfigurationException">There is no such connection.</exception>
    public ConfigurationText Remove(string name, IReadOnlyList<IConnector> connectors)
    {
        var connection = Known(name);
        var type = connectors.Find(connection.Type);
        IReadOnlySet<string> own = type is null ? new HashSet<string>() : ConnectionText.Comments(connection.Name, type);
        var now = _toml;
        while (ConnectionRemoval.Step(now, connection.Name, own) is { } next) now = Parsed(next, File).Toml;
        var key = Key(connection.Name);
        var expected = Content().Where(s => s.Key != key && !s.Key.StartsWith(key + "\0", StringComparison.Ordinal)).ToDictionary();
        return Edited(now.Text, expected, () => ByHand(connection));
    }

    /// <summary>With another value of a setting of the ledger or of what is kept; null takes it out.</summary>
    /// <param name="setting">One of <see cref="LedgerSettings.Declared"/> or <see cref="KeepSettings.Declared"/>.</param>
    /// <param name="value">The value as it is to stand there.</param>
    /// <exception cref="ConfigurationException">It cannot be changed.</exception>
    public ConfigurationText Set(Setting setting, string? value)
    {
        var isOfLedger = LedgerSettings.Declared.Contains(setting);
        var (table, written) = isOfLedger ? (ConfigurationFile.Ledger, Ledger) : (ConfigurationFile.Keep, Keep);
        var there = written.FirstOrDefault(s => s.Name.Equals(setting.Name, StringComparison.OrdinalIgnoreCase));
        return there?.Value == value ? this : Set([table], there?.Name ?? setting.Name, setting, value);
    }

    /// <summary>The settings of a connection as an engine has them, checked as a file is that is read.</summary>
    /// <param name="name">The connection.</param>
    /// <param name="source">Gives connectors, variables and secrets.</param>
    /// <param name="wrong">All faults, as sentences with the line.</param>
    public ConnectionSettings? Check(string name, ConfigurationSource source, out IReadOnlyList<string> wrong)
    {
        var faults = new List<string>();
        var draft = _draft.Connections.Find(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        var settings = draft is null ? null : new ConnectionChecker(source, faults).Check(draft);
        wrong = faults;
        return settings;
    }

    /// <summary>Writes it, whole or not at all. It is not written over a file that somebody changed meanwhile.</summary>
    /// <exception cref="ConfigurationChangedException">The file is not as it was read any more.</exception>
    /// <exception cref="ConfigurationException">It cannot be written.</exception>
    /// <returns>The mark of the file as it is then.</returns>
    public string Save()
    {
        var bytes = ConfigurationBytes.Encode(Text, _hasMark);
        new ConfigurationBytes(_path).Replace(_seen, bytes);
        return ConfigurationBytes.Mark(bytes);
    }

    ConfigurationText Set(string[] owner, string name, Setting setting, string? value)
    {
        var written = value is null ? null : ConnectionText.Written(setting, value);
        var heading = $"[{string.Join('.', owner)}]";
        var text = SettingEdit.Apply(_toml, owner, name, written)
            ?? _toml.WithLines(Text.Length, $"{(Text.Length == 0 ? "" : "\n")}{heading}\n{name} = {written}\n");
        var expected = Content();
        if (value is null) expected.Remove(TomlContent.Key([.. owner, name]));
        else expected[TomlContent.Key([.. owner, name])] = ConnectionText.Told(setting, value);
        return Edited(text, expected, () => $"{File}: '{name}' of {heading} cannot be written here. Write it by hand: {name} = {written}");
    }

    /// <summary>Another text, which must say what was asked for and nothing else.</summary>
    ConfigurationText Edited(string text, Dictionary<string, string> expected, Func<string> otherwise)
    {
        try
        {
            var edited = new ConfigurationText(_path, _seen, _hasMark, text);
            if (TomlContent.AreSame(edited.Content(), expected)) return edited;
        }
        catch (ConfigurationException)
        {
            // It would be no TOML any more: said below with what can be done.
        }
        throw Fault(otherwise());
    }

    static (TomlText Toml, ConfigurationDraft Draft) Parsed(string text, string file)
    {
        var faults = new List<string>();
        var document = ConfigurationFile.Parse(text, file, faults);
        var draft = ConfigurationFile.Read(text, file, faults);
        var broken = faults.Where(f => f.Contains("this is not TOML", StringComparison.Ordinal)).Distinct().ToList();
        return document is null || broken.Count > 0 ? throw new ConfigurationException(broken) : (new TomlText(text, document), draft);
    }

    WrittenConnection Known(string name) =>
        Find(name) ?? throw Fault($"{File}: there is no connection '{name}'. It may have been renamed or removed.");

    void CheckName(string name, string? except)
    {
        if (ConnectionName.Fault(name) is { } fault) throw Fault(fault);
        if (Find(name) is { } taken && taken.Name != except)
            throw Fault($"{File}:{taken.Line}: the connection '{taken.Name}' is there already. Choose another name, or change it there.");
    }

    static Setting Declared(IConnector connector, string setting) =>
        connector.Settings.FirstOrDefault(s => s.Name.Equals(setting, StringComparison.OrdinalIgnoreCase))
        ?? throw Fault($"{connector.Type} has no setting '{setting}'. "
            + (Suggestion.For(setting, [.. connector.Settings.Select(s => s.Name)]) is { } near ? $"Did you mean '{near}'?"
                : $"It can be {string.Join(", ", connector.Settings.Select(s => s.Name))}."));

    Dictionary<string, string> Content() => TomlContent.Of(_draft);

    string ByHand(WrittenConnection connection) =>
        $"{File}:{connection.Line}: the connection '{connection.Name}' is written in a way that cannot be changed here. Change it by hand.";

    static string Told(IConnector connector, string setting, string value) => ConnectionText.Told(Declared(connector, setting), value);

    static string Key(params IEnumerable<string> names) => TomlContent.Key([ConfigurationFile.Table, .. names]);

    static WrittenSetting Of(SettingDraft setting) => new(setting.Name, setting.Value, Line(setting.Where));

    /// <summary>The line of a place such as <c>koppel.toml:3</c>.</summary>
    static int Line(string where) => int.Parse(where[(where.LastIndexOf(':') + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    static ConfigurationException Fault(string message) => new([message]);
}
