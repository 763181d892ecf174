namespace Koppel.Sdk.Rest.Declare;

/// <summary>An order in which a list can be asked for: <c>orders[id]=ASC</c>, <c>sort=-created</c>.</summary>
/// <param name="Column">The column.</param>
/// <param name="Parameter">The parameter of the list.</param>
/// <param name="Ascending">Its value for the least first.</param>
/// <param name="Descending">Its value for the greatest first.</param>
public sealed record RowOrder(string Column, string Parameter, string Ascending, string Descending);
