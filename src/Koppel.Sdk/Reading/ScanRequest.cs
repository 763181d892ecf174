using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Reading;

/// <summary>What a statement wants from a table.</summary>
public sealed record ScanRequest
{
    /// <summary>
    /// The columns, in the order in which the batches must hold them. It can be empty: then only the number of rows counts.
    /// </summary>
    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>The conditions, all of which hold.</summary>
    public IReadOnlyList<Predicate> Predicates { get; init; } = [];

    /// <summary>How many rows are enough, or null for all.</summary>
    public long? Limit { get; init; }

    /// <summary>
    /// Of the rows in an order, the first so many are enough; null for all. A table that cannot be asked in that order leaves it out of
    /// account and brings all. It is never set beside <see cref="Limit"/>.
    /// </summary>
    public FirstRows? First { get; init; }

    /// <summary>
    /// What the statement makes of the rows, for a table that can answer that by less. A table that cannot leaves it out of account. The
    /// default is <see cref="RowUse.Rows"/>.
    /// </summary>
    public RowUse Use { get; init; }
}

/// <summary>What a statement makes of the rows of a table.</summary>
public enum RowUse
{
    /// <summary>Anything.</summary>
    Rows,

    /// <summary>
    /// It only counts the rows. Columns are asked for to check the request's conditions once more, and for nothing else: any values that
    /// meet them will do.
    /// </summary>
    Count,

    /// <summary>
    /// It only counts how often each combination of the columns' values occurs: rows of the same values are the same to it, in any order.
    /// </summary>
    Counts,

    /// <summary>It only wants the least or the greatest value of each column: rows that have these between them are enough.</summary>
    Extremes,
}
