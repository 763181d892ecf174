using System.Text;

namespace Koppel.Engine.Tests.Files;

/// <summary>Programs that write separated text, as far as their output differs.</summary>
/// <param name="Name">The program and its options.</param>
/// <param name="Separator">What separates cells.</param>
/// <param name="LineEnd">What ends rows.</param>
/// <param name="Encoding">The encoding.</param>
/// <param name="HasMark">It writes a byte order mark.</param>
/// <param name="Quotes">When it encloses a cell.</param>
sealed record TextWriters(string Name, char Separator, string LineEnd, Encoding Encoding, bool HasMark, Func<string, char, bool> Quotes)
{
    static readonly Encoding s_windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    static readonly UTF8Encoding s_utf8 = new(false);

    /// <summary>Quotes within cells are escaped by this instead of being doubled; null for doubling.</summary>
    public char? Escape { get; init; }

    /// <summary>Cells are never enclosed, and all that has a meaning is escaped.</summary>
    public bool EscapesAll { get; init; }

    /// <summary>All of them.</summary>
    public static TextWriters[] All { get; } =
    [
        new("Excel NL, ANSI", ';', "\r\n", s_windows, false, Needed),
        new("Excel NL, UTF-8", ';', "\r\n", s_utf8, true, Needed),
        new("Excel US, ANSI", ',', "\r\n", s_windows, false, Needed),
        new("Excel US, UTF-8", ',', "\r\n", s_utf8, true, Needed),
        new("Excel, Unicode text", '\t', "\r\n", Encoding.Unicode, true, Needed),
        new("LibreOffice", ',', "\n", s_utf8, false, Needed),
        new("LibreOffice, all texts quoted", ';', "\n", s_utf8, false, (text, _) => !IsNumber(text)),
        new("Python, minimal", ',', "\r\n", s_utf8, false, Needed),
        new("Python, all", ',', "\r\n", s_utf8, false, (_, _) => true),
        new("Python, not numeric", ';', "\r\n", s_utf8, false, (text, _) => !IsNumber(text)),
        new("Python, minimal, escaped quotes", ',', "\n", s_utf8, false, Needed) { Escape = '\\' },
        new("Python, none", ',', "\n", s_utf8, false, (_, _) => false) { Escape = '\\', EscapesAll = true },
        new("RFC 4180", ',', "\r\n", s_utf8, false, Needed),
    ];

    /// <summary>The file.</summary>
    public byte[] Write(IReadOnlyList<string[]> rows)
    {
        var text = string.Concat(rows.Select(r => string.Join(Separator, r.Select(Cell)) + LineEnd));
        return [
            .. HasMark
                ? Encoding.UTF8.Equals(Encoding) || Encoding is UTF8Encoding ? Encoding.UTF8.GetPreamble() : Encoding.GetPreamble()
                : [], .. Encoding.GetBytes(text)];
    }

    /// <summary>Whether it can write these texts at all.</summary>
    public bool Knows(string text) => Encoding is UTF8Encoding or UnicodeEncoding || s_windows.GetString(s_windows.GetBytes(text)) == text;

    string Cell(string text)
    {
        if (EscapesAll) return string.Concat(text.Select(c => c == Separator || c is '"' or '\\' or '\r' or '\n' ? $"\\{c}" : $"{c}"));
        if (!Quotes(text, Separator)) return text;
        return Escape is { } escape
            ? "\"" + text.Replace($"{escape}", $"{escape}{escape}", StringComparison.Ordinal)
                .Replace("\"", $"{escape}\"", StringComparison.Ordinal) + "\""
            : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    static bool Needed(string text, char separator) =>
        text.Contains(separator, StringComparison.Ordinal) || text.AsSpan().ContainsAny('"', '\r', '\n');

    static bool IsNumber(string text) => text.Length > 0 && text.All(c => char.IsAsciiDigit(c));
}
