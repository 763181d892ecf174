using System.Text;

namespace Koppel.Output;

/// <summary>Text in Markdown that is only a text, whatever it holds: no emphasis, code, link or HTML, and no end of a cell.</summary>
public static class MarkdownText
{
    const string Signs = "\\`*_[]|~";

    /// <summary>The text to write within a line; its line ends are the caller's.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (c is '<') escaped.Append("&lt;");
            else if (c is '&') escaped.Append("&amp;");
            else if (Signs.Contains(c, StringComparison.Ordinal)) escaped.Append('\\').Append(c);
            else escaped.Append(c);
        }
        return escaped.ToString();
    }
}
