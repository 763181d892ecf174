using Koppel.Engine.Sql;
using Koppel.Sdk;

namespace Koppel.Engine.Writing;

/// <summary>
/// The query of a <c>synchronize</c>: source and target, joined by what identifies a row; a null equals a null, and texts that are the same
/// to the target are the same here. Rows that the source has twice are unchanged when they say the same, and duplicates when they do not.
/// </summary>
internal sealed class SynchronizeQuery(string script, SynchronizeStatement statement, TableSchema target, IReadOnlyDictionary<string, string> variables)
{
    const string Blanks = "' ' || chr(9) || chr(10) || chr(13) || chr(160)";

    /// <summary>The source's rows, for DuckDB to tell its columns.</summary>
    public RewrittenSql Source() => RewrittenSql.Compose([Ours("select * from "), Written(statement.Source), Ours(" as koppel_source")]);

    /// <summary>The query.</summary>
    /// <param name="given">Names of the source's columns.</param>
    /// <exception cref="QueryException">A column is not there or cannot be written.</exception>
    public ChangeQuery Build(IReadOnlyList<string> given)
    {
        List<Column> columns = [.. target.Columns.Where(c => !c.ReadOnly && given.Contains(c.Name, StringComparer.OrdinalIgnoreCase))];
        List<Column> keys = [.. target.Columns.Where(c => c.IsKey && !columns.Contains(c))];
        List<Column> ids = [.. statement.IdentifiedBy.Select(i => Identifying(i, given))];
        var except = statement.Except.Select(Find).ToHashSet();
        var ignored = statement.IgnoreChangesTo.Select(Find).ToHashSet();
        CheckInsert(columns);

        // What can be compared and changed.
        var values = columns.Select((c, i) => (Column: c, At: i)).Where(v => !ids.Contains(v.Column) && !except.Contains(v.Column) && !v.Column.WriteOnly).ToList();
        var differs = values.Where(v => !ignored.Contains(v.Column)).Select(v =>
            $"({(statement.IgnoreNulls ? $"s.c{v.At} is not null and " : "")}{ChangeQuery.Comparable(v.Column, $"s.c{v.At}")} is distinct from {ChangeQuery.Comparable(v.Column, $"t.t{v.At}")})").ToList();
        var emptied = statement.IgnoreNulls ? [] : values.Where(v => !ChangeQuery.IsText(v.Column)).Select(v => $"(s.c{v.At} is null and t.t{v.At} is not null)").ToList();

        var deletes = statement.Find(WriteOperation.Delete) is not null;
        var from = string.Join(", ", columns.Select((c, i) => $"cast({SqlText.Identifier(c.Name)} as {c.Type}) as c{i}").Concat(ids.Select((c, i) => $"{Id(c, $"cast({SqlText.Identifier(c.Name)} as {c.Type})")} as i{i}")));
        var partition = string.Join(", ", ids.Select((_, i) => $"i{i}"));
        var hash = columns.Count == 0 ? "0" : $"hash({string.Join(", ", columns.Select((_, i) => $"c{i}"))})";
        var there = string.Join(", ", columns.Select((c, i) => c.WriteOnly ? $"cast(null as {c.Type}) as t{i}" : $"{SqlText.Identifier(c.Name)} as t{i}")
            .Concat(keys.Select((c, i) => $"{SqlText.Identifier(c.Name)} as k{i}"))
            .Concat(ids.Select((c, i) => $"{Id(c, SqlText.Identifier(c.Name))} as j{i}")));
        var result = string.Join(", ", columns.Select((_, i) => $"case when s.n is null then t.t{i} else s.c{i} end as v{i}, t.t{i} as {ChangeQuery.Old(i)}").Concat(keys.Select((_, i) => $"t.k{i} as k{i}")));

        var sql = RewrittenSql.Compose(
        [
            Ours($"with koppel_s as (select row_number() over () as n, {from} from "),
            Written(statement.Source),
            Ours($" as koppel_source), koppel_h as (select *, {hash} as h from koppel_s), "
                + $"koppel_d as (select *, row_number() over (partition by {partition} order by n) as r, min(h) over (partition by {partition}) <> max(h) over (partition by {partition}) as bad from koppel_h), "
                + $"koppel_t as (select 1 as one, {there} from "),
            Written(statement.To),
            Ours($") select case when s.n is null then 'delete' when s.bad then '{ChangeQuery.Duplicate}' when s.r > 1 then '{ChangeQuery.Unchanged}' when t.one is null then 'insert' "
                + $"when {Any(differs)} then case when {Any(emptied)} then '{ChangeQuery.Emptied}' else 'update' end else '{ChangeQuery.Unchanged}' end as op, "
                + $"row_number() over (order by s.n nulls last{string.Concat(keys.Select((_, i) => $", t.k{i}"))}) as n, {result} "
                + $"from koppel_d s {(deletes ? "full outer" : "left")} join koppel_t t on s.r = t.one{string.Concat(ids.Select((_, i) => $" and s.i{i} is not distinct from t.j{i}"))}"),
        ]);
        return new ChangeQuery(sql, columns, keys, [.. statement.Operations.OrderBy(o => o.Operation).Select(o => Part(o, columns, keys, ids, except))])
        {
            Notes = [.. Unwritten(given, ids)],
        };
    }

    ChangePart Part(SyncOperation said, List<Column> columns, List<Column> keys, List<Column> ids, HashSet<Column> except)
    {
        var request = new WriteRequest(said.Operation == WriteOperation.Insert ? columns : [.. columns, .. keys]) { Operation = said.Operation };
        if (said.Operation != WriteOperation.Update) return new ChangePart(request) { Said = said };
        return new ChangePart(request with { IdentifiedBy = [.. ids.Select(c => c.Name)] })
        {
            Said = said,
            Value = (c, sql) => except.Contains(c) ? $"cast(null as {c.Type})" : statement.IgnoreNulls || ids.Contains(c) || !ChangeQuery.IsText(c) ? sql : $"coalesce({sql}, '')",
        };
    }

    Column Identifying(NamedColumn named, IReadOnlyList<string> given)
    {
        var column = Find(named);
        if (!given.Contains(named.Name, StringComparer.OrdinalIgnoreCase))
            throw Fault(named, $"The source has no column '{named.Name}'. It has: {string.Join(", ", given)}.");
        if (column.WriteOnly) throw Fault(named, $"Column '{column.Name}' of {statement.Table.Text} cannot be read, so that no row is found by it.");
        if (column.ReadOnly && statement.Find(WriteOperation.Insert) is not null)
            throw Fault(named, $"Column '{column.Name}' of {statement.Table.Text} is given by the system: a row that was inserted would not be found again by it. Leave insert out, or identify the rows by another column.");
        return column;
    }

    Column Find(NamedColumn named) => target.Find(named.Name) ?? throw Fault(named, $"{statement.Table.Text} has no column '{named.Name}'. "
        + (Suggestion.For(named.Name, target.Columns.Select(c => c.Name)) is { } near ? $"Did you mean '{near}'?" : $"It has: {string.Join(", ", target.Columns.Where(c => !c.Hidden).Select(c => c.Name))}."));

    void CheckInsert(List<Column> columns)
    {
        if (statement.Find(WriteOperation.Insert) is not { } insert) return;
        var missing = target.Columns.Where(c => c.Required && !columns.Contains(c)).Select(c => c.Name).ToList();
        if (missing.Count > 0)
            throw QueryException.At(script, insert.Start, insert.Length, $"To insert, {statement.Table.Text} needs {string.Join(" and ", missing)}, which the source does not have. Name it there, with as when it is called otherwise.");
    }

    IEnumerable<string> Unwritten(IReadOnlyList<string> given, List<Column> ids)
    {
        var unknown = given.Where(g => target.Find(g) is null).ToList();
        if (unknown.Count > 0) yield return $"{statement.Table.Text} has no column of the name, so that it is left out: {string.Join(", ", unknown)}";
        var readOnly = given.Where(g => target.Find(g) is { ReadOnly: true } column && !ids.Contains(column)).ToList();
        if (readOnly.Count > 0) yield return $"{statement.Table.Text} gives it by itself, so that it is left out: {string.Join(", ", readOnly)}";
    }

    static string Id(Column column, string sql) => column.IgnoresCase ? $"lower(trim({sql}, {Blanks}))" : sql;

    static string Any(List<string> conditions) => conditions.Count == 0 ? "false" : $"({string.Join(" or ", conditions)})";

    SqlPiece Written(ScriptPart part) => SqlPiece.Of(Rewriter.Rewrite(script, part, variables));

    SqlPiece Ours(string text) => new(text, statement.Source.Start, statement.Source.End - statement.Source.Start);

    QueryException Fault(NamedColumn named, string message) => QueryException.At(script, named.Start, named.Length, message);
}
