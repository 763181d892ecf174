using System.Globalization;
using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>How the changes of a run find their rows in the target.</summary>
/// <param name="ByKey">Some are found by their key.</param>
/// <param name="ByIdentity">Some are found by what identifies an inserted row.</param>
/// <param name="ChangesIdentity">An update changed what identifies a row.</param>
internal sealed record Matching(bool ByKey, bool ByIdentity, bool ChangesIdentity);

/// <summary>
/// The query that turns the changes of a run into what takes them back: the changes of one row are taken together, held against what the
/// target has now, and each row gets what is done with it, or why it is left.
/// </summary>
/// <param name="target">The table.</param>
/// <param name="staged">What holds the changes.</param>
/// <param name="matching">How rows are found.</param>
internal sealed class UndoSql(UndoTarget target, string staged, Matching matching)
{
    /// <summary>
    /// What a link may be younger than the change that made it, in microseconds: clocks differ, and calls take their time.
    /// </summary>
    public const int Grace = 2_000_000;

    readonly IReadOnlyList<Column> _columns = target.Columns;
    readonly IReadOnlyList<Column> _read = target.IsKnownWithoutReading ? [] : target.Read;

    /// <summary>
    /// A query of <c>id, uses</c>: the links that the same run made and that will be gone when this is done; null for none.
    /// </summary>
    public string? OwnUses { get; init; }

    /// <summary>The links of the run to rows that it created; null for none.</summary>
    public OwnLinks? Links { get; init; }

    /// <summary>The rows of another table that are deleted, with which rows go by themselves; null for none.</summary>
    public GoneRows? Gone { get; init; }

    /// <summary>The text before the target's name, when it is read.</summary>
    public string Before =>
        $"with r as (select seq, on_the_way, operation as op, time, operation <> 'update' or old is not null as "
            + $"knows{List(_columns.Select(Values))}{List(Finders())} from {staged} where status = 'done'), "
        + $"t as (select 1 as one{List(_read.Select((c, i) => $"{c.Sql} as t{i}"))} from ";

    /// <summary>The text behind it.</summary>
    public string After =>
        $"){Matched()}, {Net()}, {Decided()} select op, row_number() over (order by seq) as n{List(Shown())}, why from d";

    /// <summary>The query that reads nothing of the target.</summary>
    public string Alone => $"{Before}(select 1 where false){After}";

    // n: what was written; o: what was there before it; both as text.
    static string Values(Column column, int i) =>
        $"{StagedChanges.Value("new", column.Name)} as n{i}, {StagedChanges.Value("old", column.Name)} as o{i}";

    /// <summary>By what a change finds its row.</summary>
    IEnumerable<string> Finders() =>
        (matching.ByKey ? target.Keys.Select((k, i) => $"{Found(k)} as rk{i}") : []).Concat(
            matching.ByIdentity ? target.Identity.Select((k, i) => $"{Found(k)} as ri{i}") : []);

    string Found(Column column) => column.Same($"try_cast({Given(column)} as {column.Type})");

    /// <summary>What a change says of a column, as text.</summary>
    public string Given(Column column)
    {
        var said = $"coalesce({StagedChanges.Value("new", column.Name)}, {StagedChanges.Value("old", column.Name)}";
        return target.Schema.Defaults.TryGetValue(column.Name, out var value) ? $"{said}, {SqlText.Literal(value)})" : $"{said})";
    }

    string Matched()
    {
        if (_read.Count == 0)
            return ", j as (select r.*, null as one, "
                + Together("r.", matching.ByKey ? "rk" : "ri", matching.ByKey ? target.Keys.Count : target.Identity.Count)
                + " as g from r)";
        string Join(string alias, string finder, IReadOnlyList<Column> by, string also) =>
            $" left join t {alias} on "
                + $"{also}{string.Join(" and ", by.Select((c, i) => $"r.{finder}{i} = {c.Same($"{alias}.t{At(c)}")}"))}";
        if (!matching.ByKey)
            return $", j as (select r.*{Columns("a", null)}, {Together("r.", "ri", target.Identity.Count)} as g from "
                + $"r{Join("a", "ri", target.Identity, "")})";
        if (!matching.ByIdentity)
            return $", j as (select r.*{Columns("a", null)}, {Together("r.", "rk", target.Keys.Count)} as g from "
                + $"r{Join("a", "rk", target.Keys, "")})";
        var key = $"case when a.one is not null then {Together("a.t", target.Keys)} when b.one is not null then "
            + $"{Together("b.t", target.Keys)} else coalesce({Together("r.", "ri", target.Identity.Count)}, "
            + $"{Together("r.", "rk", target.Keys.Count)}) end";
        return $", j as (select r.*{Columns("a", "b")}, {key} as g from "
            + $"r{Join("a", "rk", target.Keys, "")}{Join("b", "ri", target.Identity, "r.rk0 is null and ")})";
    }

    static string Columns(string first, string? second, int count) =>
        List(Enumerable.Range(-1, count + 1).Select(i => i < 0 ? "one" : $"t{i}")
        .Select(
            c => second is null
                ? $"{first}.{c} as {c}"
                : $"case when {first}.one is not null then {first}.{c} else {second}.{c} end as {c}"));

    string Columns(string first, string? second) => Columns(first, second, _read.Count);

    string Together(string prefix, IReadOnlyList<Column> columns) =>
        string.Join(" || chr(31) || ", columns.Select(c => $"cast({prefix}{At(c)} as varchar)"));

    static string Together(string alias, string prefix, int count) =>
        string.Join(" || chr(31) || ", Enumerable.Range(0, count).Select(i => $"cast({alias}{prefix}{i} as varchar)"));

    /// <summary>All changes of a row as one: what was first, what is last.</summary>
    string Net() =>
        "net as (select g, min(seq) as seq, arg_min(op, seq) as first, arg_max(op, seq) as last, max(time) as time, bool_and(on_the_way) "
            + "as on_the_way, "
        + $"bool_and(knows) as knows, any_value(one) as "
        + $"one{List(_read.Select((_, i) => $"any_value(t{i}) as t{i}"))}{List(_columns.Select((c, i) =>
            // In a struct, so that a value that was not there counts as well.
            $"try_cast(arg_max(n{i}, seq) filter (where n{i} is not null and op <> 'delete') as {c.Type}) as n{i}, "
            + $"try_cast(struct_extract(arg_min({{'v': o{i}}}, seq) filter (where op = 'update' and n{i} is not null), 'v') "
            + $"as {c.Type}) as b{i}, "
            + $"try_cast(arg_max(o{i}, seq) filter (where op = 'delete') as {c.Type}) as d{i}"))} from j group by g)";

    /// <summary>What is done with each row: an operation, <c>unchanged</c>, or <c>left</c> with the reason.</summary>
    string Decided() => $"w as (select *, {Going(target.IsLink ? Link() : Entity())} as verdict from net), "
        + "d as (select *, case when verdict in ('insert', 'update', 'delete', 'unchanged') then verdict else 'left' end as op, "
        + "case when verdict in ('insert', 'update', 'delete', 'unchanged') then null else verdict end as why from w)";

    string Going(string verdict)
    {
        if (Gone is null) return verdict;
        var at = _columns.ToList().IndexOf(Gone.Column);
        var now = _read.Contains(Gone.Column) ? $", {T(Gone.Column)}" : "";
        return $"case when {Gone.Has($"coalesce(n{at}, d{at}{now})")} then 'unchanged' else {verdict} end";
    }

    string Link()
    {
        var putBack = target.CanPutBack ? "'insert'" : Text(UndoReasons.Deleted);
        if (_read.Count == 0)
            return $"case when first = 'insert' and last = 'delete' then 'unchanged' when first = 'insert' then 'delete' when last = "
                + $"'delete' then {putBack} else 'unchanged' end";
        var byHand =
            _read.ToList().FindIndex(c => c.IsCreationTime) is >= 0 and var at ? $"epoch_us(t{at}) > epoch_us(time) + {Grace}" : "false";
        return $"case when first = 'insert' and last = 'delete' then case when one is null then 'unchanged' else "
            + $"{Text(UndoReasons.ByHand)} end "
            + $"when first = 'insert' then case when one is null then {Text(UndoReasons.Gone)} when {byHand} then "
            + $"{Text(UndoReasons.ByHand)} else 'delete' end "
            + $"when last = 'delete' then case when one is null then {putBack} else 'unchanged' end else 'unchanged' end";
    }

    string Entity()
    {
        var delete = target.Schema.Verbs.HasFlag(TableVerbs.Delete) ? "'delete'" : Text(UndoReasons.NoDelete);
        var kept = target.DeletesCreated ? "false" : _read.Any(c => c.CountsUses) ? "not on_the_way" : "true";
        var given = _columns.Select((c, i) => (Column: c, At: i)).Where(c => !c.Column.WriteOnly && !c.Column.IsKey).ToList();
        var back = All(given.Select(c => $"(n{c.At} is null or {Differs(c.Column, $"{T(c.Column)}", $"b{c.At}", not: true)})"));
        var touched = Any(
            given.Select(
                c => $"(n{c.At} is not null and {Differs(c.Column, $"b{c.At}", $"n{c.At}")} and "
                    + $"{Differs(c.Column, T(c.Column), $"n{c.At}")})"));
        var emptied = Any(
            given.Where(c => !c.Column.IsText && !c.Column.CanBeEmptied)
                .Select(c => $"(n{c.At} is not null and b{c.At} is null)"));
        return $"case when first = 'insert' and last = 'delete' then 'unchanged' "
            + $"when last = 'delete' then case when one is null then {Text(UndoReasons.Deleted)} else 'unchanged' end "
            + $"when one is null then {Text(UndoReasons.Gone)} "
            + $"when first = 'insert' then case when {kept} then {Text(UndoReasons.Created)} when {IsUsed()} then "
            + $"{Text(UndoReasons.Used)} when {Any(target.Own.Select(Overwritten))} then {Text(UndoReasons.Changed)} else {delete} end "
            + $"when not knows then {Text(UndoReasons.Unknown)} when {back} then 'unchanged' when {touched} then "
            + $"{Text(UndoReasons.Changed)} when {emptied} then {Text(UndoReasons.Emptied)} else 'update' end";
    }

    /// <summary>
    /// A row that was created has now what it did not get of the run. What is no text and was not given, the system may fill by itself.
    /// </summary>
    string Overwritten(Column column)
    {
        var given = _columns.ToList().IndexOf(column) is >= 0 and var at ? $"n{at}" : "null";
        if (given != "null" && !column.IsText) return $"({given} is not null and {Differs(column, T(column), given)})";
        if (!column.IsText) return "false";
        var expected =
            target.Schema.Defaults.TryGetValue(column.Name, out var value) ? $"coalesce({given}, {SqlText.Literal(value)})" : given;
        return Differs(column, T(column), $"cast({expected} as {column.Type})");
    }

    string IsUsed()
    {
        var told = target.Keys.Concat(target.Identity.Take(1));
        var own = OwnUses is null
            ? "0"
            : $"coalesce((select sum(u.uses) from ({OwnUses}) u where u.id in "
                + $"({string.Join(", ", told.Select(c => $"lower(trim(cast(t{At(c)} as varchar)))"))})), 0)";
        return Any(_read.Select((c, i) => c.CountsUses ? $"coalesce(t{i}, 0) > {own}" : !GoesWith.ListsUses(c) ? "false"
            : Links?.Lists.Contains(c.Name) == true
                ? $"len(list_distinct(coalesce(t{i}, []))) > {OwnLinked(c, i)}"
                : $"len(coalesce(t{i}, [])) > {own}").Where(u => u != "false"));
    }

    /// <summary>How many of what a list holds the run itself linked the row to.</summary>
    string OwnLinked(Column list, int i)
    {
        var row = string.Join(", ", target.Keys.Concat(target.Identity.Take(1)).Select(c => OwnIdentity.Text(c, $"t{At(c)}")));
        return $"(select count(distinct k.r) from {Links!.Table} k where k.list = {SqlText.Literal(list.Name)} and k.x in ({row}) and "
            + $"list_contains(cast(t{i} as varchar[]), k.r))";
    }

    /// <summary>What an outcome shows and sends of a row: values, what the target has now, keys.</summary>
    IEnumerable<string> Shown()
    {
        for (var i = 0; i < _columns.Count; i++)
        {
            var column = _columns[i];
            var isIdentity = target.Identity.Contains(column);
            var now = column.WriteOnly || _read.Count == 0 ? $"coalesce(n{i}, d{i})" : T(column);
            var update = isIdentity && !matching.ChangesIdentity ? now
                : $"case when n{i} is not null and {Differs(column, $"b{i}", $"n{i}")} then "
                    + $"{(column.IsText ? $"coalesce(b{i}, '')" : $"b{i}")}{(column.CanBeEmptied ? $" else {now}" : "")} end";
            yield return $"cast(case op when 'update' then {update} when 'insert' then d{i} when 'delete' then {now} else "
                + $"coalesce({now}, n{i}, d{i}) end as {column.Type}) as {ChangeQuery.Value(i)}, "
                + $"cast({(_read.Count == 0 || column.WriteOnly ? "null" : T(column))} as {column.Type}) as {ChangeQuery.Old(i)}";
        }
        for (var i = 0; i < target.OtherKeys.Count; i++) yield return $"{T(target.OtherKeys[i])} as {ChangeQuery.Key(i)}";
    }

    string T(Column column) =>
        column.WriteOnly ? $"cast(null as {column.Type})" : string.Create(CultureInfo.InvariantCulture, $"t{At(column)}");

    int At(Column column) => _read.ToList().IndexOf(column);

    static string Differs(Column column, string one, string other, bool not = false) =>
        $"{column.Same(column.Comparable(one))} is {(not ? "not " : "")}distinct from "
            + $"{column.Same(column.Comparable(other))}";

    static string Text(string reason) => SqlText.Literal(reason);

    static string List(IEnumerable<string> items) => string.Concat(items.Select(i => $", {i}"));

    static string Any(IEnumerable<string> conditions) =>
        string.Join(" or ", conditions.DefaultIfEmpty("false")) is var any ? $"({any})" : "";

    static string All(IEnumerable<string> conditions) => $"({string.Join(" and ", conditions.DefaultIfEmpty("true"))})";
}
