using Koppel.Engine.Loading.Cells;
using Koppel.Engine.Sql;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;
using static Koppel.Engine.Loading.Changes.ChangeQuery;

namespace Koppel.Engine.Loading.Changes;

/// <summary>
/// The query of a <c>synchronize</c>: source and target, joined by what identifies a row; a null equals a null, an empty text is one, and
/// texts that are the same to the target are the same here. Of rows that the source has twice, the first counts when all say the same; they
/// are duplicates when they do not.
/// </summary>
/// <param name="statement">The statement.</param>
/// <param name="target">The target.</param>
/// <param name="source">The source's columns.</param>
internal sealed class SynchronizeQuery(SynchronizeStatement statement, TableSchema target, IReadOnlyList<SourceColumn> source)
{
    readonly SynchronizeColumns _columns = new(statement, target, source);
    readonly bool _leavesNullIds = statement.IgnoredNulls.HasFlag(IgnoredNulls.OnIdentifiedBy);

    ValueRules Rules => _columns.Rules;

    List<Column> Given => _columns.Given;

    List<Column> Ids => _columns.Ids;

    /// <summary>The source's rows, for DuckDB to tell its columns.</summary>
    public static SqlTemplate Source(SynchronizeStatement statement) => $"select * from {From(statement)}";

    /// <summary>What stands behind from; the query of an insert gives its columns by their order.</summary>
    static SqlTemplate From(SynchronizeStatement statement) => statement.Inserted is not { } columns
        ? (SqlTemplate)$"{statement.Source} as koppel_source"
        : (SqlTemplate)$"""
        (
        {statement.Source}
        ) as koppel_source({string.Join(", ", columns.Select(SqlText.Identifier))})
        """;

    /// <summary>The query.</summary>
    /// <param name="variables">The values of variables.</param>
    public ChangeQuery Build(IReadOnlyDictionary<string, string> variables)
    {
        // Which rows of the target take part: a text that is empty is one that is not there.
        var parting = !_leavesNullIds ? ""
            : " where " + string.Join(" and ", Ids.Select(c => $"{c.Sql} is not null{(c.IsText ? $" and {c.Same(c.Sql)} <> ''" : "")}"));
        var same = Ids.Select((c, i) => $" and s.i{i} {(HasNulls(c) ? "is not distinct from" : "=")} t.j{i}");
        // What tells of a row whether a load wrote it: by these an inserted row is found again.
        var own = statement.Find(WriteOperation.Delete) is { OnlyOwn: true } ? target.Identity : [];
        SqlTemplate sql = $"""
            with koppel_s as (select row_number() over () as n, {SourceValues()} from {From(statement)}),
            koppel_d as ({Repeats()}),
            koppel_t as (select {TargetValues()}{string.Concat(
                own.Select((c, i) => $", {SqlText.Identifier(c)} as {DeleteOnlyOwn.Identity(i)}"))}
                from {statement.To}{parting})
            select {Operation()} as op, {Values()}, s.{Faults}, s.n is not null as {OfSource}, t.one is not null as {There}, s.n as n
                {string.Concat(own.Select((_, i) => $", t.{DeleteOnlyOwn.Identity(i)}"))}
            from koppel_d s {(statement.Find(WriteOperation.Delete) is null ? "left" : "full outer")} join koppel_t t
                on s.r = t.one{string.Concat(same)}
            """;
        return new ChangeQuery(sql.Compose(statement.Script, variables, statement.Source),
            Given, _columns.Keys, [.. statement.Operations.OrderBy(o => o.Operation).Select(Part)])
        {
            Notes = [.. _columns.Notes], Cells = _columns.Cells,
            LeavesTargetRows = statement.Inserted is null && statement.Find(WriteOperation.Delete) is null,
            CaseKeys = CaseKeys(), Rules = Rules, NumbersSourceOnly = true,
            Told = [.. Given.Index().Where(g => !Ids.Contains(g.Item) && !g.Item.WriteOnly && !g.Item.IsKey)
                .Select(g => new ToldColumn(g.Index) { IsKept = _columns.Except.Contains(g.Item) })],
        };
    }

    /// <summary>What identifies the rows, where the system tells texts in it apart by their case.</summary>
    IReadOnlyList<(Column, string)> CaseKeys() =>
        Ids.Exists(c => c is { IsText: true, IgnoresCase: false }) && Ids.TrueForAll(Given.Contains)
        ? [.. Ids.Select(c => (c, Value(Given.IndexOf(c))))] : [];

    /// <summary>
    /// The source's values as <c>c…</c>, what identifies its rows as <c>i…</c>, and what stands in cells that do not fit.
    /// </summary>
    string SourceValues()
    {
        var faults = _columns.Cells.Select(c => (c.Column.Sql, CellSql.IsBad(c.Column.Sql, c.Column.Type, IsConstant(c.Column))));
        return List(
            [.. Given.Select((c, i) => $"{Cast(c)} as c{i}"),
                .. Ids.Select((c, i) => $"{Identifying(c, Cast(c))} as i{i}"),
                $"{CellSql.Faults([.. faults])} as {Faults}"]);
    }

    /// <summary>
    /// The source's rows with <c>r</c>, the how manieth of the same it is, and whether these differ: in other columns than those by which
    /// they are the same, where a person would see a difference. One that is rejected comes last: the
    /// others count, and where there is none, it still keeps the target's row from being one that only the target has.
    /// </summary>
    string Repeats()
    {
        var same = $"partition by {List(Ids.Select((_, i) => $"i{i}"))}";
        var said = Given.Index().Where(g => !Ids.Contains(g.Item)).Select(g => g.Item.Comparable($"c{g.Index}"));
        var blank = Given.Select((c, i) => c.IsBlank($"c{i}"))
            .Concat(Ids.Select((c, i) => Given.Contains(c) ? "true" : c.IsBlank($"i{i}")));
        return $"""
            select *, case when not empty then row_number() over ({same} order by taken desc, n) end as r,
                min(h) filter (where taken) over ({same}) <> max(h) filter (where taken) over ({same}) as bad
            from (select *, hash({List(said.Prepend("0"))}) as h,
                {string.Join(" and ", blank)} and {Faults} is null as empty, not empty and {Faults} is null as taken from koppel_s)
            """;
    }

    /// <summary>The target's values as <c>t…</c>, its key as <c>k…</c>, and what identifies its rows as <c>j…</c>.</summary>
    string TargetValues() => List(
        ["1 as one", .. Given.Select((c, i) => $"{(c.WriteOnly ? c.Null : c.Sql)} as t{i}"),
            .. _columns.Keys.Select((c, i) => $"{c.Sql} as {Key(i)}"), .. Ids.Select((c, i) => $"{Identifying(c, c.Sql)} as j{i}")]);

    /// <summary>What is to be done with a row.</summary>
    string Operation()
    {
        var nobody = _leavesNullIds ? Ids.Select((c, i) => $"{c.Comparable($"s.i{i}")} is null") : [];
        var differs = _columns.Compared.Select(v => Rules.Differs(v.Column, Effective(v.Column, v.At), $"t.t{v.At}"));
        var emptied = _columns.Changing.Select(v => Rules.IsEmptied(v.Column, Effective(v.Column, v.At), $"t.t{v.At}")).OfType<string>();
        return $"""
            case when s.n is null then {Deleted()} when s.empty then '{Empty}' when s.{Faults} is not null then '{Invalid}'
                when {Any(nobody)} then '{Unidentified}' when s.bad then '{Duplicate}' when s.r > 1 then '{Unchanged}'
                when t.one is null then 'insert' when not ({Any(differs)}) then '{Unchanged}' when {Any(emptied)} then '{Emptied}'
                else 'update' end
            """;
    }

    /// <summary>A row that only the target has; where a row of the source cannot be told, none is known to be one.</summary>
    string Deleted()
    {
        var untold = _columns.Cells.Select((c, i) => (c.Column, IsBad: $"{Faults}[{i + 1}] is not null"))
            .Where(c => Ids.Contains(c.Column)).Select(c => c.IsBad).ToList();
        return untold.Count == 0
            ? "'delete'"
            : $"case when exists (select 1 from koppel_s where {Any(untold)}) then '{Withheld}' else 'delete' end";
    }

    /// <summary>The values, those that the target has now, and its key.</summary>
    string Values() => List(
        [.. Given.Select((c, i) => $"case when s.n is null then t.t{i} else {Effective(c, i)} end as {Value(i)}, t.t{i} as {Old(i)}"),
            .. _columns.Keys.Select((_, i) => $"t.{Key(i)}")]);

    ChangePart Part(SyncOperation said) =>
        new(new WriteRequest(said.Operation == WriteOperation.Insert ? Given : [.. Given, .. _columns.Keys])
        {
            Operation = said.Operation, IdentifiedBy = [.. Ids.Select(c => c.Name)], AreNew = said.Operation == WriteOperation.Insert,
        })
        {
            Said = said,
            Empties = c => _columns.Changing.Any(v => v.Column == c),
            Value = (c, sql) => said.Operation != WriteOperation.Update ? sql : _columns.Except.Contains(c) ? c.Null
                : Ids.Contains(c) || !c.IsText ? sql : $"coalesce({sql}, '')",
        };

    /// <summary>What a row is to have, with regard to what the target has.</summary>
    string Effective(Column column, int i) => Rules.Value(column, $"s.c{i}", $"t.t{i}");

    /// <summary>
    /// Whether a null among what identifies rows equals a null. Where there is none, a column is compared with = and as it stands: then the
    /// target can be asked for the source's values alone.
    /// </summary>
    bool HasNulls(Column column) => !_leavesNullIds && !column.IsKey;

    /// <summary>
    /// A value by which a row is the same row. A text without anything in it is no value: a system may give one back for a null.
    /// </summary>
    string Identifying(Column column, string sql) => HasNulls(column) ? column.Comparable(column.Same(sql)) : column.Same(sql);

    bool IsConstant(Column column) => _columns.Constant.Contains(column.Name);

    string Cast(Column column) => CellSql.Value(column.Sql, column.Type, IsConstant(column));

    static string List(IEnumerable<string> items) => string.Join(", ", items);

    static string Any(IEnumerable<string> conditions) => string.Join(" or ", conditions.Select(c => $"({c})").DefaultIfEmpty("false"));
}
