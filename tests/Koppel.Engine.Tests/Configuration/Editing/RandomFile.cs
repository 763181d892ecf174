using System.Globalization;
using System.Text;

namespace Koppel.Engine.Tests.Configuration.Editing;

/// <summary>A configuration of chance, in every form that TOML has, whose values and comments are each there once.</summary>
sealed class RandomFile
{
    static readonly string[] Settings = ["url", "token", "pace", "mails", "allow_http"];

    readonly Random _random;
    readonly StringBuilder _text = new();
    readonly string _end;
    int _number;

    public RandomFile(Random random)
    {
        (_random, _end) = (random, random.Next(2) == 0 ? "\n" : "\r\n");
        Comments();
        string[] names = ["ac", "Bee", "c_3", "dd", "e5"];
        var inRoot = names.Where(_ => random.Next(5) == 0).ToList();
        foreach (var name in inRoot) Keys($"connections.{Quoted(name)}", name);
        var inBraces = names.Except(inRoot).Where(_ => random.Next(4) == 0).ToList();
        var withDots = names.Except(inRoot).Except(inBraces).Where(_ => random.Next(4) == 0).ToList();
        if (inRoot.Count == 0 && inBraces.Count + withDots.Count > 0)
        {
            Line("[connections]");
            foreach (var name in inBraces) Braces(name);
            foreach (var name in withDots) Keys(Quoted(name), name);
        }
        else
        {
            inBraces.Clear();
            withDots.Clear();
        }
        if (random.Next(2) == 0) Section("keep", "plans_days");
        foreach (var name in names.Except(inRoot).Except(inBraces).Except(withDots)) Table(name);
        if (random.Next(2) == 0) Section("ledger", "keep_days");
        Comments();
        Text = _text.ToString();
        if (random.Next(3) == 0) Text = Text.TrimEnd('\r', '\n');
    }

    /// <summary>The text.</summary>
    public string Text { get; private set; }

    /// <summary>Connections with the settings of each: the value and how it is written.</summary>
    public Dictionary<string, Dictionary<string, (string Value, string Written)>> Connections { get; } = [];

    /// <summary>What stands on lines of connections, and may go with them.</summary>
    public Dictionary<string, List<string>> Trailing { get; } = [];

    /// <summary>Comments on lines of their own, which stay whatever is done.</summary>
    public List<string> Comment { get; } = [];

    void Table(string name)
    {
        Line($"{Indent()}[{Blank()}connections{Blank()}.{Blank()}{Quoted(name)}]{Behind(name)}");
        Keys(null, name);
        if (_random.Next(3) > 0) return;
        Line($"[connections.{Quoted(name)}.tables.\"t {_number++}\"]{Behind(name)}");
        Line($"header = 'h{_number++}'");
        Comments();
    }

    void Keys(string? prefix, string name)
    {
        foreach (var (setting, written) in Values(name))
        {
            if (prefix is null) Comments();
            var key = _random.Next(6) == 0 ? $"\"{setting}\"" : setting;
            Line($"{Indent()}{(prefix is null ? "" : $"{prefix}.")}{key}{Blank()}={Blank()}{written}{Behind(name)}");
        }
        Comments();
    }

    void Braces(string name)
    {
        var items = Values(name).Select(v => $"{v.Setting}{Blank()}={Blank()}{v.Written.ReplaceLineEndings(" ")}");
        Line($"{Quoted(name)} = {{{Blank()}{string.Join($"{Blank()},{Blank()}", items)}{Blank()}}}{Behind(name)}");
    }

    List<(string Setting, string Written)> Values(string name)
    {
        var chosen = Connections[name] = [];
        Trailing.TryAdd(name, []);
        List<(string, string)> values = [("type", "\"shop\"")];
        foreach (var setting in Settings.Where(_ => _random.Next(3) > 0))
        {
            var value = $"v{_number++}é😀";
            var written = _random.Next(4) switch
            {
                0 => $"'{value}'", 1 => $"\"\"\"{value}\"\"\"", 2 => $"'''{value}'''", _ => $"\"{value}\"",
            };
            chosen[setting] = (value, written);
            values.Insert(_random.Next(values.Count + 1), (setting, written));
        }
        return values;
    }

    void Section(string table, string setting)
    {
        Line($"[{table}]{Behind(null)}");
        Line($"{setting} = {_random.Next(1, 99).ToString(CultureInfo.InvariantCulture)}{Behind(null)}");
        Comments();
    }

    void Comments()
    {
        for (var i = _random.Next(3); i > 0; i--)
        {
            if (_random.Next(2) == 0) Line("");
            Comment.Add($"# word{_number++} [x] = '");
            Line(Indent() + Comment[^1]);
        }
    }

    string Behind(string? name)
    {
        if (_random.Next(3) > 0) return "";
        var comment = $"# behind{_number++}";
        if (name is null) Comment.Add(comment);
        else (Trailing.TryGetValue(name, out var all) ? all : Trailing[name] = []).Add(comment);
        return Blank() + comment;
    }

    string Quoted(string name) => _random.Next(3) switch { 0 => $"\"{name}\"", 1 => $"'{name}'", _ => name };

    string Indent() => _random.Next(4) == 0 ? "  " : "";

    string Blank() => _random.Next(3) switch { 0 => "", 1 => " ", _ => "\t " };

    void Line(string text) => _text.Append(text).Append(_end);
}
