namespace Koppel.Engine.KeptResults;

/// <summary>An order or a part of a result.</summary>
public sealed record ResultView
{
    /// <summary>By what the rows are ordered; rows that are alike stay in the order of the result.</summary>
    public IReadOnlyList<ResultOrder> Sort { get; init; } = [];

    /// <summary>What a row must meet, each of them.</summary>
    public IReadOnlyList<ResultFilter> Filters { get; init; } = [];

    /// <summary>A text that a column of the row must hold, whatever its case; null for any.</summary>
    public string? Search { get; init; }
}

/// <summary>A column that rows are ordered by; those without a value come last.</summary>
/// <param name="Column">Its position.</param>
/// <param name="IsDescending">The largest first.</param>
public sealed record ResultOrder(int Column, bool IsDescending);

/// <summary>What a row must meet.</summary>
/// <param name="Column">The column's position.</param>
/// <param name="Operator">How its value is compared.</param>
/// <param name="Value">With what; null where the operator needs nothing.</param>
public sealed record ResultFilter(int Column, ResultOperator Operator, string? Value);

/// <summary>How a value is compared.</summary>
public enum ResultOperator
{
    /// <summary>The text of the value holds the text, whatever the case.</summary>
    Contains,

    /// <summary>It is the value.</summary>
    Is,

    /// <summary>It is another value, or none.</summary>
    IsNot,

    /// <summary>The text of the value begins with the text, whatever the case.</summary>
    StartsWith,

    /// <summary>It is greater.</summary>
    Greater,

    /// <summary>It is less.</summary>
    Less,

    /// <summary>There is no value.</summary>
    Null,

    /// <summary>There is a value.</summary>
    NotNull,

    /// <summary>It is a text without a letter.</summary>
    Empty,
}
