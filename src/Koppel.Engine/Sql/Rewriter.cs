using System.Text;

namespace Koppel.Engine.Sql;

/// <summary>
/// Turns a user's statement into DuckDB's: <c>t@a</c> becomes <c>"a"."t"</c>, <c>$name</c> and <c>${name}</c> a text, and
/// <c>label 'text'</c> goes. A blank that is not ASCII becomes one that is. All else stays byte for byte.
/// </summary>
internal static class Rewriter
{
    static readonly Dictionary<string, string> NoVariables = [];

    /// <summary>Rewrites a text that is no statement, such as <c>contacts@ac</c>.</summary>
    public static RewrittenSql Rewrite(string text) =>
        Script.Split(text) is [var part] ? Rewrite(text, part, [], NoVariables) : new RewrittenSql(text, 0, [], [], []);

    /// <summary>Rewrites a statement.</summary>
    /// <exception cref="QueryException">A variable has no value, or a label stands where it can have no effect.</exception>
    public static RewrittenSql Rewrite(string script, Statement statement, IReadOnlyDictionary<string, string> variables) =>
        Rewrite(script, statement.Part, Labels.Find(script, statement), variables);

    /// <summary>Rewrites a part of a statement, such as its condition.</summary>
    /// <exception cref="QueryException">A variable has no value.</exception>
    public static RewrittenSql Rewrite(string script, ScriptPart part, IReadOnlyDictionary<string, string> variables) =>
        Rewrite(script, part, [], variables);

    static RewrittenSql Rewrite(string script, ScriptPart part, IReadOnlyList<Label> labels, IReadOnlyDictionary<string, string> variables)
    {
        var tokens = part.Tokens;
        var text = WithPlainBlanks(script, part);
        var sql = new StringBuilder(part.End - part.Start + 64);
        var references = new List<TableReference>();
        var replacements = new List<RewrittenSql.Replacement>();
        var copied = part.Start;
        var canHaveParameters = Parameters.CanHave(script, part);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (TableReference.IsAt(tokens, i))
            {
                TableReference.CheckSingle(script, tokens, i);
                var (reference, _, last) = TableReference.Around(script, tokens, i);
                references.Add(reference);
                Replace(reference.Start, reference.Length, TableName(reference));
                i = last;
            }
            else if (tokens[i].Kind == TokenKind.Variable)
            {
                if (canHaveParameters && !variables.ContainsKey(SqlText.Variable(script, tokens[i]))) continue;
                CheckAlone(script, tokens, i);
                Replace(tokens[i].Start, tokens[i].Length, SqlText.Literal(Value(script, tokens[i], variables)));
            }
            else if (labels.FirstOrDefault(l => l.Start == tokens[i].Start) is { } label)
            {
                Replace(label.Start, label.Length, "");
                while (i + 1 < tokens.Count && tokens[i + 1].Start < label.Start + label.Length) i++;
            }
        }
        sql.Append(text, copied - part.Start, part.End - copied);
        return new RewrittenSql(sql.ToString(), part.Start, references, replacements, [.. labels.Select(l => l.Heading)]);

        void Replace(int start, int length, string by)
        {
            sql.Append(text, copied - part.Start, start - copied);
            replacements.Add(new(sql.Length, by.Length, start, length));
            sql.Append(by);
            copied = start + length;
        }
    }

    /// <summary>
    /// DuckDB makes a blank of a no-break space before it parses, which has fewer bytes: places behind it would not be ours. And other
    /// blanks it takes for letters.
    /// </summary>
    static string WithPlainBlanks(string script, ScriptPart part)
    {
        var text = script[part.Start..part.End];
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u007f')) return text;
        var written = text.ToCharArray();
        foreach (var token in part.Tokens)
            for (var i = token.Start - part.Start; token.IsBlank && i < token.End - part.Start; i++)
                if (!char.IsAscii(written[i]) && Lexer.IsBlank(written[i])) written[i] = ' ';
        return new string(written);
    }

    /// <summary>Two texts that touch are one, with an apostrophe between them.</summary>
    static void CheckAlone(string script, IReadOnlyList<Token> tokens, int at)
    {
        var token = tokens[at];
        var touches = (at > 0 && tokens[at - 1].End == token.Start && IsText(tokens[at - 1]))
            || (at + 1 < tokens.Count && tokens[at + 1].Start == token.End && IsText(tokens[at + 1]));
        if (!touches) return;
        throw QueryException.At(script, token.Start, token.Length,
            $"The text that {token.In(script)} stands for touches another one, and both would become one with an apostrophe in it. Join "
                + "texts by ||, such as '%' || $name.");

        static bool IsText(Token token) => token.Kind is TokenKind.Text or TokenKind.Variable;
    }

    static string TableName(TableReference reference) =>
        $"{SqlText.Identifier(Names.Catalog(reference.Alias))}.{SqlText.Identifier(reference.FullName)}";

    static string Value(string script, Token token, IReadOnlyDictionary<string, string> variables)
    {
        var name = SqlText.Variable(script, token);
        if (variables.TryGetValue(name, out var value)) return value;
        throw QueryException.At(script, token.Start, token.Length, $"${name} has no value. "
            + (variables.Count == 0 ? $"Give it one with --var {name}=…, or before it with local define {name} \"…\"."
            : Suggestion.For(name, variables.Keys) is { } near
                ? $"Did you mean ${near}?"
                : $"Those that have one: {string.Join(", ", variables.Keys.Order(StringComparer.Ordinal).Select(k => "$" + k))}."));
    }
}
