using Koppel.Sdk.Reading;

namespace Koppel.Engine.Planning;

/// <summary>A place where a statement reads a table, and what was found out about it so far, while DuckDB's plan is being read.</summary>
/// <param name="reference">The table, such as <c>contacts@ac</c>.</param>
/// <param name="names">All its columns.</param>
internal sealed class ScanPlace(string reference, IReadOnlyList<string> names)
{
    readonly List<string> _others = [];
    bool _hasOthers;
    bool _hasHidden;

    /// <summary>The table, such as <c>contacts@ac</c>.</summary>
    public string Reference => reference;

    /// <summary>All its columns, in the order of the scan.</summary>
    public IReadOnlyList<string> Names => names;

    /// <inheritdoc cref="ScanNeed.Columns"/>
    public SortedSet<int> Columns { get; } = [];

    /// <inheritdoc cref="ScanNeed.Predicates"/>
    public List<Predicate> Predicates { get; } = [];

    /// <inheritdoc cref="ScanNeed.IsRestricted"/>
    public bool IsRestricted { get; set; }

    /// <inheritdoc cref="ScanNeed.Limit"/>
    public long? Limit { get; set; }

    /// <inheritdoc cref="ScanNeed.First"/>
    public FirstRows? First { get; set; }

    /// <inheritdoc cref="ScanNeed.Use"/>
    public RowUse Use { get; set; }

    /// <inheritdoc cref="ScanNeed.IsRepeated"/>
    public bool IsRepeated { get; init; }

    /// <summary>Notes a condition that is no predicate.</summary>
    /// <param name="condition">It over this scan, or null when it cannot be written.</param>
    public void AddOther(ScanExpression? condition)
    {
        _hasOthers = true;
        if (condition?.Scan == this) _others.Add(condition.Sql);
        else _hasHidden = true;
    }

    /// <summary>What it needs, now that the whole plan was read.</summary>
    /// <param name="isLost">The plan could not be understood.</param>
    public ScanNeed Need(bool isLost) => new()
    {
        Reference = reference,
        Names = names,
        Columns = [.. Columns],
        UsesAll = isLost,
        Predicates = [.. Predicates],
        HasOtherConditions = _hasOthers,
        OtherConditions = [.. _others],
        HasHiddenConditions = _hasHidden,
        IsRestricted = IsRestricted,
        Limit = isLost ? null : Limit,
        First = isLost ? null : First,
        Use = isLost ? RowUse.Rows : Use,
        IsRepeated = IsRepeated,
    };
}
