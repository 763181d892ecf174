namespace Koppel.Sdk.Loading;

/// <summary>A row that a load left as it is, although it speaks of it: no fault, and counted as unchanged.</summary>
/// <param name="Row">The row's number in the source, from 1.</param>
/// <param name="Values">The row's values as text, in the order of the load's columns; null where there is none.</param>
/// <param name="Reason">Why, such as <c>not there any more</c>.</param>
public sealed record LeftRow(long Row, IReadOnlyList<string?> Values, string Reason);
