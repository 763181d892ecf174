namespace Koppel.Engine.Sql;

/// <summary>Parameters of DuckDB: only a prepared statement has any, and only <c>execute</c> gives them values.</summary>
internal static class Parameters
{
    /// <summary>Whether the statement is prepared for later.</summary>
    public static bool CanHave(string script, ScriptPart part) => part.Tokens[0].Is(script, "prepare");

    /// <summary>Refuses a parameter that nothing can give a value.</summary>
    /// <exception cref="QueryException">There is one.</exception>
    public static void Check(string script, ScriptPart part)
    {
        if (CanHave(script, part)) return;
        foreach (var token in part.Tokens)
        {
            if (token.Kind == TokenKind.Parameter) throw Fault(script, token.Start, token.Length);
            if (token.Kind != TokenKind.Sign) continue;
            if (token.In(script).IndexOf('?') is >= 0 and var at) throw Fault(script, token.Start + at, 1);
            if (token.Is(script, "$"))
                throw QueryException.At(
                    script, token.Start, 1, "A name is needed directly after the $, such as $day. --var day=… gives it its value.");
        }
    }

    static QueryException Fault(string script, int start, int length) => QueryException.At(script, start, length,
        $"{script.Substring(start, length)} is a parameter, and nothing gives it a value here. Write $name and give it one with --var "
            + $"name=…; "
        + "parameters belong into prepare … as …, and execute gives them values.");
}
