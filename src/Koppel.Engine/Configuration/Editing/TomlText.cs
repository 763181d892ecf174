using Tomlyn.Syntax;

namespace Koppel.Engine.Configuration.Editing;

/// <summary>A text of TOML without faults, with the places of what stands in it. It does not change: an edit gives another one.</summary>
/// <param name="text">The text.</param>
/// <param name="document">What was read of it.</param>
sealed class TomlText(string text, DocumentSyntax document)
{
    /// <summary>The text.</summary>
    public string Text => text;

    /// <summary>How its lines end.</summary>
    public string LineEnd => text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    /// <summary>All entries, in their order.</summary>
    public IReadOnlyList<TomlEntry> Entries { get; } = [.. TomlEntry.Of(document)];

    /// <summary>The tables with a heading, in their order.</summary>
    public IReadOnlyList<TableSyntaxBase> Tables { get; } = [.. document.Tables];

    /// <summary>Where a part begins.</summary>
    public static int From(SyntaxNode node) => node.Span.Start.Offset;

    /// <summary>Where a part has ended.</summary>
    public static int To(SyntaxNode node) => node.Span.End.Offset + 1;

    /// <summary>The text between two places.</summary>
    public string Between(int from, int to) => text[from..to];

    /// <summary>Where the line of a place begins.</summary>
    public int LineStart(int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    /// <summary>Where the line after that of a place begins; the end of the text when there is none.</summary>
    public int NextLine(int at) => text.IndexOf('\n', at) is var end and >= 0 ? end + 1 : text.Length;

    /// <summary>The text with another piece in the place of what stood there.</summary>
    public string With(int from, int to, string piece) => string.Concat(text.AsSpan(0, from), piece, text.AsSpan(to));

    /// <summary>The text with lines put in before a place where a line begins, or at the end.</summary>
    public string WithLines(int at, string lines)
    {
        var isOpen = at == text.Length && at > 0 && text[^1] != '\n';
        return With(at, at, (isOpen ? LineEnd : "") + lines.ReplaceLineEndings(LineEnd));
    }
}
