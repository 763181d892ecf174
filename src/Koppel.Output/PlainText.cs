using System.Globalization;
using System.Text;

namespace Koppel.Output;

/// <summary>
/// Makes text harmless: what could steer a terminal or turn the order of letters is replaced by a visible sign, so that a value in a
/// remote system can neither hide nor forge what is on the screen.
/// </summary>
public static class PlainText
{
    /// <summary>The text on one line, without control characters.</summary>
    public static string Of(string text) => Clean(text, keepLines: false);

    /// <summary>The same, keeping tabs and the ends of lines.</summary>
    public static string OfLines(string text) => Clean(text, keepLines: true);

    /// <summary>JSON that means the same, with such characters written as <c>\u202e</c>.</summary>
    public static string OfJson(string json)
    {
        if (!json.Any(c => Harms(c, keepLines: true))) return json;
        var clean = new StringBuilder(json.Length);
        foreach (var c in json)
        {
            if (Harms(c, keepLines: true)) clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else clean.Append(c);
        }

        return clean.ToString();
    }

    static string Clean(string text, bool keepLines)
    {
        var first = 0;
        while (first < text.Length && !Harms(text[first], keepLines)) first++;
        if (first == text.Length) return text;

        var clean = new StringBuilder(text, 0, first, text.Length);
        foreach (var c in text.AsSpan(first)) clean.Append(Harms(c, keepLines) ? Sign(c) : c);
        return clean.ToString();
    }

    static bool Harms(char c, bool keepLines) => c switch
    {
        '\n' or '\r' or '\t' => !keepLines,
        < ' ' or (>= '\u007f' and <= '\u009f') => true,
        '\u2028' or '\u2029' or '\u061c' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') => true,
        _ => false,
    };

    // Unicode has a picture for each of the first 32 and for delete.
    static char Sign(char c) => c switch
    {
        < ' ' => (char)('\u2400' + c),
        '\u007f' => '\u2421',
        _ => '\ufffd',
    };
}
