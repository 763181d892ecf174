using Koppel.Engine.Planning;
using Koppel.Engine.Sql;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Reading;

/// <summary>A join whose source's rows without a partner are told.</summary>
/// <param name="join">The join; its left side is the source.</param>
/// <param name="source">The source where a connector reads it, or null.</param>
/// <param name="target">The table that has the partners.</param>
/// <param name="keys">The keys of those that came.</param>
internal sealed class WatchedJoin(EqualityJoin join, TableScan? source, TableScan target, KeyCollector keys)
{
    /// <summary>The place where the source is read.</summary>
    public ScanNeed Need => join.Left;

    /// <summary>The source where a connector reads it; null where DuckDB does.</summary>
    public TableScan? Source => source;

    /// <summary>The keys of the target's rows.</summary>
    public KeyCollector Keys => keys;

    /// <summary>The source's side of the key, as SQL, in the types of the target's; null where DuckDB can make no such value.</summary>
    public IEnumerable<string> Expressions => join.Conditions.Zip(keys.Columns, (condition, column) =>
        $"try_cast({(condition.Left.Column >= 0 ? condition.Left.Sql : $"try({condition.Left.Sql})")} as {column.Type})");

    /// <summary>The table that has the partners.</summary>
    public TableScan Target => target;

    /// <summary>By what they are joined, such as <c>email</c> or <c>mail = email</c>.</summary>
    public string By => string.Join(", ", join.Conditions.Select(c =>
        c.Left.Name.Equals(c.Right.Name, StringComparison.OrdinalIgnoreCase) ? c.Right.Name : $"{c.Left.Name} = {c.Right.Name}"));

    /// <summary>What the statement asks of the target's rows, as SQL; empty for nothing.</summary>
    public string Conditions => join.Right.Predicates.Count == 0 ? "" : PredicateSql.And(join.Right.Predicates);

    /// <summary>How sure the number of rows without a partner is.</summary>
    public CountBound Bound => IsMost ? CountBound.AtMost : IsLeast ? CountBound.AtLeast : CountBound.Exact;

    // What the source is to equal twice, DuckDB may have made of a condition on the source alone.
    bool IsMost =>
        join.Conditions.Any(c => c.Left.IsThinned) || join.Conditions.DistinctBy(c => c.Right.Column).Count() < join.Conditions.Count
            || Need.HasHiddenConditions || Need.IsRestricted;

    bool IsLeast => join.Conditions.Any(c => c.Right.IsThinned) || join.Right.HasOtherConditions;

    /// <summary>Why the rows without a partner cannot be told, now that the statement was read, or null when they can.</summary>
    public string? Obstacle => this switch
    {
        { Source.Plan.LookUp: not null } => $"only rows of {Need.Reference} that have one were asked for",
        _ when target.Plan.LookUp?.By is { } way && !IsOwn(way) =>
            $"of {target.Reference} only the rows that another table has were asked for",
        _ when !target.IsReadToEnd => $"{target.Reference} was not read to its end",
        { IsMost: true, IsLeast: true } =>
            $"the statement leaves rows of {Need.Reference} and of {target.Reference} out in ways of its own",
        _ => null,
    };

    bool IsOwn(Narrowing way) => way.Driver == Need && join.Conditions.Any(c => c.Right.Column == way.TargetColumn);
}
