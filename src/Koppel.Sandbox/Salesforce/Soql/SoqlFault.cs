namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>A query that cannot be answered, with the platform's code and words.</summary>
internal sealed class SoqlFault(string code, string message) : Exception(message)
{
    // How much of the query is shown before and after the place.
    const int Before = 60;
    const int After = 60;

    public string Code => code;

    /// <summary>A fault with its place: the words around, a mark below, row and column.</summary>
    /// <param name="query">The whole query.</param>
    /// <param name="position">Where in it.</param>
    /// <param name="code">The error code.</param>
    /// <param name="text">What is wrong.</param>
    public static SoqlFault At(string query, int position, string code, string text)
    {
        position = Math.Min(position, query.Length);
        var lineStart = position == 0 ? 0 : query.LastIndexOf('\n', position - 1) + 1;
        var lineEnd = query.IndexOf('\n', position) is >= 0 and var end ? end : query.Length;
        var row = query.AsSpan(0, lineStart).Count('\n') + 1;
        var from = lineStart;
        if (position - lineStart > Before)
            from = query.IndexOf(' ', position - Before) is >= 0 and var gap && gap < position ? gap + 1 : position;
        var to = lineEnd;
        if (lineEnd - position > After) to = query.LastIndexOf(' ', position + After) is var last && last > position ? last : lineEnd;
        var column = position - lineStart + 1;
        return new(code, $"\n{query[from..to]}\n{new string(' ', position - from)}^\nERROR at Row:{row}:Column:{column}\n{text}");
    }
}

/// <summary>Error codes of queries.</summary>
internal static class SoqlCodes
{
    public const string Malformed = "MALFORMED_QUERY";
    public const string InvalidField = "INVALID_FIELD";
    public const string InvalidType = "INVALID_TYPE";
    public const string InvalidFilter = "INVALID_QUERY_FILTER_OPERATOR";
    public const string OutOfRange = "NUMBER_OUTSIDE_VALID_RANGE";
}
