namespace Koppel.Engine.Sql;

/// <summary>The one place where names and texts are escaped for SQL.</summary>
public static class SqlText
{
    /// <summary>A name in double quotes.</summary>
    /// <param name="name">The name.</param>
    public static string Identifier(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }

    /// <summary>A text in single quotes. A zero in it is an expression: DuckDB takes SQL to its first zero.</summary>
    /// <param name="text">The text.</param>
    public static string Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var quoted = "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
        return text.Contains('\0', StringComparison.Ordinal)
            ? $"({quoted.Replace("\0", "' || chr(0) || '", StringComparison.Ordinal)})"
            : quoted;
    }

    /// <summary>The name that a token means.</summary>
    internal static string Name(string script, Token token) => token.Kind == TokenKind.QuotedName
        ? script.Substring(token.Start + 1, token.Length - 2).Replace("\"\"", "\"", StringComparison.Ordinal)
        : script.Substring(token.Start, token.Length);

    /// <summary>The name of the variable that a token means.</summary>
    internal static string Variable(string script, Token token) => script[token.Start..token.End].Trim('$', '{', '}');

    /// <summary>The text that a plain text token means.</summary>
    internal static string Text(string script, Token token) =>
        script.Substring(token.Start + 1, token.Length - 2).Replace("''", "'", StringComparison.Ordinal);
}
