using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>What tells that a row of a table is one that a load wrote.</summary>
internal sealed class OwnIdentity(TableSchema table)
{
    readonly IReadOnlyList<Column> _columns = [.. table.Identity.Select(i => table.Find(i)!)];

    /// <summary>Whether another table tells the same of the same tables, in other words.</summary>
    public bool IsTold(TableSchema other) => table.IsLink && other.IsLink && other.Identity.Count == _columns.Count
        && _columns.Zip(other.Identity)
            .All(p => string.Equals(p.First.References, other.Find(p.Second)!.References, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// A query of what loads inserted and deleted: <c>moment</c>, <c>operation</c>, and what identifies the row. What an undo put back may
    /// have been somebody else's before, so it does not count as inserted.
    /// </summary>
    /// <param name="staged">What holds the changes.</param>
    public string Written(string staged) => $"""
        select [run, statement, row] as moment, case kind when 'undo' then 'delete' else operation end as operation{string.Concat(
            _columns.Select((c, i) => $", {c.AsText(StagedChanges.Typed(table, c))} as {OwnRows.Identity(i)}"))}
        from {staged} where status = 'done' and operation in ('insert', 'delete')
        """;

    /// <summary>Whether a row of the changes is one that was written.</summary>
    public string Same(string changes, string written) =>
        string.Join(
            " and ", _columns.Select((c, i) => $"{c.AsText($"{changes}.{OwnRows.Identity(i)}")} = {written}.{OwnRows.Identity(i)}"));

    /// <summary>The column of another table that a column speaks of: its key, or what identifies its rows.</summary>
    public static Column Referenced(Column column, TableSchema to) =>
        to.Columns.First(c => c.IsKey) is var key && key.Type.Kind == column.Type.Kind ? key : to.Find(to.Identity[0])!;
}
