using System.Globalization;

namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>Takes the words of a query one after the other.</summary>
internal sealed class TokenReader(string query)
{
    const int MostDepth = 100;

    static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        "COUNT", "COUNT_DISTINCT", "SUM", "AVG", "MIN", "MAX", "toLabel", "FORMAT", "CALENDAR_YEAR", "CALENDAR_QUARTER", "CALENDAR_MONTH",
        "FISCAL_YEAR", "FISCAL_QUARTER", "FISCAL_MONTH", "DAY_IN_YEAR", "DAY_IN_MONTH", "DAY_IN_WEEK", "DAY_ONLY", "HOUR_IN_DAY",
        "WEEK_IN_YEAR", "WEEK_IN_MONTH", "convertTimezone",
    };

    static readonly HashSet<string> Unserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "DISTANCE", "GEOLOCATION", "convertCurrency", "GROUPING",
    };

    readonly IReadOnlyList<Token> _tokens = Lexer.Read(query);
    int _at;
    int _depth;

    public string Query => query;

    public Token Now => _tokens[_at];

    public Token Ahead => _tokens[Math.Min(_at + 1, _tokens.Count - 1)];

    public Token Take() => _tokens[_at == _tokens.Count - 1 ? _at : _at++];

    public bool TryTake(string word)
    {
        if (!Now.Is(word)) return false;
        Take();
        return true;
    }

    public bool TryTakeSymbol(string symbol)
    {
        if (!Now.IsSymbol(symbol)) return false;
        Take();
        return true;
    }

    public void Expect(string word)
    {
        if (!TryTake(word)) throw Unexpected();
    }

    public void ExpectSymbol(string symbol)
    {
        if (!TryTakeSymbol(symbol)) throw Unexpected();
    }

    public SoqlFault Unexpected() => At(Now, $"unexpected token: '{Now.Text}'");

    /// <summary>Reads something that stands inside of something else; what is nested too deep is refused.</summary>
    public T Inside<T>(Func<T> read)
    {
        if (++_depth > MostDepth) throw At(Now, $"The query is nested deeper than {MostDepth} levels.");
        var result = read();
        _depth--;
        return result;
    }

    /// <summary>A part of SOQL that the sandbox has not.</summary>
    public SoqlFault NotServed(string what) => At(Now, $"The sandbox does not serve {what}. Leave it out, or use a real org.");

    public SoqlFault At(Token token, string text) => SoqlFault.At(query, token.Position, SoqlCodes.Malformed, text);

    public FieldPath Path()
    {
        var first = TakeName();
        List<string> steps = [first.Text];
        while (TryTakeSymbol(".")) steps.Add(TakeName().Text);
        return new(steps, first.Position);
    }

    /// <summary>A field or a function of one.</summary>
    public Expression Value()
    {
        if (!Ahead.IsSymbol("(") || Now.Kind != TokenKind.Name) return new PathExpression(Path());
        var name = Take();
        if (Unserved.Contains(name.Text)) throw At(name,
            $"The sandbox does not serve the function {name.Text}. Leave it out, or use a real org.");
        if (!Functions.Contains(name.Text)) throw At(name, $"unexpected token: '{name.Text}'");
        ExpectSymbol("(");
        var argument = Now.IsSymbol(")") ? null : Inside(Value);
        ExpectSymbol(")");
        var call = new Call(name.Text.ToUpperInvariant(), argument, name.Position);
        return argument is null && !call.IsCountOfAll ? throw At(name, $"unexpected token: '{name.Text}'") : call;
    }

    public int Whole()
    {
        var token = Now;
        if (token.Kind != TokenKind.Number || !int.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw Unexpected();
        Take();
        return number;
    }

    Token TakeName() => Now.Kind == TokenKind.Name ? Take() : throw Unexpected();
}
