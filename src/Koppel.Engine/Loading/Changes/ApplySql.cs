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

    /// <summary>The query.</summary>
    /// <param name="to">The target in the script.</param>
    public SqlTemplate Query(ScriptPart to)
    {
        var values = _columns.Select((c, i) => $"try_cast({StagedChanges.Value("new", c.Name)} as {c.Type}) as n{i}, "
            + $"try_cast({StagedChanges.Value("old", c.Name)} as {c.Type}) as o{i}");
        var match = matching is null ? null : new StagedMatch(target, matching, _read);
        var keys = target.OtherKeys.Select((k, i) => $"{StagedChanges.Typed(target.Schema, k)} as g{i}");
        return $"""
            with r as (select seq, operation as op{List(values.Concat(match?.Finders ?? []).Concat(keys))} from {staged}),
            t as (select 1 as one{List(_read.Select((c, i) => $"{c.Sql} as t{i}"))}
                from {(match is null ? $"(select 1 where false)" : (SqlTemplate)$"{to}")}),
            j as ({(match is null ? "select *, null as one from r" : match.Sql())}),
            c as (select *{List(_columns.Select((c, i) => $"{Changes(c, i)} as c{i}"))} from j),
            w as (select *, {Verdict()} as verdict from c),
            d as (select *, verdict in ('insert', 'update', 'delete', 'unchanged') as goes,
                case when goes then verdict else 'left' end as what, case when not goes then verdict end as why from w)
            select what as op, seq as n{List(Shown())}, why from d
            """;
    }

    /// <summary>Whether an update gives a column another value. Nothing leaves what is there, where it does not empty.</summary>
    static string Changes(Column column, int i) =>
        $"op = 'update' and {(column.CanBeEmptied ? "" : $"n{i} is not null and ")}{Differs(column, $"n{i}", $"o{i}")}";

    string Verdict()
    {
        if (IsUpsert) return "'insert'";
        var compared = _columns.Select((c, i) => (Column: c, I: i, Now: T(c))).Where(c => !c.Column.WriteOnly).ToList();
        var touched = Any(compared.Select(c =>
            $"c{c.I} and {Differs(c.Column, c.Now, $"o{c.I}")} and {Differs(c.Column, c.Now, $"n{c.I}")}"));
        var isOpen = Any(_columns.Select((c, i) => c.WriteOnly ? $"c{i}" : $"c{i} and {Differs(c, T(c), $"n{i}")}"));
        // What a delete was to take away.
        var differs = Any(compared.Select(c => $"n{c.I} is not null and {Differs(c.Column, c.Now, $"n{c.I}")}"));
        return _read.Count == 0 ? "op" : $"""
            case op when 'insert' then case when one is null then 'insert' else {Text(ApplyReasons.There)} end
                when 'update' then case when one is null then {Text(UndoReasons.Gone)} when {touched} then {Text(UndoReasons.Changed)}
                    when {isOpen} then 'update' else 'unchanged' end
                else case when one is null then 'unchanged' when {differs} then {Text(UndoReasons.Changed)} else 'delete' end end
            """;
    }

    /// <summary>What an outcome shows and sends of a row: values, what the target has now, keys.</summary>
    IEnumerable<string> Shown() => _columns.Select((c, i) =>
    {
        var now = c.WriteOnly || _read.Count == 0 ? $"coalesce(n{i}, o{i})" : T(c);
        var isKept = target.Identity.Contains(c) && matching?.ChangesIdentity != true;
        var update = isKept ? now : $"case when c{i} then n{i} else {(c.CanBeEmptied ? now : "null")} end";
        return $"""
            cast(case what when 'update' then {update} when 'insert' then n{i} when 'delete' then {now} else coalesce({now}, n{i}, o{i}) end
                as {c.Type}) as {ChangeQuery.Value(i)}, cast({(_read.Count == 0 ? $"o{i}" : T(c))} as {c.Type}) as {ChangeQuery.Old(i)}
            """;
    }).Concat(target.OtherKeys.Select((k, i) => $"{(_read.Count == 0 ? $"g{i}" : T(k))} as {ChangeQuery.Key(i)}"));

    /// <summary>What the target has in a column now.</summary>
    string T(Column column) => column.WriteOnly || _read.Count == 0 ? column.Null : $"t{_read.IndexOf(column)}";

    static string Differs(Column column, string one, string other) =>
        $"{column.Same(column.Comparable(one))} is distinct from {column.Same(column.Comparable(other))}";

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
