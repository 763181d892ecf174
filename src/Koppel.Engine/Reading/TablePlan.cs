using Koppel.Engine.Binding;
using Koppel.Engine.Planning;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Reading;

/// <summary>How a connector's table is read in a statement: decided before it is read, and the same from then on.</summary>
/// <param name="Table">The table as the statement speaks of it.</param>
internal sealed record TablePlan(BoundTable Table)
{
    /// <summary>The places where the statement reads it; empty when DuckDB did without, or when DuckDB's plan is not known.</summary>
    public IReadOnlyList<ScanNeed> Needs { get; init; } = [];

    /// <summary>What would be asked without any look-up; null when no row of it can matter, or when DuckDB's plan is not known.</summary>
    public ScanRequest? Request { get; init; }

    /// <summary>What the table answered to that which will be asked; null where nothing was asked.</summary>
    public ScanPlan? Asked { get; init; }

    /// <summary>Its price, when it was looked into.</summary>
    public ScanEstimate? Estimate { get; init; }

    /// <summary>Whose values are asked for instead of everything, or null.</summary>
    public LookUp? LookUp { get; init; }

    /// <summary>Its rows are read once into DuckDB and serve from there.</summary>
    public bool IsStaged { get; init; }

    /// <summary>They are so to be asked again for those that found no partner.</summary>
    public bool IsWatched { get; init; }

    /// <summary>How many rows DuckDB is told that it has, or null for nothing.</summary>
    public long? Rows { get; init; }

    /// <summary>The table, such as <c>contacts@ac</c>.</summary>
    public string Reference => Table.Reference;

    /// <summary>Of its columns, those that are kept when it is staged.</summary>
    public IReadOnlyList<Column> Kept => [.. Asked!.Request.Columns.Intersect(Table.Shown)];

    /// <summary>No value of it matters, only how many rows there are.</summary>
    public bool IsCounted => Needs.Count > 0 && Needs.All(n => !n.UsesAll && n.Columns.Count == 0);

    /// <summary>No row can be wanted, so none is asked for.</summary>
    public bool IsEmpty => LookUp is { Values: 0 };

    /// <summary>Reading it takes calls.</summary>
    public bool IsRemote => Asked is { Calls: not 0 };

    /// <summary>The plan that asks a table for all that a statement needs of it; no row can matter where that is nothing.</summary>
    /// <param name="table">The table.</param>
    /// <param name="needs">The places where the statement reads it.</param>
    /// <param name="observed">Columns that others want to see beside.</param>
    public static TablePlan Of(BoundTable table, IReadOnlyList<ScanNeed> needs, IReadOnlyList<Column> observed)
    {
        if (needs.Count == 0) return new TablePlan(table);
        var columns = needs.Any(n => n.UsesAll)
            ? table.Shown
            : needs.SelectMany(n => n.Columns).Distinct().Order().Select(c => table.Table.Schema.Columns[c]);
        // Read once for several places: only a condition that all of them share may narrow it.
        var shared = needs.Skip(1).Aggregate(needs[0].Predicates.AsEnumerable(), (all, need) => all.Intersect(need.Predicates));
        var only = needs is [{ HasOtherConditions: false } one] ? one : null;
        return new TablePlan(table) { Needs = needs }.Asking(new ScanRequest
        {
            Columns = [.. columns.Union(observed)], Predicates = [.. shared], Limit = only?.Limit, First = only?.First,
            Use = only is not null && observed.Count == 0 ? only.Use : RowUse.Rows,
        });
    }

    /// <summary>The plan that asks a table for all rows, in the columns that can be spoken of.</summary>
    /// <param name="table">The table.</param>
    /// <param name="observed">Columns that others want to see beside.</param>
    public static TablePlan OfAll(BoundTable table, IReadOnlyList<Column> observed) =>
        new TablePlan(table).Asking(new ScanRequest { Columns = [.. table.Shown.Union(observed)] });

    /// <summary>What the table answers when only rows with some values are asked for.</summary>
    public ScanPlan AnswerTo(Column column, IReadOnlyList<object> values) => Table.Table.Plan(
        Request! with { Predicates = [.. Request.Predicates, new Predicate.In(column.Name, values)], Limit = null, First = null,
            Use = RowUse.Rows });

    /// <summary>The plan with its price, which may take a call to learn.</summary>
    public async Task<TablePlan> PricedAsync(CancellationToken cancellationToken) =>
        Estimate is null ? this with { Estimate = await Table.Table.EstimateAsync(Asked!, cancellationToken) } : this;

    TablePlan Asking(ScanRequest request) => this with { Request = request, Asked = Table.Table.Plan(request) };
}
