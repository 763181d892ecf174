namespace Koppel.Sdk.Rest;

/// <summary>A column that only the table's list gives, and only when it is asked to: a count, say, that costs the system time.</summary>
/// <param name="Column">The column.</param>
/// <param name="Parameter">The parameter of the list.</param>
/// <param name="Value">The parameter's value.</param>
public sealed record ListColumn(string Column, string Parameter, string Value);
