using Koppel.Engine.Sql;

namespace Koppel.Engine.Dialects;

/// <summary>Which functions a text calls, by its tokens: a name with an opening bracket behind it.</summary>
internal static class FunctionCalls
{
    /// <summary>Our functions that a text calls, each with the greatest number of arguments.</summary>
    /// <param name="sql">A statement.</param>
    public static Dictionary<ForeignFunction, int> In(string sql)
    {
        var calls = new Dictionary<ForeignFunction, int>();
        var words = Lexer.Tokenize(sql).Where(t => !t.IsBlank).ToList();
        for (var i = 0; i + 1 < words.Count; i++)
        {
            if (!words[i].IsName || !words[i + 1].Is(sql, "(") || IsDefined(sql, words, i)) continue;
            if (!ForeignFunctions.All.TryGetValue(SqlText.Name(sql, words[i]), out var function)) continue;
            var count = Arguments(sql, words, i + 1) + (IsBehindValue(sql, words, i) ? 1 : 0);
            if (count >= function.FromArguments) calls[function] = Math.Max(count, calls.GetValueOrDefault(function));
        }
        return calls;
    }

    /// <summary>It is not called but made: <c>create macro nvl(a, b) as …</c></summary>
    static bool IsDefined(string sql, List<Token> words, int i)
    {
        for (; i > 2 && words[i - 1].Kind == TokenKind.Dot; i -= 2) { }
        return i > 0 && (words[i - 1].Is(sql, "macro") || words[i - 1].Is(sql, "function") || words[i - 1].Is(sql, "exists"));
    }

    /// <summary><c>name.nvl('?')</c>: what stands before the dot is the first argument.</summary>
    static bool IsBehindValue(string sql, List<Token> words, int i) =>
        i > 1 && words[i - 1].Kind == TokenKind.Dot && !words[i - 2].Is(sql, "main") && !words[i - 2].Is(sql, "temp");

    static int Arguments(string sql, List<Token> words, int open)
    {
        if (open + 1 < words.Count && words[open + 1].Is(sql, ")")) return 0;
        var (depth, commas) = (0, 0);
        for (var i = open; i < words.Count; i++)
        {
            depth += words[i].Kind switch { TokenKind.Open => 1, TokenKind.Close => -1, _ => 0 };
            if (depth == 0) break;
            if (depth == 1 && words[i].Kind == TokenKind.Comma) commas++;
        }
        return commas + 1;
    }
}
