namespace Koppel.Sdk.Reading;

/// <summary>The first rows in the order of a column, such as <c>order by cdate desc limit 20</c>.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Descending">The greatest value comes first.</param>
/// <param name="Count">How many rows are enough.</param>
public sealed record FirstRows(string Column, bool Descending, long Count)
{
    /// <summary>Rows without a value come before all others. The default is false: behind them.</summary>
    public bool NullsFirst { get; init; }
}
