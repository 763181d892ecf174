using Koppel.Engine.Planning;

namespace Koppel.Engine.Reading;

/// <summary>
/// Watches the inner joins of a load on their way: which rows of a source find no partner in a table of the system that is loaded is
/// known once that table's keys have passed by. See docs/decisions/0008-unmatched-rows.md.
/// </summary>
/// <param name="connection">The connection that is loaded.</param>
internal sealed class JoinWatch(string connection)
{
    readonly List<WatchedJoin> _joins = [];
    IReadOnlyDictionary<string, string> _local = new Dictionary<string, string>();

    /// <summary>The joins that are watched, in the order of the plan.</summary>
    public IReadOnlyList<WatchedJoin> Joins => _joins;

    /// <summary>Chooses the joins and begins to look on, before anything is read.</summary>
    /// <param name="needs">What DuckDB's plan says.</param>
    /// <param name="scans">The connectors' tables.</param>
    /// <param name="plans">What is asked of each.</param>
    /// <param name="local">What DuckDB reads itself, by reference, as SQL.</param>
    public void Begin(
        StatementNeeds needs, IReadOnlyList<TableScan> scans, IReadOnlyList<TablePlan> plans, IReadOnlyDictionary<string, string> local)
    {
        _local = local;
        var sides = plans.SelectMany((plan, i) => plan.Needs.Select(need => (need, new Side(scans[i], plan)))).ToDictionary();
        foreach (var join in needs.Joins)
        {
            if (Find(join, sides) is not { } found) continue;
            var (watched, source, target) = found;
            var schema = target.Table.Table.Schema;
            var columns = watched.Conditions.Select(c => schema.Columns[c.Right.Column]).ToList();
            var keys = new KeyCollector(columns, watched.Right.Predicates);
            target.AddObserver(KeyCollector.Needed(schema, columns, watched.Right.Predicates), keys.Observe);
            _joins.Add(new WatchedJoin(watched, source, target, keys));
        }
    }

    /// <summary>The sources, which must be kept so that they are read once and asked again.</summary>
    public IEnumerable<TableScan> Sources => _joins.Select(j => j.Source).OfType<TableScan>().Distinct();

    /// <summary>Whether a table has the partners of a source.</summary>
    public bool HasTarget(TableScan scan) => _joins.Any(j => j.Target == scan);

    /// <summary>What DuckDB reads itself, as SQL.</summary>
    public string LocalName(ScanNeed need) => _local[need.Reference];

    /// <summary>The join seen from its source, when one side is a source and the other a table whose rows are partners.</summary>
    (EqualityJoin Join, TableScan? Source, TableScan Target)? Find(EqualityJoin join, Dictionary<ScanNeed, Side> sides)
    {
        var (left, right) = (sides.GetValueOrDefault(join.Left), sides.GetValueOrDefault(join.Right));
        if (IsTarget(left, right)) (join, left, right) = (join.Turned(), right, left);
        else if (!IsTarget(right, left)) return null;
        if (left is null && !_local.ContainsKey(join.Left.Reference)) return null;
        // Through an expression, several of the target's values could be equal to one of the source's.
        return join.Conditions.All(c => c.Right.Column >= 0 && KeyHash.Knows(right!.Scan.Table.Table.Schema.Columns[c.Right.Column]))
            ? (join, left?.Scan, right!.Scan)
            : null;
    }

    /// <summary>
    /// Whether a table has the partners of another: it is of the system that is loaded, or costs calls where the other costs none.
    /// </summary>
    bool IsTarget(Side? table, Side? other) => table is not null && (IsLoaded(table) || IsLoaded(other)
        ? IsLoaded(table) && !IsLoaded(other)
        : table.Plan.IsRemote && other?.Plan.IsRemote != true);

    bool IsLoaded(Side? side) => side?.Scan.Table.Connection.Equals(connection, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>One side of a join: a connector's table and what is asked of it.</summary>
    sealed record Side(TableScan Scan, TablePlan Plan);
}
