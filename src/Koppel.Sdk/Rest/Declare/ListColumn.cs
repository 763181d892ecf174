namespace Koppel.Sdk.Rest.Declare;

/// <summary>
/// A column that only the table's list gives, and mostly only when it is asked to: a count, say, that costs the system time.
/// </summary>
/// <param name="Column">The column.</param>
/// <param name="Parameter">The parameter of the list; null when it gives the column anyway.</param>
/// <param name="Value">The parameter's value.</param>
public sealed record ListColumn(string Column, string? Parameter = null, string Value = "");
