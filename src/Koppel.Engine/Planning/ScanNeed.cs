using Koppel.Sdk.Reading;

namespace Koppel.Engine.Planning;

/// <summary>What one place of a statement needs of a table: read off DuckDB's bound plan.</summary>
/// <param name="reference">The table, such as <c>contacts@ac</c>.</param>
/// <param name="names">All its columns.</param>
internal sealed class ScanNeed(string reference, IReadOnlyList<string> names)
{
    /// <summary>The table, such as <c>contacts@ac</c>.</summary>
    public string Reference { get; } = reference;

    /// <summary>All its columns, in the order of the scan.</summary>
    public IReadOnlyList<string> Names { get; } = names;

    /// <summary>Positions of the columns that are used.</summary>
    public SortedSet<int> Columns { get; } = [];

    /// <summary>All of its columns may be used, since the plan could not be understood.</summary>
    public bool UsesAll { get; set; }

    /// <summary>Conditions on it that could be understood; all hold together.</summary>
    public List<Predicate> Predicates { get; } = [];

    /// <summary>There are conditions directly above the scan that could not be understood: DuckDB alone checks them.</summary>
    public bool HasOtherConditions { get; private set; }

    /// <summary>Of those, the ones that can be written as SQL over its columns.</summary>
    public List<string> OtherConditions { get; } = [];

    /// <summary>Of those, some cannot be written either.</summary>
    public bool HasHiddenConditions { get; private set; }

    /// <summary>The statement leaves rows of it out by more: by what other tables hold, or behind a join.</summary>
    public bool IsRestricted { get; set; }

    /// <summary>How many rows are enough, when nothing but conditions stands between the scan and the limit.</summary>
    public long? Limit { get; set; }

    /// <summary>The first rows in an order are enough, when nothing but conditions stands between the scan and the order.</summary>
    public FirstRows? First { get; set; }

    /// <summary>Notes a condition that is no predicate.</summary>
    /// <param name="condition">It over this scan, or null when it cannot be written.</param>
    public void AddOther(ScanExpression? condition)
    {
        HasOtherConditions = true;
        if (condition?.Scan == this) OtherConditions.Add(condition.Sql);
        else HasHiddenConditions = true;
    }

    /// <summary>The scan stands in a recursive query and is read again and again.</summary>
    public bool IsRepeated { get; set; }
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
