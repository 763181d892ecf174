namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>A value that a query names.</summary>
/// <param name="Kind">What it is written as.</param>
/// <param name="Value">A text (its escapes resolved), a decimal, a boolean, a date, a moment, a time; null for null and relative
/// dates.</param>
/// <param name="Token">How and where it is written.</param>
internal sealed record Literal(LiteralKind Kind, object? Value, Token Token)
{
    /// <summary>The n of a relative date.</summary>
    public int Count { get; init; }
}

internal enum LiteralKind
{
    Null,
    Text,
    Number,
    Boolean,
    Date,
    DateTime,
    Time,

    /// <summary>TODAY, LAST_N_DAYS:5, …</summary>
    Relative,
}
