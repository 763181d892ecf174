namespace Koppel.Engine.Planning;

/// <summary>An inner join of two scans that takes only rows with equal values: a row of either side that finds none is left out.</summary>
/// <param name="Left">One scan.</param>
/// <param name="Right">The other.</param>
/// <param name="Conditions">What must be equal; all hold together.</param>
internal sealed record EqualityJoin(ScanNeed Left, ScanNeed Right, IReadOnlyList<EqualityCondition> Conditions)
{
    /// <summary>The joins that the conditions of one join are: one for each pair of scans.</summary>
    /// <param name="conditions">What must be equal.</param>
    /// <param name="needs">What each scan needs.</param>
    public static IEnumerable<EqualityJoin> Of(
        IEnumerable<EqualityCondition> conditions, IReadOnlyDictionary<ScanPlace, ScanNeed> needs) => conditions
        .Where(c => c.Left.Scan != c.Right.Scan)
        .GroupBy(c => (Left: c.Left.Scan, Right: c.Right.Scan))
        .Select(g => new EqualityJoin(needs[g.Key.Left], needs[g.Key.Right], [.. g]));

    /// <summary>The same join, told from the other side.</summary>
    public EqualityJoin Turned() => new(Right, Left, [.. Conditions.Select(c => new EqualityCondition(c.Right, c.Left))]);
}

/// <summary>Two expressions that must be equal.</summary>
/// <param name="Left">Over one scan.</param>
/// <param name="Right">Over another.</param>
internal sealed record EqualityCondition(ScanExpression Left, ScanExpression Right);

/// <summary>An expression over the columns of one scan.</summary>
/// <param name="Scan">The scan.</param>
/// <param name="Sql">The expression over the scan's columns.</param>
/// <param name="Name">What a user is told: the column's name, or the expression where it is more than a column.</param>
internal sealed record ScanExpression(ScanPlace Scan, string Sql, string Name)
{
    /// <summary>The position of the column that it is, unchanged, or -1.</summary>
    public int Column { get; init; } = -1;

    /// <summary>Rows of the scan may have been left out on the way by something else than the scan's own conditions.</summary>
    public bool IsThinned { get; init; }
}
