using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Loading;

/// <summary>What a row of a load does to the target, as its planned call tells it.</summary>
/// <param name="Row">The row's number in the source, from 1.</param>
/// <param name="Operation">What is done.</param>
/// <param name="Values">
/// The row's values as text, in the order of the load's columns; null where there is none. Of a deleted row they are what it had.
/// </param>
/// <param name="Old">What an updated row had in these columns, as text; null when it was not read, and for other operations.</param>
/// <param name="Creates">What is created on the way, beside the row itself.</param>
public sealed record RowChange(
    long Row, WriteOperation Operation, IReadOnlyList<string?> Values, IReadOnlyList<string?>? Old, IReadOnlyList<Creation> Creates)
{
    /// <summary>Its values were taken out of the record: they can be neither shown nor taken back.</summary>
    public bool IsForgotten { get; init; }
}

/// <summary>A row of another table that comes into being with a row of a load, such as a tag with its first contact.</summary>
/// <param name="Table">The table in the same connection.</param>
/// <param name="Column">The column by which it is known.</param>
/// <param name="Value">Its value.</param>
public sealed record Creation(string Table, string Column, string Value);

/// <summary>
/// What is there once a row was accepted, if it was not before: another row of the load may bring it as well, and one of them is enough.
/// So a load that did not come to its end can tell what is known to be there.
/// </summary>
/// <param name="Kind">What it is, a noun with a regular plural, such as <c>tag</c>.</param>
/// <param name="Name">Its name; null for what is told by its number and brought by one row only, such as a contact.</param>
public sealed record Brought(string Kind, string? Name = null);

/// <summary>What a row does, beside carrying its values.</summary>
/// <param name="Operation">What is done.</param>
/// <param name="Old">What an updated row has now, in the order of the load's columns; null when that is not known.</param>
/// <param name="Creates">What is created on the way, or null.</param>
public readonly record struct RowEffect(
    WriteOperation Operation, IReadOnlyList<string?>? Old = null, IReadOnlyList<Creation>? Creates = null)
{
    /// <summary>
    /// What an updated row has afterwards, where that is not what the row says, such as a list that is added to; otherwise null.
    /// </summary>
    public IReadOnlyList<string?>? After { get; init; }

    /// <summary>What is there once the row was accepted, and was not before the load; null for nothing.</summary>
    public IReadOnlyList<Brought>? Brings { get; init; }
}
