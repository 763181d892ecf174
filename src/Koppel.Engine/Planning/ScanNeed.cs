using Koppel.Sdk.Reading;

namespace Koppel.Engine.Planning;

/// <summary>What one place of a statement needs of a table: read off DuckDB's bound plan.</summary>
internal sealed class ScanNeed
{
    /// <summary>The table, such as <c>contacts@ac</c>.</summary>
    public required string Reference { get; init; }

    /// <summary>All its columns, in the order of the scan.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Positions of the columns that are used, in their order.</summary>
    public required IReadOnlyList<int> Columns { get; init; }

    /// <summary>All of its columns may be used, since the plan could not be understood.</summary>
    public bool UsesAll { get; init; }

    /// <summary>Conditions on it that could be understood; all hold together.</summary>
    public required IReadOnlyList<Predicate> Predicates { get; init; }

    /// <summary>There are conditions directly above the scan that could not be understood: DuckDB alone checks them.</summary>
    public bool HasOtherConditions { get; init; }

    /// <summary>Of those, the ones that can be written as SQL over its columns.</summary>
    public required IReadOnlyList<string> OtherConditions { get; init; }

    /// <summary>Of those, some cannot be written either.</summary>
    public bool HasHiddenConditions { get; init; }

    /// <summary>The statement leaves rows of it out by more: by what other tables hold, or behind a join.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>How many rows are enough, when nothing but conditions stands between the scan and the limit.</summary>
    public long? Limit { get; init; }

    /// <summary>The first rows in an order are enough, when nothing but conditions stands between the scan and the order.</summary>
    public FirstRows? First { get; init; }

    /// <summary>What the statement makes of the rows, when nothing but conditions stands between the scan and its counting.</summary>
    public RowUse Use { get; init; }

    /// <summary>The scan stands in a recursive query and is read again and again.</summary>
    public bool IsRepeated { get; init; }
}

/// <summary>
/// A join allows the target to be asked for the driver's values only: rows of the target with other values cannot change the result.
/// </summary>
/// <param name="Target">The scan that can be narrowed.</param>
/// <param name="TargetColumn">The position of its column.</param>
/// <param name="Driver">The scan that has the values.</param>
/// <param name="DriverColumn">The position of its column.</param>
internal sealed record Narrowing(ScanNeed Target, int TargetColumn, ScanNeed Driver, int DriverColumn);

/// <summary>What a statement needs of all tables that <c>__scan</c> reads.</summary>
/// <param name="Scans">One element for each place where a table is read.</param>
/// <param name="Narrowings">What joins allow.</param>
/// <param name="Joins">The inner joins on equality, those below first.</param>
internal sealed record StatementNeeds(
    IReadOnlyList<ScanNeed> Scans, IReadOnlyList<Narrowing> Narrowings, IReadOnlyList<EqualityJoin> Joins);
