namespace Koppel.Sdk.Rest.Read;

/// <summary>
/// The header <c>Link</c>, by which an answer names its neighbours: <c>&lt;https://…&gt;; rel="next", &lt;…&gt;; rel="last"</c>.
/// Source: RFC 8288.
/// </summary>
internal static class LinkHeader
{
    /// <summary>The address of the next page, or null.</summary>
    /// <param name="values">The values of the header, each with one link or several.</param>
    public static string? Next(IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            for (var open = value.IndexOf('<', StringComparison.Ordinal); open >= 0;)
            {
                var close = value.IndexOf('>', open);
                if (close < 0) break;
                var next = value.IndexOf('<', close);
                if (IsNext(next < 0 ? value[(close + 1)..] : value[(close + 1)..next])) return value[(open + 1)..close];
                open = next;
            }
        }
        return null;
    }

    /// <summary>Whether the parameters of a link say so. A link can be of several kinds: <c>rel="next last"</c>.</summary>
    static bool IsNext(string parameters) =>
        parameters.Split([';', ','], StringSplitOptions.TrimEntries)
            .Select(p => p.Split('=', 2, StringSplitOptions.TrimEntries))
            .Any(p => p is [var name, var kinds] && name.Equals("rel", StringComparison.OrdinalIgnoreCase)
                && kinds.Trim('"').Split(' ').Contains("next", StringComparer.OrdinalIgnoreCase));
}
