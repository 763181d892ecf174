using Koppel.Engine.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>How changes find their rows in the target.</summary>
/// <param name="ByKey">Some are found by their key.</param>
/// <param name="ByIdentity">Some are found by what identifies an inserted row.</param>
/// <param name="ChangesIdentity">An update changed what identifies a row, be it only its case.</param>
internal sealed record Matching(bool ByKey, bool ByIdentity, bool ChangesIdentity)
{
    /// <summary>
    /// Finds it out: by identity when all tell it and none moved it, or else by key. A row whose identity changed in case only is found by
    /// it all the same; but a change that does not tell its row's key was found by its identity, which stayed, however it is spelled.
    /// </summary>
    /// <param name="workspace">The session.</param>
    /// <param name="target">The target.</param>
    /// <param name="staged">The table with the changes.</param>
    /// <param name="prefersKey">By key also where all tell both.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<Matching> FindAsync(
        Workspace workspace, UndoTarget target, string staged, bool prefersKey, CancellationToken cancellationToken)
    {
        string Tell(IReadOnlyList<Column> columns) => columns.Count == 0 ? "false"
            : string.Join(" and ", columns.Select(c => $"{StagedChanges.Given(target.Schema, c)} is not null"));
        string Other(Func<Column, string, string> form) => target.Identity.Count == 0 ? "false" : string.Join(" or ",
            target.Identity.Select(c =>
                $"{form(c, StagedChanges.Value("new", c.Name))} <> {form(c, StagedChanges.Value("old", c.Name))}"));
        var (all, keyed, identified, moved, respelled) = (await workspace.Runner.QueryAsync(
            $"select count(*), count(*) filter (where {Tell(target.Keys)}), count(*) filter (where {Tell(target.Identity)}), "
                + $"count(*) filter (where operation = 'update' and ({Other((c, sql) => c.Same(sql))})), count(*) filter "
                + $"(where operation = 'update' and {Tell(target.Keys)} and ({Other((_, sql) => sql)})) from {staged}",
            r => (r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4)), cancellationToken))[0];
        var changes = moved + respelled > 0;
        if (target.Identity.Count > 0 && identified == all && moved == 0 && !(prefersKey && keyed == all))
            return new Matching(ByKey: false, ByIdentity: true, changes);
        return new Matching(ByKey: true, ByIdentity: keyed < all && target.Identity.Count > 0, changes);
    }

    /// <summary>The column by which the target's rows are looked up; null where one is not enough to find them.</summary>
    public Column? LookUpBy(UndoTarget target) =>
        (ByKey, ByIdentity) switch { (true, true) => null, (true, false) => target.Keys[0], _ => target.Identity[0] };
}

/// <summary>
/// Joins staged changes, which a query has as <c>r</c>, with what the target has now, which it has as <c>t</c> with a column <c>one</c> and
/// the columns read as <c>t…</c>.
/// </summary>
/// <param name="target">The target.</param>
/// <param name="matching">How they find their rows.</param>
/// <param name="read">The columns read.</param>
internal sealed class StagedMatch(UndoTarget target, Matching matching, List<Column> read)
{
    /// <summary>What changes find their rows by, as <c>rk…</c> and <c>ri…</c>.</summary>
    public IEnumerable<string> Finders => FoundBy.Select(f => $"{Found(f.Column)} as {f.Name}");

    /// <summary>
    /// What changes tell of the keys of rows that may be missing since they have no value, as <c>m…</c>: by it such a row is known.
    /// </summary>
    public IEnumerable<string> MissingKeys => IsMadeByValues
        ? target.Keys.Where(read.Contains).Select(k => $"{StagedChanges.Typed(target.Schema, k)} as m{read.IndexOf(k)}")
        : [];

    /// <summary>Their names.</summary>
    public IEnumerable<string> FinderNames => FoundBy.Select(f => f.Name);

    /// <summary>Whether the changes alone tell which of them are of one row. Otherwise it takes what the target has.</summary>
    public bool IsToldByChanges => !matching.ByKey || !matching.ByIdentity;

    /// <summary>A condition: two changes are of one row. Only where the changes alone tell it.</summary>
    public string IsOfOneRow(string one, string other) =>
        string.Join(" and ", FinderNames.Select(f => $"{one}.{f} is not distinct from {other}.{f}").DefaultIfEmpty("true"));

    /// <summary>The changes with what the target has now, and <c>g</c>, a name of the row for all of its changes.</summary>
    /// <param name="changes">Where they are, instead of <c>r</c>.</param>
    public string Sql(string changes = "r")
    {
        var (finder, by) = matching.ByKey ? ("rk", target.Keys) : ("ri", target.Identity);
        var columns = read.Select((_, i) => $"t{i}").Prepend("one");
        if (read.Count == 0) return $"select r.*, null as one, {Finder(finder, by)} as g from {changes} r";
        if (IsMadeByValues)
            return $"select r.*, a.one is null as missing, 1 as one{List(read.Select((c, i) => target.Keys.Contains(c)
                ? $"coalesce(a.t{i}, r.m{i}) as t{i}" : $"a.t{i}"))}, {Finder(finder, by)} as g from {changes} r {Join("a", finder, by)}";
        if (IsToldByChanges)
            return $"select r.*{List(columns.Select(c => $"a.{c}"))}, {Finder(finder, by)} as g from {changes} r {Join("a", finder, by)}";
        return $"""
            select r.*{List(columns.Select(c => $"case when a.one is not null then a.{c} else b.{c} end as {c}"))},
                case when a.one is not null then {Together(by.Select(k => $"a.{T(k)}"))}
                    when b.one is not null then {Together(by.Select(k => $"b.{T(k)}"))}
                    else coalesce({Finder("ri", target.Identity)}, {Finder("rk", by)}) end as g
            from {changes} r {Join("a", "rk", by)} {Join("b", "ri", target.Identity, "r.rk0 is null and ")}
            """;
    }

    /// <summary>A row that is missing has no values: it is as good as there, with its key as the changes tell it.</summary>
    bool IsMadeByValues => target.Schema.ValuesOf is not null && IsToldByChanges;

    IEnumerable<(string Name, Column Column)> FoundBy =>
        (matching.ByKey ? target.Keys.Select((k, i) => ($"rk{i}", k)) : [])
            .Concat(matching.ByIdentity ? target.Identity.Select((k, i) => ($"ri{i}", k)) : []);

    string Found(Column column) => column.Same(StagedChanges.Typed(target.Schema, column));

    string Join(string alias, string finder, IReadOnlyList<Column> by, string also = "") => $"left join t {alias} on {also}"
        + string.Join(" and ", by.Select((c, i) => $"r.{finder}{i} = {c.Same($"{alias}.{T(c)}")}"));

    string T(Column column) => $"t{read.IndexOf(column)}";

    static string Finder(string finder, IReadOnlyList<Column> by) => Together(by.Select((_, i) => $"r.{finder}{i}"));

    static string Together(IEnumerable<string> values) => string.Join(" || chr(31) || ", values.Select(v => $"cast({v} as varchar)"));

    static string List(IEnumerable<string> items) => string.Concat(items.Select(i => $", {i}"));
}
