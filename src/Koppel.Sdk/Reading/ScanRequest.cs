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
}
