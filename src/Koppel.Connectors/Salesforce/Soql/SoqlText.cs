using System.Buffers;
using System.Globalization;
using System.Text;

namespace Koppel.Connectors.Salesforce.Soql;

/// <summary>
/// Writes values and names into SOQL: the one place where that is done. Source: Salesforce's pages on quoted strings, date formats and
/// comparison operators of SOQL.
/// </summary>
internal static class SoqlText
{
    /// <summary>A text between single quotes may have so many characters in a condition.</summary>
    public const int LongestText = 4_000;

    /// <summary>A decimal has so many digits at most that a double, which Salesforce compares by, holds exactly.</summary>
    const int MostDigits = 15;

    static readonly SearchValues<char> Escaped = SearchValues.Create("'\\\"\n\r\t\b\f");

    static readonly SearchValues<char> Unwritten = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(c => char.IsControl(c) && !"\n\r\t\b\f".Contains(c))]);

    /// <summary>A text in its quotes.</summary>
    public static string Literal(string text) => $"'{Escape(text)}'";

    /// <summary>The pattern of texts that begin with one, in its quotes.</summary>
    public static string StartsWith(string text) => $"'{EscapePattern(text)}%'";

    /// <summary>The pattern of texts that hold one, in its quotes.</summary>
    public static string Contains(string text) => $"'%{EscapePattern(text)}%'";

    /// <summary>A day.</summary>
    public static string Literal(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>An instant, in UTC and thousandths of a second.</summary>
    public static string Literal(DateTimeOffset instant) =>
        instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A time of day.</summary>
    public static string Literal(TimeOnly time) => time.ToString("HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A truth value.</summary>
    public static string Literal(bool value) => value ? "true" : "false";

    /// <summary>A number without an exponent, which SOQL does not know; null when it has more digits than are compared exactly.</summary>
    public static string? Literal(decimal number)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        if (text.Contains('.', StringComparison.Ordinal)) text = text.TrimEnd('0').TrimEnd('.');
        var digits = text.Where(char.IsAsciiDigit).SkipWhile(d => d == '0').ToArray();
        return digits.Length <= MostDigits ? text.Length == 0 ? "0" : text : null;
    }

    /// <summary>Whether a name can stand in SOQL as it is: a field, an object, or a path of them.</summary>
    public static bool IsName(string name) =>
        name.Length > 0
            && name.Split('.').All(p => p.Length > 0 && char.IsAsciiLetter(p[0]) && p.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'));

    /// <summary>
    /// Whether a text can be compared with: it is not too long, and its control characters have a name. Others would be written as
    /// <c>\u0007</c>, which Salesforce documents and its own parser refuses.
    /// </summary>
    public static bool CanWrite(string text) => text.Length < LongestText && !text.AsSpan().ContainsAny(Unwritten);

    static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny(Escaped)) return text;
        var result = new StringBuilder(text.Length + 8);
        foreach (var c in text) Append(result, c);
        return result.ToString();
    }

    /// <summary>The signs of a pattern stand for themselves.</summary>
    static string EscapePattern(string text)
    {
        var result = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (c is '%' or '_') result.Append('\\').Append(c);
            else Append(result, c);
        }
        return result.ToString();
    }

    static void Append(StringBuilder result, char c) => _ = c switch
    {
        '\'' or '\\' or '"' => result.Append('\\').Append(c),
        '\n' => result.Append("\\n"),
        '\r' => result.Append("\\r"),
        '\t' => result.Append("\\t"),
        '\b' => result.Append("\\b"),
        '\f' => result.Append("\\f"),
        _ => result.Append(c),
    };
}
