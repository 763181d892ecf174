using Koppel.Engine.Loading.Cells;
using Koppel.Engine.Sql;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>
/// The query of a <c>synchronize</c>: source and target, joined by what identifies a row; a null equals a null, and texts that are the same
/// to the target are the same here. Rows that the source has twice are unchanged when they say the same, and duplicates when they do not.
/// </summary>
internal sealed class SynchronizeQuery(
    string script, SynchronizeStatement statement, TableSchema target, IReadOnlyDictionary<string, string> variables)
{
    readonly bool _leavesNullValues = statement.IgnoredNulls.HasFlag(IgnoredNulls.OnValues);
    readonly bool _leavesNullIds = statement.IgnoredNulls.HasFlag(IgnoredNulls.OnIdentifiedBy);

    /// <summary>The source's rows, for DuckDB to tell its columns.</summary>
    public RewrittenSql Source() => RewrittenSql.Compose([Ours("select * from "), Written(statement.Source), Ours(" as koppel_source")]);

    /// <summary>The query.</summary>
    /// <param name="given">The source's columns.</param>
    /// <exception cref="QueryException">A column is not there or cannot be written.</exception>
    public ChangeQuery Build(IReadOnlyList<SourceColumn> given)
    {
        var columns = new SynchronizeColumns(script, statement, target, given);
        var sql = RewrittenSql.Compose(
        [
            Ours($"with koppel_s as (select row_number() over () as n, {SourceValues(columns)} from "),
            Written(statement.Source),
            Ours(
                $" as koppel_source), koppel_d as ({Repeats(columns)}), koppel_t as (select 1 as one, "
                    + $"{TargetValues(columns)}{OwnIdentity("")} from "),
            Written(statement.To),
            Ours(
                $"{TargetRows(columns)}) select {Operation(columns)} as op, {Number(columns)} as n, {Values(columns)}, s.n is not null "
                    + $"as {ChangeQuery.OfSource}{(columns.Cells.Count > 0 ? $", s.{ChangeQuery.Faults}" : "")}, t.one is not null as "
                    + $"{ChangeQuery.There}{OwnIdentity("t.")} from {Join(columns)}"),
        ]);
        return new ChangeQuery(
            sql, columns.Given, columns.Keys, [.. statement.Operations.OrderBy(o => o.Operation).Select(o => Part(o, columns))])
        {
            Notes = columns.Notes, Cells = columns.Cells, LeavesTargetRows = statement.Find(WriteOperation.Delete) is null,
            CaseKeys = CaseKeys(columns),
        };
    }

    /// <summary>What identifies the rows, where the system tells texts in it apart by their case.</summary>
    static IReadOnlyList<(Column, string)> CaseKeys(SynchronizeColumns columns) =>
        columns.Ids.Any(c => ChangeQuery.IsText(c) && !c.IgnoresCase) && columns.Ids.All(columns.Given.Contains)
            ? [.. columns.Ids.Select(c => (c, ChangeQuery.Value(columns.Given.ToList().IndexOf(c))))] : [];

    /// <summary>
    /// The source's values as <c>c…</c>, what identifies its rows as <c>i…</c>, and what stands in cells that do not fit.
    /// </summary>
    static string SourceValues(SynchronizeColumns columns)
    {
        var faults = columns.Cells.Select(
            c => (SqlText.Identifier(c.Column.Name),
                CellSql.IsBad(SqlText.Identifier(c.Column.Name), c.Column.Type, columns.Constant.Contains(c.Column.Name)))).ToList();
        return List(
            columns.Given.Select((c, i) => $"{Cast(c, columns)} as c{i}")
                .Concat(columns.Ids.Select((c, i) => $"{(c.IgnoresCase ? CellSql.Known(Cast(c, columns)) : Cast(c, columns))} as i{i}"))
            .Concat(faults.Count > 0 ? [$"{CellSql.Faults(faults)} as {ChangeQuery.Faults}"] : []));
    }

    /// <summary>
    /// The source's rows with <c>r</c>, the how manieth of the same it is, and whether these differ. One that is rejected comes last: the
    /// others count, and where there is none, it still keeps the target's row from being one that only the target has.
    /// </summary>
    static string Repeats(SynchronizeColumns columns)
    {
        var hash = columns.Given.Count == 0 ? "0" : $"hash({List(columns.Given.Select((_, i) => $"c{i}"))})";
        var same = $"partition by {List(columns.Ids.Select((_, i) => $"i{i}"))}";
        var taken = columns.Cells.Count == 0 ? "not empty" : $"not empty and {ChangeQuery.Faults} is null";
        var empty = string.Join(" and ",
            columns.Given.Concat(columns.Ids.Except(columns.Given)).Select(c => ChangeQuery.IsBlank(c, Name(c))).DefaultIfEmpty("false"));
        return $"select *, case when not empty then row_number() over ({same} order by {taken} desc, n) end as r, min(h) filter (where "
            + $"{taken}) over ({same}) <> max(h) filter (where {taken}) over ({same}) as bad "
            + $"from (select *, {hash} as h, {empty}{(columns.Cells.Count == 0 ? "" : $" and {ChangeQuery.Faults} is null")} as empty "
            + $"from koppel_s)";

        string Name(Column column) =>
            columns.Given.ToList().IndexOf(column) is >= 0 and var at ? $"c{at}" : $"i{columns.Ids.ToList().IndexOf(column)}";
    }

    /// <summary>The target's values as <c>t…</c>, its key as <c>k…</c>, and what identifies its rows as <c>j…</c>.</summary>
    static string TargetValues(SynchronizeColumns columns) => List(
        columns.Given.Select((c, i) => c.WriteOnly ? $"cast(null as {c.Type}) as t{i}" : $"{SqlText.Identifier(c.Name)} as t{i}")
            .Concat(columns.Keys.Select((c, i) => $"{SqlText.Identifier(c.Name)} as {ChangeQuery.Key(i)}"))
            .Concat(columns.Ids.Select((c, i) => $"{Id(c, SqlText.Identifier(c.Name))} as j{i}")));

    /// <summary>Which rows of the target take part. A text that is empty is one that is not there.</summary>
    string TargetRows(SynchronizeColumns columns) => !_leavesNullIds ? "" : " where " + string.Join(" and ", columns.Ids.Select(c =>
        $"{SqlText.Identifier(c.Name)} is not null{(ChangeQuery.IsText(c) ? $" and {Id(c, SqlText.Identifier(c.Name))} <> ''" : "")}"));

    /// <summary>What is to be done with a row.</summary>
    string Operation(SynchronizeColumns columns)
    {
        var nobody = _leavesNullIds ? columns.Ids.Select((c, i) => $"{ChangeQuery.Comparable(c, $"s.i{i}")} is null") : [];
        var differs = columns.Compared.Select(v => (_leavesNullValues ? $"s.c{v.At} is not null and " : "")
            + $"{ChangeQuery.Comparable(v.Column, $"s.c{v.At}")} is distinct from {ChangeQuery.Comparable(v.Column, $"t.t{v.At}")}");
        var emptied = _leavesNullValues
            ? []
            : columns.Changing.Where(v => !ChangeQuery.IsText(v.Column)).Select(v => $"s.c{v.At} is null and t.t{v.At} is not null");
        return $"case when s.n is null then {Deleted(columns)} when s.empty then '{ChangeQuery.Empty}' "
            + $"{(columns.Cells.Count == 0 ? "" : $"when s.{ChangeQuery.Faults} is not null then '{ChangeQuery.Invalid}' ")}when "
            + $"{Any(nobody)} then '{ChangeQuery.Unidentified}' when s.bad then '{ChangeQuery.Duplicate}' "
            + $"when s.r > 1 then '{ChangeQuery.Unchanged}' when t.one is null then 'insert' "
            + $"when {Any(differs)} then case when {Any(emptied)} then '{ChangeQuery.Emptied}' else 'update' end else "
            + $"'{ChangeQuery.Unchanged}' end";
    }

    /// <summary>A row that only the target has; where a row of the source cannot be told, none is known to be one.</summary>
    static string Deleted(SynchronizeColumns columns)
    {
        var ids = columns.Cells.Select((c, i) => (c.Column, i)).Where(c => columns.Ids.Contains(c.Column))
            .Select(c => FormattableString.Invariant($"{ChangeQuery.Faults}[{c.i + 1}] is not null")).ToList();
        return ids.Count == 0
            ? "'delete'"
            : $"case when exists (select 1 from koppel_s where {Any(ids)}) then '{ChangeQuery.Withheld}' else 'delete' end";
    }

    /// <summary>
    /// What tells of a row whether a load wrote it, where that counts: <c>x…</c> for each column by which an inserted row is found again.
    /// </summary>
    string OwnIdentity(string table) =>
        statement.Find(WriteOperation.Delete) is not { OnlyOwn: true } ? "" : string.Concat(target.Identity.Select((c, i) =>
        table.Length == 0 ? $", {SqlText.Identifier(c)} as {OwnRows.Identity(i)}" : $", {table}{OwnRows.Identity(i)}"));

    static string Number(SynchronizeColumns columns) =>
        $"row_number() over (order by s.n nulls last{string.Concat(columns.Keys.Select((_, i) => $", t.{ChangeQuery.Key(i)}"))})";

    /// <summary>The values, those that the target has now, and its key.</summary>
    static string Values(SynchronizeColumns columns) => List(
        columns.Given.Select((_, i) => $"case when s.n is null then t.t{i} else s.c{i} end as {ChangeQuery.Value(i)}")
            .Concat(columns.Given.Select((_, i) => $"t.t{i} as {ChangeQuery.Old(i)}"))
            .Concat(columns.Keys.Select((_, i) => $"t.{ChangeQuery.Key(i)}")));

    /// <summary>
    /// Rows that only the target has are needed to delete them. Where there is no null to equal a null, <c>=</c> lets the target be asked
    /// for the source's values alone.
    /// </summary>
    string Join(SynchronizeColumns columns)
    {
        var same = columns.Ids.Select((c, i) => $" and s.i{i} {(_leavesNullIds || c.IsKey ? "=" : "is not distinct from")} t.j{i}");
        return $"koppel_d s {(statement.Find(WriteOperation.Delete) is null ? "left" : "full outer")} join koppel_t t on s.r = "
            + $"t.one{string.Concat(same)}";
    }

    ChangePart Part(SyncOperation said, SynchronizeColumns columns)
    {
        var request = new WriteRequest(
            said.Operation == WriteOperation.Insert ? columns.Given : [.. columns.Given, .. columns.Keys]) { Operation = said.Operation };
        if (said.Operation != WriteOperation.Update) return new ChangePart(request) { Said = said };
        return new ChangePart(request with { IdentifiedBy = [.. columns.Ids.Select(c => c.Name)] })
        {
            Said = said,
            Value = (c, sql) => columns.Except.Contains(c) ? $"cast(null as {c.Type})"
                : _leavesNullValues || columns.Ids.Contains(c) || !ChangeQuery.IsText(c) ? sql : $"coalesce({sql}, '')",
        };
    }

    static string Cast(Column column, SynchronizeColumns columns) =>
        CellSql.Value(SqlText.Identifier(column.Name), column.Type, columns.Constant.Contains(column.Name));

    static string Id(Column column, string sql) => column.IgnoresCase ? $"lower(trim({sql}, {CellSql.Blanks}))" : sql;

    static string List(IEnumerable<string> items) => string.Join(", ", items);

    static string Any(IEnumerable<string> conditions) => string.Join(" or ", conditions.Select(c => $"({c})").DefaultIfEmpty("false"));

    SqlPiece Written(ScriptPart part) => SqlPiece.Of(Rewriter.Rewrite(script, part, variables));

    SqlPiece Ours(string text) => new(text, statement.Source.Start, statement.Source.End - statement.Source.Start);
}
