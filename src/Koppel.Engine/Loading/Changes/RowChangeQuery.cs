using System.Text;
using Koppel.Engine.Loading.Cells;
using Koppel.Engine.Sql;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>The query of an <c>update</c> or <c>delete</c>: the target's rows that the condition finds.</summary>
internal sealed class RowChangeQuery(string script, TableSchema target, IReadOnlyDictionary<string, string> variables)
{
    IReadOnlyList<Column> Keys => [.. target.Columns.Where(c => c.IsKey)];

    /// <summary>That of a delete. What a row must have is read with its key, so that a reject can be told.</summary>
    public ChangeQuery Of(DeleteStatement delete)
    {
        List<Column> shown = [.. target.Columns.Where(c => c.Required && !c.IsKey && !c.Hidden && !c.WriteOnly)];
        var alias = SqlText.Identifier(delete.Alias);
        var select = new StringBuilder("select 'delete' as op, row_number() over () as n");
        for (var i = 0; i < shown.Count; i++) select.Append($", {alias}.{SqlText.Identifier(shown[i].Name)} as {ChangeQuery.Value(i)}");
        for (var i = 0; i < Keys.Count; i++) select.Append($", {alias}.{SqlText.Identifier(Keys[i].Name)} as {ChangeQuery.Key(i)}");
        var sql = RewrittenSql.Compose(
            [Ours($"{select} from ", delete.Table), Written(delete.From), Ours(" where (", delete.Table), Written(delete.Where),
                Ours("\n)", delete.Table)]);
        return new ChangeQuery(
            sql, shown, Keys, [new ChangePart(new WriteRequest([.. shown, .. Keys]) { Operation = WriteOperation.Delete })]);
    }

    /// <summary>That of an update. A row that has the values already is unchanged.</summary>
    /// <exception cref="QueryException">A column is not there or cannot be written.</exception>
    public ChangeQuery Of(UpdateStatement update)
    {
        var columns = new List<Column>();
        foreach (var (named, _) in update.Set) columns.Add(new NamedColumns(script, update.Table, target).ForUpdate(named, columns));
        var alias = SqlText.Identifier(update.Alias);
        var same = columns.Select(
            (c, i) => c.WriteOnly
                ? "false"
                : $"{ChangeQuery.Comparable(c, ChangeQuery.Value(i))} is not distinct from {ChangeQuery.Comparable(c, $"o{i}")}");
        var emptied = columns.Select(
            (c, i) => ChangeQuery.IsText(c) || c.WriteOnly ? "false" : $"({ChangeQuery.Value(i)} is null and o{i} is not null)");
        List<CheckedCell> cells = [
            .. columns.Select((c, i) => new CheckedCell(i, c, CheckedCell.SourceOf(script, update.Set[i].Value)))
                .Where(c => CellSql.CanFail(null, c.Column.Type))];
        var values = columns.Select((c, i) => $"{CellSql.Value(Given(i), c.Type)} as {ChangeQuery.Value(i)}, ");
        var pieces = new List<SqlPiece>
        {
            Ours(
                $"select case when {ChangeQuery.Faults} is not null then '{ChangeQuery.Invalid}' when {string.Join(" and ", same)} then "
                    + $"'{ChangeQuery.Unchanged}' when {string.Join(" or ", emptied)} then '{ChangeQuery.Emptied}' else 'update' end as "
                    + $"op, "
                + $"row_number() over () as n, * from (select "
                + $"{string.Concat(values)}"
                + $"{CellSql.Faults([.. cells.Select(c => (Given(c.At), CellSql.IsBad(Given(c.At), c.Column.Type)))])} as "
                + $"{ChangeQuery.Faults}, "
                + $"* exclude ({string.Join(", ", columns.Select((_, i) => Given(i)))}) from (select ", update.Table),
        };
        for (var i = 0; i < columns.Count; i++)
        {
            // A value that stands in the statement is converted at once, so that one that cannot be is a fault of the statement.
            var isConstant = ConstantCells.Is(update.Set[i].Value.Tokens);
            pieces.Add(Ours(isConstant ? "cast((" : "(", update.Set[i].Column));
            pieces.Add(Written(update.Set[i].Value));
            pieces.Add(Ours($"\n){(isConstant ? $" as {columns[i].Type})" : "")} as {Given(i)}, ", update.Set[i].Column));
            pieces.Add(
                Ours(
                    $"{(columns[i].WriteOnly ? $"cast(null as {columns[i].Type})" : $"{alias}.{SqlText.Identifier(columns[i].Name)}")}"
                    + $" as {ChangeQuery.Old(i)}, ", update.Set[i].Column));
        }
        pieces.Add(
            Ours($"{string.Join(", ", Keys.Select((k, i) => $"{alias}.{SqlText.Identifier(k.Name)} as {ChangeQuery.Key(i)}"))} from ",
                update.Table));
        pieces.Add(Written(update.From));
        if (update.Others is { } others)
        {
            pieces.Add(Ours(", ", update.Table));
            pieces.Add(Written(others));
        }
        pieces.Add(Ours("\n where (", update.Table));
        pieces.Add(Written(update.Where));
        pieces.Add(Ours("\n)))", update.Table));
        return new ChangeQuery(RewrittenSql.Compose(pieces), columns, Keys,
        [
            new ChangePart(new WriteRequest([.. columns, .. Keys]) { Operation = WriteOperation.Update })
            {
                Value = (c, sql) => ChangeQuery.IsText(c) ? $"coalesce({sql}, '')" : sql,
            },
        ])
        { Cells = cells };
    }

    /// <summary>The name of a value as the user gives it.</summary>
    static string Given(int i) => FormattableString.Invariant($"x{i}");

    SqlPiece Written(ScriptPart part) => SqlPiece.Of(Rewriter.Rewrite(script, part, variables));

    static SqlPiece Ours(string text, TableReference place) => new(text, place.Start, place.Length);

    static SqlPiece Ours(string text, NamedColumn place) => new(text, place.Start, place.Length);
}
