using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>
/// The query that holds the changes of a plan against what the target has now: each row gets what was planned for it, or why it is left,
/// since somebody else changed it in the meantime.
/// </summary>
/// <param name="target">The target.</param>
/// <param name="staged">The table with the changes.</param>
/// <param name="matching">How they find their rows; null when no row is looked at.</param>
internal sealed class ApplySql(UndoTarget target, string staged, Matching? matching)
{
    readonly IReadOnlyList<Column> _columns = target.Columns;
    readonly List<Column> _read = matching is null ? [] : [.. target.Read];

    /// <summary>The system itself finds out which rows are there.</summary>
    public bool IsUpsert { get; init; }

    /// <summary>A row may be changed more than once: the later value counts.</summary>
    public bool HasRepeats { get; init; }

    /// <summary>
    /// The plan may create those whose values the rows are: their rows are inserted, which the load of a plan that creates nobody is not to
    /// do by itself.
    /// </summary>
    public bool CreatesOwners { get; init; }

    /// <summary>The query.</summary>
    /// <param name="to">The target in the script.</param>
    public SqlTemplate Query(ScriptPart to)
    {
        var values = _columns.Select((c, i) => $"try_cast({StagedChanges.Value("new", c.Name)} as {c.Type}) as n{i}, "
            + $"try_cast({StagedChanges.Value("old", c.Name)} as {c.Type}) as o{i}");
        var match = matching is null ? null : new StagedMatch(target, matching, _read);
        var owners = CreatesOwners && target.Schema.Find(target.Schema.ValuesOf!) is { } owner ? [$"""
            bool_or({StagedChanges.Value("creates", owner.Name)} is not null)
                over (partition by {owner.Same(StagedChanges.Typed(target.Schema, owner))}) as creates_owner
            """] : Array.Empty<string>();
        var keys = target.OtherKeys.Select((k, i) => $"{StagedChanges.Typed(target.Schema, k)} as g{i}");
        return $"""
            with r as (select seq, operation as op{List(
                [.. values, .. match?.Finders ?? [], .. match?.MissingKeys ?? [], .. keys, .. owners])} from {staged}),
            t as (select 1 as one{List(_read.Select((c, i) => $"{c.Sql} as t{i}"))}
                from {(match is null ? $"(select 1 where false)" : (SqlTemplate)$"{to}")}),
            j as ({(match is null ? "select *, null as one from r" : match.Sql())}),
            l as (select *{(HasRepeats && match is not null ? $" replace ({string.Join(", ", _columns.Select(Last))})" : "")} from j),
            c as (select *{List(_columns.Select((c, i) => $"{Changes(c, i)} as c{i}"))} from l),
            w as (select *, {Verdict()} as verdict from c),
            d as (select *, verdict in ('insert', 'update', 'delete', 'unchanged') as goes,
                case when goes then verdict else 'left' end as what, case when not goes then verdict end as why from w)
            select what as op, seq as n{List(Shown())}, why from d
            """;
    }

    /// <summary>
    /// What the last of several updates of a row gives a column. Each of them says it then, so that it does not matter which is made last.
    /// </summary>
    static string Last(Column column, int i) => $"""
        case when op <> 'update' then n{i} else last_value(n{i}{(column.CanBeEmptied ? "" : " ignore nulls")})
            over (partition by op, g order by seq rows between unbounded preceding and unbounded following) end as n{i}
        """;

    /// <summary>Whether an update gives a column another value. Nothing leaves what is there, where it does not empty.</summary>
    string Changes(Column column, int i) => IsKept(column) ? "false"
        : $"op = 'update' and {(column.CanBeEmptied ? "" : $"n{i} is not null and ")}{column.Differs($"n{i}", $"o{i}")}";

    /// <summary>Rows are found by the column, and keep it.</summary>
    bool IsKept(Column column) => target.Identity.Contains(column) && matching?.ChangesIdentity != true;

    string Verdict()
    {
        if (IsUpsert) return "'insert'";
        var compared = _columns.Select((c, i) => (Column: c, I: i, Now: T(c))).Where(c => !c.Column.WriteOnly).ToList();
        var touched = Any(compared.Select(c =>
            $"c{c.I} and {c.Column.Differs(c.Now, $"o{c.I}")} and not {c.Column.IsWritten(c.Now, $"n{c.I}", $"o{c.I}")}"));
        var isOpen = Any(_columns.Select((c, i) => c.WriteOnly ? $"c{i}" : $"c{i} and {c.Differs(T(c), $"n{i}")}"));
        // What a delete was to take away.
        var differs = Any(compared.Select(c => $"n{c.I} is not null and {c.Column.Differs(c.Now, $"n{c.I}")}"));
        var comes = CreatesOwners ? "when missing and creates_owner then 'insert' " : "";
        return _read.Count == 0 ? "op" : $"""
            case op when 'insert' then case when one is null then 'insert' else {Text(ApplyReasons.There)} end
                when 'update' then case when one is null then {Text(UndoReasons.Gone)} when {touched} then {Text(UndoReasons.Changed)}
                    when not {isOpen} then 'unchanged' {comes}else 'update' end
                else case when one is null then 'unchanged' when {differs} then {Text(UndoReasons.Changed)} else 'delete' end end
            """;
    }

    /// <summary>What an outcome shows and sends of a row: values, what the target has now, keys.</summary>
    IEnumerable<string> Shown() => _columns.Select((c, i) =>
    {
        var now = c.WriteOnly || _read.Count == 0 ? $"coalesce(n{i}, o{i})" : T(c);
        var update = IsKept(c) ? now : $"case when c{i} then n{i} else {(c.CanBeEmptied ? now : "null")} end";
        return $"""
            cast(case what when 'update' then {update} when 'insert' then n{i} when 'delete' then {now} else coalesce({now}, n{i}, o{i}) end
                as {c.Type}) as {ChangeQuery.Value(i)}, cast({(_read.Count == 0 ? $"o{i}" : T(c))} as {c.Type}) as {ChangeQuery.Old(i)}
            """;
    }).Concat(target.OtherKeys.Select((k, i) => $"{(_read.Count == 0 ? $"g{i}" : T(k))} as {ChangeQuery.Key(i)}"));

    /// <summary>What the target has in a column now.</summary>
    string T(Column column) => column.WriteOnly || _read.Count == 0 ? column.Null : $"t{_read.IndexOf(column)}";

    static string Text(string reason) => SqlText.Literal(reason);

    static string List(IEnumerable<string> items) => string.Concat(items.Select(i => $", {i}"));

    static string Any(IEnumerable<string> conditions) =>
        $"({string.Join(" or ", conditions.Select(c => $"({c})").DefaultIfEmpty("false"))})";
}

/// <summary>Why a row of a plan is left.</summary>
internal static class ApplyReasons
{
    public const string There = "there already: somebody else inserted it since";
}
