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
    /// <param name="uses">The connectors' tables.</param>
    /// <param name="local">What DuckDB reads itself, by reference, as SQL.</param>
    public void Begin(StatementNeeds needs, IReadOnlyList<TableUse> uses, IReadOnlyDictionary<string, string> local)
    {
        _local = local;
        foreach (var join in needs.Joins)
        {
            if (Find(join, uses) is not { } found) continue;
            var (watched, source, target) = found;
            var columns = watched.Conditions.Select(c => target.Table.Schema.Columns[c.Right.Column]).ToList();
            var keys = new KeyCollector(columns, watched.Right.Predicates);
            target.Scan.AddObserver(KeyCollector.Needed(target.Table.Schema, columns, watched.Right.Predicates), keys.Observe);
            target.AsksNear = true;
            _joins.Add(new WatchedJoin(watched, source, target, keys));
        }
    }

    /// <summary>The sources that must be kept, so that they are read once and asked again.</summary>
    public IEnumerable<TableUse> Sources =>
        _joins.Select(j => j.Source).OfType<TableUse>().Where(s => s is { IsStaged: false, Lookup: null, Plan: not null }).Distinct();

    /// <summary>What DuckDB reads itself, as SQL.</summary>
    public string LocalName(ScanNeed need) => _local[need.Reference];

    /// <summary>The join seen from its source, when one side is a source and the other a table whose rows are partners.</summary>
    (EqualityJoin Join, TableUse? Source, TableUse Target)? Find(EqualityJoin join, IReadOnlyList<TableUse> uses)
    {
        var (left, right) = (UseOf(join.Left, uses), UseOf(join.Right, uses));
        if (IsTarget(left, right)) (join, left, right) = (join.Turned(), right, left);
        else if (!IsTarget(right, left)) return null;
        if (left is null && !_local.ContainsKey(join.Left.Reference)) return null;
        // Through an expression, several of the target's values could be equal to one of the source's.
        return right is { Plan: not null }
            && join.Conditions.All(c => c.Right.Column >= 0 && KeyHash.Knows(right.Table.Schema.Columns[c.Right.Column]))
            ? (join, left, right)
            : null;
    }

    /// <summary>
    /// Whether a table has the partners of another: it is of the system that is loaded, or costs calls where the other costs none.
    /// </summary>
    bool IsTarget(TableUse? table, TableUse? other) =>
        table is not null
            && (IsLoaded(table) || IsLoaded(other) ? IsLoaded(table) && !IsLoaded(other) : IsRemote(table) && !IsRemote(other));

    bool IsLoaded(TableUse? use) => use?.Connection.Equals(connection, StringComparison.OrdinalIgnoreCase) == true;

    static bool IsRemote(TableUse? use) => use?.Plan is { Calls: not 0 };

    static TableUse? UseOf(ScanNeed need, IReadOnlyList<TableUse> uses) => uses.FirstOrDefault(u => u.Needs.Contains(need));
}
