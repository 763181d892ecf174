using System.Security;
using System.Text;
using System.Xml;

namespace Koppel.Output.Xlsx;

/// <summary>Text within XML: marks are escaped, and what XML cannot hold becomes the replacement character.</summary>
static class XmlText
{
    /// <summary>The text to write between two tags.</summary>
    public static string Of(string text)
    {
        var wrong = false;
        for (var i = 0; i < text.Length && !wrong; i++) wrong = !IsAllowed(text, i);
        return SecurityElement.Escape(wrong ? Replace(text) : text);
    }

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
