namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>
/// Reads conditions. AND and OR do not mix without parentheses, and NOT stands alone or inside of them, as in the platform's grammar.
/// </summary>
internal sealed class ConditionParser(TokenReader tokens, Func<Query> nested)
{
    static readonly string[] Operators = ["=", "!=", "<>", "<", "<=", ">", ">="];

    readonly LiteralParser _literals = new(tokens);

    public Condition Read()
    {
        if (tokens.TryTake("NOT"))
        {
            var inner = Simple();
            return tokens.Now.Is("AND") || tokens.Now.Is("OR") ? throw tokens.Unexpected() : new NotOf(inner);
        }

        var first = Simple();
        var word = tokens.Now.Is("AND") ? "AND" : tokens.Now.Is("OR") ? "OR" : null;
        if (word is null) return first;
        List<Condition> parts = [first];
        while (tokens.TryTake(word)) parts.Add(Simple());
        if (tokens.Now.Is("AND") || tokens.Now.Is("OR")) throw tokens.Unexpected();
        return word == "AND" ? new AllOf(parts) : new AnyOf(parts);
    }

    Condition Simple()
    {
        if (tokens.TryTakeSymbol("("))
        {
            var inner = tokens.Inside(Read);
            tokens.ExpectSymbol(")");
            return inner;
        }

        var value = tokens.Value();
        if (tokens.TryTake("IN")) return Listed(value, "IN");
        if (tokens.TryTake("INCLUDES")) return Listed(value, "INCLUDES");
        if (tokens.TryTake("EXCLUDES")) return Listed(value, "EXCLUDES");
        if (tokens.TryTake("NOT"))
        {
            tokens.Expect("IN");
            return Listed(value, "NOT IN");
        }

        if (tokens.TryTake("LIKE")) return new Comparison(value, "LIKE", _literals.Read(isPattern: true));
        foreach (var sign in Operators)
        {
            if (tokens.TryTakeSymbol(sign)) return new Comparison(value, sign == "<>" ? "!=" : sign, _literals.Read());
        }

        throw tokens.Unexpected();
    }

    Condition Listed(Expression value, string word)
    {
        tokens.ExpectSymbol("(");
        if (tokens.Now.Is("SELECT") && word is ("IN" or "NOT IN"))
        {
            var query = tokens.Inside(nested);
            if (query is not { OrderBy.Count: 0, Limit: null, Offset: null }) throw tokens.Unexpected();
            tokens.ExpectSymbol(")");
            return new QueryComparison(value, word == "NOT IN", query);
        }

        List<Literal> values = [_literals.Read()];
        while (tokens.TryTakeSymbol(",")) values.Add(_literals.Read());
        tokens.ExpectSymbol(")");
        return new ListComparison(value, word, values);
    }
}
