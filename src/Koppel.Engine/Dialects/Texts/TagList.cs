using System.Text;

namespace Koppel.Engine.Dialects.Texts;

/// <summary>
/// Tags, or other names, in one text: between them stands a comma, a semicolon, <c>||</c> or the end of a line. One in double quotes is
/// kept whole.
/// </summary>
internal static class TagList
{
    /// <summary>What stands between the tags where they are given on; in none of them.</summary>
    const char Between = '\u001F';

    /// <summary>The tags of a text, without blanks around them; empty ones are left out.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var tags = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            if (Quoted(text, at) is var (tag, behind)) at = behind;
            else
            {
                var start = at;
                while (at < text.Length && Separator(text, at) == 0) at++;
                tag = text[start..at];
            }
            if (tag.Replace(Between, ' ').Trim() is { Length: > 0 } kept) tags.Add(kept);
            at += at < text.Length ? Separator(text, at) : 0;
        }
        return tags;
    }

    /// <summary>The tags as one text, for DuckDB to split.</summary>
    public static string? Joined(string? text) => text is null ? null : string.Join(Between, Split(text));

    /// <summary>A tag in quotes that end before the next separator, and the position behind it.</summary>
    static (string Tag, int Behind)? Quoted(string text, int start)
    {
        if (start >= text.Length || text[start] != '"') return null;
        var tag = new StringBuilder();
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] != '"') tag.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"') tag.Append(text[at++]);
            else
            {
                for (at++; at < text.Length && text[at] is ' ' or '\t'; at++) { }
                return at == text.Length || Separator(text, at) > 0 ? (tag.ToString(), at) : null;
            }
        }
        return null;
    }

    /// <summary>How long the separator at a place is; 0 when none is there.</summary>
    static int Separator(string text, int at) => text[at] switch
    {
        ',' or ';' or '\n' or '\r' => 1,
        '|' when at + 1 < text.Length && text[at + 1] == '|' => 2,
        _ => 0,
    };
}
