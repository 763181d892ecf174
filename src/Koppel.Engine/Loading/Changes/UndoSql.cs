using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>
/// The query that turns the changes of a run into what takes them back: the changes of one row are taken together, held against what the
/// target has now, and each row gets what is done with it, or why it is left.
/// </summary>
/// <param name="target">The target.</param>
/// <param name="staged">The table with the changes.</param>
/// <param name="matching">How they find their rows.</param>
internal sealed class UndoSql(UndoTarget target, string staged, Matching matching)
{
    /// <summary>
    /// What a link may be younger than the change that made it, in microseconds: clocks differ, and calls take their time.
    /// </summary>
    public const int Grace = 2_000_000;

    /// <summary>The name of the key of a row that may be brought back.</summary>
    const string Restored = "restored";

    readonly IReadOnlyList<Column> _columns = target.Columns;
    readonly List<Column> _read = target.IsKnownWithoutReading ? [] : [.. target.Read];

    /// <summary>
    /// A query of <c>id, uses</c>: the links that the same run made and that will be gone when this is done; null for none.
    /// </summary>
    public string? OwnUses { get; init; }

    /// <summary>The links of the run to rows that it created; null for none.</summary>
    public LinksOfRun? Links { get; init; }

    /// <summary>Whether a row was changed more than once.</summary>
    public bool HasRepeats { get; init; } = true;

    /// <summary>The rows of another table that are deleted, with which rows go by themselves; null for none.</summary>
    public GoneRows? Gone { get; init; }

    /// <summary>The query.</summary>
    /// <param name="to">The target in the script.</param>
    public SqlTemplate Query(ScriptPart to)
    {
        // n: what was written; o: what was there before it; both as text.
        var values = _columns.Select(
            (c, i) => $"{StagedChanges.Value("new", c.Name)} as n{i}, {StagedChanges.Value("old", c.Name)} as o{i}");
        var match = new StagedMatch(target, matching, _read);
        var finders = match.Finders.Concat(match.MissingKeys).Concat(
            target.IsRestored ? target.Keys.Select(k => $"{StagedChanges.Typed(target.Schema, k)} as {Restored}") : []);
        var going = target.IsLink ? Link() : Entity();
        if (Gone is { } gone)
        {
            var at = At(gone.Column, _columns);
            var row = $"coalesce(n{at}, d{at}{(_read.Contains(gone.Column) ? $", {T(gone.Column)}" : "")})";
            going = $"case when {gone.Has(row)} then 'unchanged' else {going} end";
        }
        return $"""
            with r as not materialized (select seq, on_the_way, operation as op, time, operation <> 'update' or old is not null as knows
                {List(values.Concat(finders))}
                from {staged} where status = 'done'),
            t as not materialized (select 1 as one{List(_read.Select((c, i) => $"{c.Sql} as t{i}"))}
                from {(target.IsKnownWithoutReading ? $"(select 1 where false)" : (SqlTemplate)$"{to}")}),
            {Net(match)},
            w as (select *, {going} as verdict from net),
            d as (select *, verdict in ('insert', 'update', 'delete', 'unchanged') as goes,
                case when goes then verdict else 'left' end as op, case when not goes then verdict end as why from w)
            {(match.IsToldByChanges
                ? $"select op, numbers.n as n{List(Shown())}, why from d join numbers using (seq)"
                : $"select op, row_number() over (order by seq) as n{List(Shown())}, why from d")}
            """;
    }

    /// <summary>
    /// All changes of a row as one. Nearly all rows were changed once: to take these together too would cost several times the memory.
    /// </summary>
    string Net(StagedMatch match)
    {
        if (!match.IsToldByChanges) return $"j as ({match.Sql()}), net as ({Together()})";
        var rows = $"rows_of as materialized (select min(seq) as seq, count(*) as several{List(match.FinderNames)} from r group by all)";
        const string numbers = "numbers as not materialized (select seq, row_number() over (order by seq) as n from rows_of)";
        if (!HasRepeats)
            return $"{rows}, {numbers}, k as not materialized ({match.Sql()}), net as not materialized ({Alone()})";
        return $"""
            {rows}, {numbers},
            many as not materialized (select * from rows_of where several > 1),
            once as not materialized (select * from r where not exists (select 1 from many m where {match.IsOfOneRow("m", "r")})),
            often as not materialized (select * from r where exists (select 1 from many m where {match.IsOfOneRow("m", "r")})),
            j as not materialized ({match.Sql("often")}),
            k as not materialized ({match.Sql("once")}),
            net as not materialized ({Together()} union all by name {Alone()})
            """;
    }

    /// <summary>The only change of a row.</summary>
    string Alone() => $"""
        select g, seq, op as first, op as last, time, on_the_way, knows, one
            {(target.IsRestored
                ? $", {Restored}"
                : "")}{List(_read.Select((_, i) => $"t{i}"))}{List(
            _columns.Select((c, i) => $"""
                try_cast(case when op <> 'delete' then n{i} end as {c.Type}) as n{i},
                try_cast(case when op = 'update' and n{i} is not null then o{i} end as {c.Type}) as b{i},
                try_cast(case when op = 'delete' then o{i} end as {c.Type}) as d{i}
                """))}
        from k
        """;

    /// <summary>All changes of a row as one: what was first, what is last.</summary>
    string Together() => $"""
        select g, min(seq) as seq, arg_min(op, seq) as first, arg_max(op, seq) as last, max(time) as time,
            bool_and(on_the_way) as on_the_way, bool_and(knows) as knows, any_value(one) as one
            {(target.IsRestored
                ? $", arg_max({Restored}, seq) as {Restored}"
                : "")}{List(_read.Select((_, i) => $"any_value(t{i}) as t{i}"))}{List(
            // In a struct, so that a value that was not there counts as well.
            _columns.Select((c, i) => $$"""
                try_cast(arg_max(n{{i}}, seq) filter (where n{{i}} is not null and op <> 'delete') as {{c.Type}}) as n{{i}},
                try_cast(struct_extract(arg_min({'v': o{{i}}}, seq) filter (where op = 'update' and n{{i}} is not null), 'v')
                    as {{c.Type}}) as b{{i}},
                try_cast(arg_max(o{{i}}, seq) filter (where op = 'delete') as {{c.Type}}) as d{{i}}
                """))}
        from j group by g
        """;

    /// <summary>What is done with a link: an operation, <c>unchanged</c>, or the reason for which it is left.</summary>
    string Link()
    {
        var putBack = target.CanPutBack ? "'insert'" : Text(UndoReasons.Deleted);
        var byHand = _read.FindIndex(c => c.IsCreationTime) is >= 0 and var at ? $"epoch_us(t{at}) > epoch_us(time) + {Grace}" : "false";
        var (created, inserted) = _read.Count == 0
            ? ("'unchanged'", "'delete'")
            : ($"case when one is null then 'unchanged' else {Text(UndoReasons.ByHand)} end", $"""
                case when one is null then {Text(UndoReasons.Gone)} when {byHand} then {Text(UndoReasons.ByHand)} else 'delete' end
                """);
        return $"""
            case when first = 'insert' and last = 'delete' then {created} when first = 'insert' then {inserted}
                when last = 'delete' and one is null then {putBack} else 'unchanged' end
            """;
    }

    /// <summary>What is done with any other row.</summary>
    string Entity()
    {
        var delete = target.Schema.Verbs.HasFlag(TableVerbs.Delete) ? "'delete'" : Text(UndoReasons.NoDelete);
        var kept = target.DeletesCreated ? "false" : "not on_the_way";
        var given = _columns.Select((c, i) => (Column: c, Now: T(c), New: $"n{i}", Before: $"b{i}"))
            .Where(c => !c.Column.WriteOnly && !c.Column.IsKey && !IsKept(c.Column)).ToList();
        var isNotBack = Any(given.Select(c => $"{IsChanged(c.Column, c.New, c.Before)} and {c.Column.Differs(c.Now, c.Before)}"));
        var touched = Any(given.Select(
            c => $"{IsChanged(c.Column, c.New, c.Before)} and not {c.Column.IsWritten(c.Now, c.New, c.Before)}"));
        var emptied = Any(given.Where(c => !c.Column.IsText && !c.Column.CanBeEmptied)
            .Select(c => $"{c.New} is not null and {c.Before} is null"));
        var created = !target.LooksAtCreated ? Text(UndoReasons.Created) : $"""
            case when {kept} then {Text(UndoReasons.Created)} when {IsUsed()} then {Text(UndoReasons.Used)}
                when {Any(target.Own.Select(Overwritten))} then {Text(UndoReasons.Changed)} else {delete} end
            """;
        return $"""
            case when first = 'insert' and last = 'delete' then 'unchanged'
                when last = 'delete' and (one is null or first = 'delete') then
                    case when one is null then {(target.CanPutBack ? "'insert'" : Text(UndoReasons.Deleted))} else 'unchanged' end
                when one is null then {Text(UndoReasons.Gone)}
                when first = 'insert' then {created}
                when not knows then {Text(UndoReasons.Unknown)} when not {isNotBack} then 'unchanged'
                when {touched} then {Text(UndoReasons.Changed)} when {emptied} then {Text(UndoReasons.Emptied)} else 'update' end
            """;
    }

    /// <summary>
    /// A row that was created has now what it did not get of the run. What is no text and was not given, the system may fill by itself.
    /// </summary>
    string Overwritten(Column column)
    {
        var given = At(column, _columns) is >= 0 and var at ? $"n{at}" : "null";
        if (!column.IsText || (column.HasDefault && given == "null"))
            return given == "null" ? "false" : $"{given} is not null and {Differs(column, T(column), given)}";
        var expected =
            target.Schema.Defaults.TryGetValue(column.Name, out var value) ? $"coalesce({given}, {SqlText.Literal(value)})" : given;
        return Differs(column, T(column), $"cast({expected} as {column.Type})");
    }

    string IsUsed()
    {
        var told = target.Keys.Concat(target.Identity.Take(1)).ToList();
        var own = OwnUses is null ? "0" : $"""
            coalesce((select sum(u.uses) from ({OwnUses}) u
                where u.id in ({string.Join(", ", told.Select(c => $"lower(trim(cast({T(c)} as varchar)))"))})), 0)
            """;
        // How many of what a list holds the run itself linked the row to.
        string OwnLinked(Column list) => $"""
            (select count(distinct k.r) from {Links!.Table} k where k.list = {SqlText.Literal(list.Name)}
                and k.x in ({string.Join(", ", told.Select(c => c.AsText(T(c))))}) and list_contains(cast({T(list)} as varchar[]), k.r))
            """;
        return Any(_read.Where(c => c.CountsUses || GoesWith.ListsUses(c)).Select(c => c.CountsUses ? $"coalesce({T(c)}, 0) > {own}"
            : Links?.Lists.Contains(c.Name) == true ? $"len(list_distinct(coalesce({T(c)}, []))) > {OwnLinked(c)}"
            : $"len(coalesce({T(c)}, [])) > {own}"));
    }

    /// <summary>What an outcome shows and sends of a row: values, what the target has now, keys.</summary>
    IEnumerable<string> Shown() => _columns.Select((c, i) =>
    {
        var now = c.WriteOnly || _read.Count == 0 ? $"coalesce(n{i}, d{i})" : T(c);
        var update = IsKept(c) ? now : $"""
            case when {IsChanged(c, $"n{i}", $"b{i}")} then {(c.IsText ? $"coalesce(b{i}, '')" : $"b{i}")}
                else {(c.CanBeEmptied ? now : "null")} end
            """;
        var before = _read.Count == 0 ? "null" : $"case op when 'update' then {T(c)} end";
        return $"""
            cast(case op when 'update' then {update} when 'insert' then d{i} when 'delete' then {now} else coalesce({now}, n{i}, d{i}) end
                as {c.Type}) as {ChangeQuery.Value(i)}, cast({before} as {c.Type}) as {ChangeQuery.Old(i)}
            """;
    }).Concat(target.OtherKeys.Select((k, i) =>
        $"{(target.IsRestored ? $"case op when 'insert' then {Restored} else {T(k)} end" : T(k))} as {ChangeQuery.Key(i)}"));

    /// <summary>What the target has in a column now.</summary>
    string T(Column column) => column.WriteOnly ? column.Null : $"t{_read.IndexOf(column)}";

    static int At(Column column, IReadOnlyList<Column> columns) => columns.ToList().IndexOf(column);

    /// <summary>Rows are found by the column, and keep it.</summary>
    bool IsKept(Column column) => target.Identity.Contains(column) && !matching.ChangesIdentity;

    /// <summary>Whether the run gave a column another value, be it only in case.</summary>
    static string IsChanged(Column column, string written, string before) =>
        $"{written} is not null and {column.Differs(before, written)}";

    /// <summary>
    /// Whether what the target has is not what a created row was given: the target may have it in another form than it was written.
    /// </summary>
    static string Differs(Column column, string one, string other) =>
        $"{column.Same(column.Comparable(one))} is distinct from {column.Same(column.Comparable(other))}";

    static string Text(string reason) => SqlText.Literal(reason);

    static string List(IEnumerable<string> items) => string.Concat(items.Select(i => $", {i}"));

    static string Any(IEnumerable<string> conditions) =>
        $"({string.Join(" or ", conditions.Select(c => $"({c})").DefaultIfEmpty("false"))})";
}
