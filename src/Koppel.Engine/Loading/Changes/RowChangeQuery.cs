using Koppel.Engine.Loading.Cells;
using Koppel.Engine.Sql;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;
using static Koppel.Engine.Loading.Changes.ChangeQuery;

namespace Koppel.Engine.Loading.Changes;

/// <summary>The query of an <c>update</c> or <c>delete</c>: the target's rows that the condition finds.</summary>
internal sealed class RowChangeQuery(string script, TableSchema target, IReadOnlyDictionary<string, string> variables)
{
    readonly List<Column> _keys = target.Keys;

    /// <summary>That of a delete. What a row must have is read with its key, so that a reject can be told.</summary>
    public ChangeQuery Of(DeleteStatement delete)
    {
        List<Column> shown = [.. target.Columns.Where(c => c.Required && !c.IsKey && !c.Hidden && !c.WriteOnly)];
        SqlTemplate sql = $"""
            select 'delete' as op, row_number() over () as n,
                {string.Join(", ", Read(delete.Alias, shown, Value).Concat(Read(delete.Alias, _keys, Key)))}
            from {delete.From} where ({delete.Where}
            )
            """;
        return new ChangeQuery(sql.Compose(script, variables, delete.Table), shown, _keys,
            [new ChangePart(new WriteRequest([.. shown, .. _keys]) { Operation = WriteOperation.Delete })]);
    }

    /// <summary>That of an update. A row that has the values already is unchanged.</summary>
    /// <exception cref="QueryException">A column is not there or cannot be written.</exception>
    public ChangeQuery Of(UpdateStatement update)
    {
        var columns = new List<Column>();
        foreach (var (named, _) in update.Set) columns.Add(new NamedColumns(script, update.Table, target).ForUpdate(named, columns));
        var rules = ValueRules.Of(update, target, columns, []);
        List<CheckedCell> cells = [
            .. columns.Select((c, i) => new CheckedCell(i, c, CheckedCell.SourceOf(script, update.Set[i].Value)))
                .Where(c => CellSql.CanFail(null, c.Column.Type))];
        var differs = columns.Select((c, i) => c.WriteOnly ? WriteOnly(c, i) : rules.Differs(c, Value(i), Old(i)));
        var emptied = columns.Select((c, i) => rules.IsEmptied(c, Value(i), Old(i)) ?? "false");
        var values = columns.Select((c, i) => $"{rules.Value(c, CellSql.Value(Given(i), c.Type), Old(i))} as {Value(i)}, ");
        var faults = CellSql.Faults([.. cells.Select(c => (Given(c.At), CellSql.IsBad(Given(c.At), c.Column.Type)))]);
        var given = update.Set.Select((set, i) =>
            ((SqlTemplate)$"{columns[i].Given(set.Value)} as {Given(i)}, ").At(set.Column));
        SqlTemplate sql = $"""
            select case when {Faults} is not null then '{Invalid}' when not ({string.Join(" or ", differs)}) then '{Unchanged}'
                when {string.Join(" or ", emptied)} then '{Emptied}' else 'update' end as op, row_number() over () as n, *
            from (select {string.Concat(values)}{faults} as {Faults}, * exclude ({string.Join(", ", columns.Select((_, i) => Given(i)))})
                from (select {given}{string.Join(", ", Read(update.Alias, columns, Old).Concat(Read(update.Alias, _keys, Key)))}
                    from {update.From}{(update.Others is null ? "" : ", ")}{update.Others}
                    where ({update.Where}
            )))
            """;
        return new ChangeQuery(sql.Compose(script, variables, update.Table), columns, _keys,
        [
            new ChangePart(new WriteRequest([.. columns, .. _keys]) { Operation = WriteOperation.Update })
            {
                Value = (c, sql) => c.IsText ? $"coalesce({sql}, '')" : sql,
                Empties = _ => true,
            },
        ])
        { Cells = cells, Rules = rules, Told = [.. columns.Select((_, i) => new ToldColumn(i))], IsThere = "true" };

        string WriteOnly(Column column, int i) => rules.Leaves(column, Value(i), Old(i)) is { } leaves ? $"not {leaves}" : "true";
    }

    /// <summary>The name of a value as the user gives it.</summary>
    static string Given(int i) => $"x{i}";

    static IEnumerable<string> Read(string alias, IEnumerable<Column> columns, Func<int, string> name) =>
        columns.Select((c, i) => $"{c.Of(SqlText.Identifier(alias))} as {name(i)}");
}
