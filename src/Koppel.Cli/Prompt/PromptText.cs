using Koppel.Cli.Prompt.Dots;
using Koppel.Engine.Assist;

namespace Koppel.Cli.Prompt;

/// <summary>When a text that is typed is whole.</summary>
static class PromptText
{
    /// <summary>Whether Enter ends it: a dot command, nothing, or SQL that ends with a semicolon outside of texts and comments.</summary>
    public static bool IsComplete(string text)
    {
        if (text.AsSpan().Trim().Length == 0 || DotLine.Is(text)) return true;
        return MayEnd(text) && ScriptStatements.IsComplete(text);
    }

    // The whole text is looked at only where its last line can be an end: a long one may come line by line. Whether what looks like a
    // comment behind a semicolon is one, and holds further ones, is seen then.
    static bool MayEnd(string text)
    {
        var last = text.AsSpan().TrimEnd();
        last = last[(last.LastIndexOf('\n') + 1)..].Trim();
        if (last.EndsWith(";") || last.EndsWith("*/") || last.StartsWith("--") || last.SequenceEqual("/")) return true;
        var behind = last[(last.IndexOf(';') + 1)..];
        return behind.Length < last.Length
            && (behind.Contains("--", StringComparison.Ordinal) || behind.Contains("/*", StringComparison.Ordinal));
    }
}
