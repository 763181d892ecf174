using Koppel.Sdk.Reading;

namespace Koppel.Engine.Tests.Testing;

/// <summary>Says which conditions on a column a <see cref="MemoryTable"/> takes, and how well.</summary>
/// <param name="Column">The column.</param>
/// <param name="Match">How well.</param>
/// <param name="ValuesPerCall">For a key lookup: only equality is taken, so many values a call; otherwise 0.</param>
sealed record FilterRule(string Column, Match Match, int ValuesPerCall = 0)
{
    public static FilterRule Exact(string column) => new(column, Match.Exact);

    public static FilterRule Inexact(string column) => new(column, Match.Inexact);

    public static FilterRule Lookup(string column, int valuesPerCall = 1, Match match = Match.Exact) => new(column, match, valuesPerCall);

    public bool Takes(Predicate predicate) =>
        predicate.Column.Equals(Column, StringComparison.OrdinalIgnoreCase) && (ValuesPerCall == 0 || predicate.AnyOf is not null);
}
