using System.Text;

namespace Koppel.Sdk.Http;

/// <summary>Builds path and query; every value is escaped here and nowhere else.</summary>
public sealed class UrlPath
{
    readonly StringBuilder _text;
    bool _hasQuery;

    UrlPath(string path)
    {
        _text = new StringBuilder(path);
        _hasQuery = path.Contains('?', StringComparison.Ordinal);
    }

    /// <summary>Begins with a fixed path such as <c>contacts</c>.</summary>
    public static UrlPath Of(string path) => new(path);

    /// <summary>Fills one <c>{name}</c> of a path pattern.</summary>
    /// <exception cref="ArgumentException">The value cannot travel in a path; see <see cref="FitsPath"/>.</exception>
    public static string Fill(string pattern, string name, string value) => FitsPath(value)
        ? pattern.Replace("{" + name + "}", Uri.EscapeDataString(value), StringComparison.Ordinal)
        : throw new ArgumentException($"'{value}' cannot stand in the path {pattern}: it would name another path.", nameof(value));

    /// <summary>
    /// Whether a value can be a part of a path. An empty one and the dots that mean "here" and "up" cannot, however they are escaped.
    /// </summary>
    public static bool FitsPath(string value) => value is not ("" or "." or "..");

    /// <summary>Adds <c>name=value</c> to the query. The brackets of names such as <c>filters[email]</c> stay readable.</summary>
    public UrlPath Query(string name, string value)
    {
        _text.Append(_hasQuery ? '&' : '?').Append(EscapeName(name)).Append('=').Append(Uri.EscapeDataString(value));
        _hasQuery = true;
        return this;
    }

    /// <summary>
    /// Adds <c>name=value</c> where the value is a text for people too, such as a query: what an address can hold as it is stays, and a
    /// blank becomes a plus. Source: RFC 3986, section 3.4.
    /// </summary>
    public UrlPath QueryText(string name, string value)
    {
        _text.Append(_hasQuery ? '&' : '?').Append(EscapeName(name)).Append('=');
        _hasQuery = true;
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.Value == ' ') _text.Append('+');
            else if (IsPlain(rune)) _text.Append((char)rune.Value);
            else _text.Append(Uri.EscapeDataString(rune.ToString()));
        }
        return this;
    }

    /// <summary>How many bytes a text takes in an address, as <see cref="QueryText"/> writes it.</summary>
    public static int QueryBytes(string value) =>
        value.EnumerateRunes().Sum(rune => rune.Value == ' ' || IsPlain(rune) ? 1 : 3 * rune.Utf8SequenceLength);

    static bool IsPlain(Rune rune) =>
        rune.IsAscii
            && (char.IsAsciiLetterOrDigit((char)rune.Value) || "-._~!$'()*,:@/?".Contains((char)rune.Value, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    static string EscapeName(string name) =>
        Uri.EscapeDataString(name).Replace("%5B", "[", StringComparison.Ordinal).Replace("%5D", "]", StringComparison.Ordinal);
}
