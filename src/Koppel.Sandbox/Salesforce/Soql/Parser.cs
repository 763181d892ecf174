namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>Reads a query. What the platform's own parser refuses is refused here.</summary>
internal sealed class Parser
{
    const int MostCharacters = 100_000;

    static readonly HashSet<string> AfterFrom = new(StringComparer.OrdinalIgnoreCase)
    {
        "USING", "WHERE", "WITH", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "FOR", "ALL", "UPDATE", "NULLS", "AS",
    };

    readonly TokenReader _tokens;
    readonly ConditionParser _conditions;

    Parser(string query)
    {
        _tokens = new(query);
        _conditions = new(_tokens, Nested);
    }

    public static Query Parse(string query)
    {
        if (query.Length > MostCharacters)
            throw new SoqlFault(SoqlCodes.Malformed, $"SOQL statements cannot be longer than {MostCharacters} characters.");
        var parser = new Parser(query);
        var parsed = parser.Read();
        if (parser._tokens.Now.Kind != TokenKind.End) throw parser._tokens.Unexpected();
        return parsed;
    }

    Query Nested() => Read();

    Query Read()
    {
        _tokens.Expect("SELECT");
        List<SelectItem> items = [Item()];
        while (_tokens.TryTakeSymbol(",")) items.Add(Item());
        _tokens.Expect("FROM");
        var from = _tokens.Path();
        var alias = Alias();
        if (_tokens.Now.IsSymbol(",")) throw _tokens.NotServed("more than one object in FROM");
        Scope();
        var where = _tokens.TryTake("WHERE") ? _conditions.Read() : null;
        if (_tokens.Now.Is("WITH")) With();
        var group = Group();
        var having = _tokens.TryTake("HAVING") ? _conditions.Read() : null;
        var order = Order();
        var limit = _tokens.TryTake("LIMIT") ? _tokens.Whole() : (int?)null;
        var offset = _tokens.TryTake("OFFSET") ? _tokens.Whole() : (int?)null;
        var use = For();
        return new(items, from)
        {
            Alias = alias, Where = where, GroupBy = group, Having = having, OrderBy = order, Limit = limit, Offset = offset, For = use,
        };
    }

    string? For()
    {
        if (!_tokens.TryTake("FOR")) return null;
        if (_tokens.TryTake("VIEW")) return "VIEW";
        if (_tokens.TryTake("REFERENCE")) return "REFERENCE";
        throw _tokens.Now.Is("UPDATE") ? _tokens.NotServed("FOR UPDATE, which is for Apex") : _tokens.Unexpected();
    }

    string? Alias()
    {
        var isNamed = _tokens.TryTake("AS");
        if (_tokens.Now.Kind == TokenKind.Name && !AfterFrom.Contains(_tokens.Now.Text)) return _tokens.Take().Text;
        return isNamed ? throw _tokens.Unexpected() : null;
    }

    void Scope()
    {
        if (!_tokens.TryTake("USING")) return;
        _tokens.Expect("SCOPE");
        if (!_tokens.TryTake("everything")) throw _tokens.NotServed("USING SCOPE other than everything");
    }

    // Who may see what is nobody's question here: the user of the sandbox sees all.
    void With()
    {
        _tokens.Expect("WITH");
        if (!_tokens.TryTake("SECURITY_ENFORCED") && !_tokens.TryTake("USER_MODE") && !_tokens.TryTake("SYSTEM_MODE"))
            throw _tokens.NotServed("WITH DATA CATEGORY");
    }

    IReadOnlyList<Expression> Group()
    {
        if (!_tokens.TryTake("GROUP")) return [];
        _tokens.Expect("BY");
        if (_tokens.Now.Is("ROLLUP") || _tokens.Now.Is("CUBE")) throw _tokens.NotServed($"GROUP BY {_tokens.Now.Text}");
        List<Expression> values = [_tokens.Value()];
        while (_tokens.TryTakeSymbol(",")) values.Add(_tokens.Value());
        return values;
    }

    IReadOnlyList<OrderItem> Order()
    {
        if (!_tokens.TryTake("ORDER")) return [];
        _tokens.Expect("BY");
        List<OrderItem> items = [OrderItem()];
        while (_tokens.TryTakeSymbol(",")) items.Add(OrderItem());
        return items;
    }

    OrderItem OrderItem()
    {
        var value = _tokens.Value();
        var isDescending = !_tokens.TryTake("ASC") && _tokens.TryTake("DESC");
        if (!_tokens.TryTake("NULLS")) return new(value, isDescending, false);
        if (_tokens.TryTake("LAST")) return new(value, isDescending, true);
        _tokens.Expect("FIRST");
        return new(value, isDescending, false);
    }

    SelectItem Item()
    {
        var start = _tokens.Now.Position;
        if (_tokens.TryTakeSymbol("("))
        {
            var query = _tokens.Inside(Read);
            _tokens.ExpectSymbol(")");
            return new ChildItem(query, start);
        }

        if (_tokens.Now.Is("TYPEOF")) throw _tokens.NotServed("TYPEOF");
        if (_tokens.Now.Is("FIELDS") && _tokens.Ahead.IsSymbol("(")) return Fields(start);
        var value = _tokens.Value();
        var alias = _tokens.Now.Kind == TokenKind.Name && !_tokens.Now.Is("FROM") ? _tokens.Take().Text : null;
        return new FieldItem(value, alias);
    }

    FieldsItem Fields(int start)
    {
        _tokens.Take();
        _tokens.ExpectSymbol("(");
        if (!_tokens.Now.Is("ALL") && !_tokens.Now.Is("STANDARD") && !_tokens.Now.Is("CUSTOM")) throw _tokens.Unexpected();
        var which = _tokens.Take().Text.ToUpperInvariant();
        _tokens.ExpectSymbol(")");
        return new(which, start);
    }
}
