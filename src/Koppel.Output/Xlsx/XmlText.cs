using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Koppel.Output.Xlsx;

/// <summary>Text within XML: marks are escaped, and what XML cannot hold becomes the replacement character.</summary>
static partial class XmlText
{
    /// <summary>The text to write between two tags.</summary>
    public static string Of(string text)
    {
        var wrong = false;
        for (var i = 0; i < text.Length && !wrong; i++) wrong = !IsAllowed(text, i);
        return SecurityElement.Escape(wrong ? Replace(text) : text);
    }

    /// <summary>
    /// The text of a cell. There <c>_x0041_</c> is the code of a letter to Excel; what only looks so keeps its underscore as such a code.
    /// </summary>
    public static string OfCell(string text) => Of(text.Contains("_x", StringComparison.Ordinal) ? Code().Replace(text, "_x005F_") : text);

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    static string Replace(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++) clean.Append(IsAllowed(text, i) ? text[i] : '\ufffd');
        return clean.ToString();
    }

    static bool IsAllowed(string text, int i) =>
        XmlConvert.IsXmlChar(text[i])
        || (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
        || (i > 0 && char.IsSurrogatePair(text[i - 1], text[i]));
}
