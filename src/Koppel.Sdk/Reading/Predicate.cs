namespace Koppel.Sdk.Reading;

/// <summary>A condition on one column of a table; the conditions of a request hold together (and).</summary>
/// <param name="Column">The column's name.</param>
/// <remarks>Values are long, double, decimal, string, bool, DateOnly, DateTime or DateTimeOffset, as the column's kind asks.</remarks>
public abstract record Predicate(string Column)
{
    /// <summary>The column compared with one value, such as <c>country = 'NL'</c>.</summary>
    public sealed record Compare(string Column, ComparisonOperator Operator, object Value) : Predicate(Column);

    /// <summary>The column is one of the values, such as <c>id in (1, 2)</c>.</summary>
    public sealed record In(string Column, IReadOnlyList<object> Values) : Predicate(Column);

    /// <summary>The text begins with the value, such as <c>name like 'A%'</c>.</summary>
    public sealed record StartsWith(string Column, string Value) : Predicate(Column);

    /// <summary>The text holds the value, such as <c>name like '%an%'</c>.</summary>
    public sealed record Contains(string Column, string Value) : Predicate(Column);

    /// <summary>The column has no value.</summary>
    public sealed record IsNull(string Column) : Predicate(Column);

    /// <summary>The column has a value.</summary>
    public sealed record IsNotNull(string Column) : Predicate(Column);

    /// <summary>The one value that the column must equal, or null when the predicate says something else.</summary>
    public object? EqualTo => this switch
    {
        Compare { Operator: ComparisonOperator.Equal } compare => compare.Value,
        In { Values: [var only] } => only,
        _ => null,
    };

    /// <summary>The values of which the column must equal one, or null when the predicate says something else.</summary>
    public IReadOnlyList<object>? AnyOf => this switch
    {
        Compare { Operator: ComparisonOperator.Equal } compare => [compare.Value],
        In any => any.Values,
        _ => null,
    };
}

/// <summary>How a column is compared with a value.</summary>
public enum ComparisonOperator
{
    /// <summary>=</summary>
    Equal,

    /// <summary>&lt;&gt;</summary>
    NotEqual,

    /// <summary>&lt;</summary>
    Less,

    /// <summary>&lt;=</summary>
    LessOrEqual,

    /// <summary>&gt;</summary>
    Greater,

    /// <summary>&gt;=</summary>
    GreaterOrEqual,
}

/// <summary>How well a table answers a predicate. In every case it may return more rows than asked for, never fewer.</summary>
public enum Match
{
    /// <summary>Not sent: the engine checks it.</summary>
    Unsupported,

    /// <summary>Sent, but rows that do not match may come back: the engine checks again, and no limit travels with it.</summary>
    Inexact,

    /// <summary>Sent, and only rows that match come back.</summary>
    Exact,
}
