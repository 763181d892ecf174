using Koppel.Engine.Binding;
using Koppel.Engine.Planning;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Reading;

/// <summary>A connector's table in a statement that runs: what is needed of it and how that will be had.</summary>
internal sealed class TableUse(BoundTable bound, TableScan scan)
{
    /// <summary>The table as the statement speaks of it.</summary>
    public BoundTable Bound => bound;

    /// <summary>The connection's name.</summary>
    public string Connection => bound.Connection;

    /// <summary>The table.</summary>
    public IScanTable Table => bound.Table;

    /// <summary>The table as <c>__scan</c> sees it.</summary>
    public TableScan Scan => scan;

    /// <summary>The table, such as <c>contacts@ac</c>.</summary>
    public string Reference => scan.Reference;

    /// <summary>The columns that may be wanted. The default is those that the statement can speak of.</summary>
    public IReadOnlyList<Column> Shown { get; set; } = bound.Shown;

    /// <summary>The places where the statement reads it; empty when DuckDB did without, or when the plan is not known.</summary>
    public List<ScanNeed> Needs { get; } = [];

    /// <summary>Columns that the writer of the load would like to see.</summary>
    public IReadOnlyList<Column> Extra { get; set; } = [];

    /// <summary>What will be asked.</summary>
    public ScanPlan? Plan { get; set; }

    /// <summary>Its price, when it was looked into.</summary>
    public ScanEstimate? Estimate { get; set; }

    /// <summary>Whose values are asked for instead of everything, such as <c>12 values of email from x@memory</c>, or null.</summary>
    public string? Lookup { get; set; }

    /// <summary>The join by which only some values are asked for, or null.</summary>
    public Narrowing? LookedUpBy { get; set; }

    /// <summary>A look-up asks for its values without blanks around them too, so that what only a blank keeps apart can be told.</summary>
    public bool AsksNear { get; set; }

    /// <summary>Its rows are kept to be asked again for those that found no partner.</summary>
    public bool IsWatched { get; set; }

    /// <summary>Its rows are read once into DuckDB and serve from there.</summary>
    public bool IsStaged { get; set; }

    /// <summary>Of its columns, those that are kept when it is staged.</summary>
    public IReadOnlyList<Column> Kept => [.. Plan!.Request.Columns.Intersect(Shown)];

    /// <summary>No value of it matters, only how many rows there are.</summary>
    public bool IsCounted => Needs.Count > 0 && Needs.All(n => !n.UsesAll && n.Columns.Count == 0);

    /// <summary>What is asked of the table, before any narrowing.</summary>
    public ScanRequest Request()
    {
        if (Needs.Count == 0) return new ScanRequest { Columns = [.. Shown.Union(Extra)] };
        var columns = Needs.Any(n => n.UsesAll)
            ? Shown
            : Needs.SelectMany(n => n.Columns).Distinct().Order().Select(c => bound.Table.Schema.Columns[c]);
        // Read once for several places: only a condition that all of them share may narrow it.
        var shared = Needs.Skip(1).Aggregate(Needs[0].Predicates.AsEnumerable(), (all, need) => all.Intersect(need.Predicates));
        return new ScanRequest
        {
            Columns = [.. columns.Union(Extra)],
            Predicates = [.. shared],
            Limit = Needs is [{ HasOtherConditions: false } only] ? only.Limit : null,
            First = Needs is [{ HasOtherConditions: false } alone] ? alone.First : null,
        };
    }
}
