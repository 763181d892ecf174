using System.Globalization;
using System.Text.RegularExpressions;
using Tomlyn.Syntax;

namespace Koppel.Jobs.Files;

/// <summary>Changes single values of a job's file and leaves all else as somebody wrote it, comments too.</summary>
internal static partial class JobFileText
{
    /// <summary>The text with a value set, or taken out.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="path">The value's name with those of its tables.</param>
    /// <param name="literal">The value as TOML; null to take it out.</param>
    public static string Set(string text, string path, string? literal)
    {
        var (table, key) = path.LastIndexOf('.') is > 0 and var at ? (path[..at], path[(at + 1)..]) : ("", path);
        var lines = text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n').ToList();
        var (from, to) = Place(lines, table);
        if (from < 0)
        {
            if (literal is null) return text;
            if (lines.Count > 0 && lines[^1].Trim().Length > 0) lines.Add("");
            lines.AddRange([$"[{table}]", $"{key} = {literal}"]);
            return string.Join('\n', lines) + "\n";
        }
        var line = lines.FindIndex(from, to - from, l => Key().Match(l) is { Success: true } match && match.Groups[1].Value == key);
        if (line < 0 && literal is null) return text;
        if (line < 0) lines.Insert(LastOf(lines, from, to), $"{key} = {literal}");
        else if (literal is null) lines.RemoveAt(line);
        else lines[line] = $"{key} = {literal}{Comment(lines[line])}";
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>A text as TOML.</summary>
    public static string Literal(string text) =>
        $"\"{string.Concat(text.Select(c => c switch
        {
            '"' or '\\' => $"\\{c}",
            _ when char.IsControl(c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
            _ => c.ToString(),
        }))}\"";

    /// <summary>The lines of a table, without its head; from -1 when it is not there.</summary>
    static (int From, int To) Place(List<string> lines, string table)
    {
        var from = table.Length == 0 ? 0 : lines.FindIndex(l => Head().Match(l) is { Success: true } m && m.Groups[1].Value == table) + 1;
        if (from == 0 && table.Length > 0) return (-1, -1);
        var to = lines.FindIndex(from, l => Head().IsMatch(l));
        return (from, to < 0 ? lines.Count : to);
    }

    /// <summary>Behind the last line of a table that says something.</summary>
    static int LastOf(List<string> lines, int from, int to)
    {
        while (to > from && lines[to - 1].Trim().Length == 0) to--;
        return to;
    }

    /// <summary>The comment behind a value, with the blanks before it.</summary>
    static string Comment(string line)
    {
        var document = Tomlyn.Parsing.SyntaxParser.Parse(line, "", validate: false);
        if (document.KeyValues.FirstOrDefault()?.Value is not SyntaxNode value) return "";
        var behind = line[Math.Min(line.Length, value.Span.End.Column + 1)..];
        return behind.TrimStart().StartsWith('#') ? behind : "";
    }

    [GeneratedRegex(@"^\s*([A-Za-z0-9_-]+)\s*=")]
    private static partial Regex Key();

    [GeneratedRegex(@"^\s*\[\s*([A-Za-z0-9_.-]+)\s*\]")]
    private static partial Regex Head();
}
