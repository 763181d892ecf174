using System.Globalization;

namespace Koppel.Cli.Prompt.Editing;

/// <summary>Places in a text between which a cursor moves: letters as people see them, words, lines.</summary>
static class TextElements
{
    /// <summary>The place behind the letter that begins at a place.</summary>
    public static int Next(string text, int at) =>
        at >= text.Length ? text.Length : at + StringInfo.GetNextTextElementLength(text.AsSpan(at));

    /// <summary>The place at which the letter before a place begins.</summary>
    public static int Previous(string text, int at)
    {
        if (at <= 0) return 0;
        if (text[at - 1] < '\u0300') return at - 1; // It is not put together with what stands before it.
        var start = LineStart(text, at);
        while (Next(text, start) is var next && next < at) start = next;
        return start;
    }

    /// <summary>The place at which the line of a place begins.</summary>
    public static int LineStart(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    /// <summary>The place at which the line of a place ends.</summary>
    public static int LineEnd(string text, int at) => text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;

    /// <summary>The place behind the word that stands at a place or behind it.</summary>
    public static int WordEnd(string text, int at)
    {
        while (at < text.Length && !IsWord(text[at])) at++;
        while (at < text.Length && IsWord(text[at])) at++;
        return at;
    }

    /// <summary>The place at which the word begins that stands before a place.</summary>
    public static int WordStart(string text, int at)
    {
        while (at > 0 && !IsWord(text[at - 1])) at--;
        while (at > 0 && IsWord(text[at - 1])) at--;
        return at;
    }

    /// <summary>The place at which the letters without blanks begin that stand before a place.</summary>
    public static int BlankStart(string text, int at)
    {
        while (at > 0 && char.IsWhiteSpace(text[at - 1])) at--;
        while (at > 0 && !char.IsWhiteSpace(text[at - 1])) at--;
        return at;
    }

    static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_' || char.IsSurrogate(c);
}
