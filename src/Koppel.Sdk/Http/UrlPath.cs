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
    public static string Fill(string pattern, string name, string value) =>
        pattern.Replace("{" + name + "}", Uri.EscapeDataString(value), StringComparison.Ordinal);

    /// <summary>Adds <c>name=value</c> to the query. The brackets of names such as <c>filters[email]</c> stay readable.</summary>
    public UrlPath Query(string name, string value)
    {
        _text.Append(_hasQuery ? '&' : '?').Append(EscapeName(name)).Append('=').Append(Uri.EscapeDataString(value));
        _hasQuery = true;
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    static string EscapeName(string name) =>
        Uri.EscapeDataString(name).Replace("%5B", "[", StringComparison.Ordinal).Replace("%5D", "]", StringComparison.Ordinal);
}
