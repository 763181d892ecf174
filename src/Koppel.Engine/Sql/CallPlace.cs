namespace Koppel.Engine.Sql;

/// <summary>Where the function is called that a fault is of: DuckDB tells no place for what a function finds wrong with a value.</summary>
internal static class CallPlace
{
    /// <summary>
    /// The first character of the call; null when the fault begins with no function's name, or it is called more than once.
    /// </summary>
    /// <param name="sql">The statement.</param>
    /// <param name="fault">The fault, such as <c>to_date: …</c></param>
    public static int? Find(string sql, string fault)
    {
        var end = fault.IndexOf(": ", StringComparison.Ordinal);
        if (end <= 0 || !fault.AsSpan(0, end).ToString().All(c => char.IsAsciiLetterOrDigit(c) || c == '_')) return null;
        var words = Lexer.Tokenize(sql).Where(t => !t.IsBlank).ToList();
        var calls = words.Where((w, i) => w.IsName && i + 1 < words.Count && words[i + 1].Is(sql, "(")
            && SqlText.Name(sql, w).Equals(fault[..end], StringComparison.OrdinalIgnoreCase)).ToList();
        return calls is [var only] ? only.Start : null;
    }
}
