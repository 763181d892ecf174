namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>A query as it is written.</summary>
internal sealed record Query(IReadOnlyList<SelectItem> Items, FieldPath From)
{
    /// <summary>Another name for what it is about; null for none.</summary>
    public string? Alias { get; init; }

    public Condition? Where { get; init; }

    public IReadOnlyList<Expression> GroupBy { get; init; } = [];

    public Condition? Having { get; init; }

    public IReadOnlyList<OrderItem> OrderBy { get; init; } = [];

    public int? Limit { get; init; }

    public int? Offset { get; init; }

    /// <summary>VIEW or REFERENCE, where a query says that somebody looks at what it finds; null where it does not.</summary>
    public string? For { get; init; }

    /// <summary>Whether it is <c>SELECT COUNT()</c>, which gives a number and no records.</summary>
    public bool IsCount => Items is [FieldItem { Value: Call { IsCountOfAll: true } }];
}

/// <summary>A path to a field: names with points between them.</summary>
internal sealed record FieldPath(IReadOnlyList<string> Steps, int Position)
{
    public override string ToString() => string.Join('.', Steps);
}

/// <summary>Something that has a value: a field, or a function of one.</summary>
internal abstract record Expression(int Position);

internal sealed record PathExpression(FieldPath Path) : Expression(Path.Position);

/// <param name="Name">The function's name in capitals.</param>
/// <param name="Argument">What it is applied to; null for COUNT().</param>
/// <param name="Position">Where it is written.</param>
internal sealed record Call(string Name, Expression? Argument, int Position) : Expression(Position)
{
    public bool IsCountOfAll => Name == "COUNT" && Argument is null;
}

/// <summary>What is selected.</summary>
internal abstract record SelectItem(int Position);

/// <summary>A field or a function, with the name it gets in the result; null for its own.</summary>
internal sealed record FieldItem(Expression Value, string? Alias) : SelectItem(Value.Position);

/// <summary>FIELDS(ALL), FIELDS(STANDARD), FIELDS(CUSTOM).</summary>
internal sealed record FieldsItem(string Which, int Position) : SelectItem(Position);

/// <summary>The children of each record.</summary>
internal sealed record ChildItem(Query Query, int Position) : SelectItem(Position);

/// <summary>What rows are ordered by.</summary>
internal sealed record OrderItem(Expression Value, bool IsDescending, bool NullsLast);
