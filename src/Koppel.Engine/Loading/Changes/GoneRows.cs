using Koppel.Engine.Events;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>
/// The rows of a table that the statements before in the same script deleted, with which rows of the table that is taken back are gone too.
/// What was deleted stands in the ledger, under the number of the undo's own run, so it is known after a break as well; of a plan, in which
/// nothing is deleted, the session remembers what would be.
/// </summary>
/// <param name="Owner">That table, such as <c>contacts@ac</c>.</param>
/// <param name="Column">The column that tells to which of its rows a row belongs.</param>
/// <param name="Rows">A query of <c>x</c>, the values of that column.</param>
internal sealed record GoneRows(string Owner, Column Column, string Rows)
{
    /// <summary>Finds them; null when there are none.</summary>
    /// <param name="workspace">The session.</param>
    /// <param name="table">The table that is taken back.</param>
    /// <param name="connection">Its connection.</param>
    /// <param name="undone">The run that is taken back.</param>
    /// <param name="moment">Where the undo is.</param>
    /// <param name="activity">What the statement does.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<GoneRows?> FindAsync(
        Workspace workspace, TableSchema table, string connection, long undone, UndoMoment moment, StatementActivity activity,
        CancellationToken cancellationToken)
    {
        var references = table.Identifying.Select(c => c.References).OfType<string>();
        foreach (var name in references.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var found = await workspace.Connections.Open(workspace.Connections.Find(connection)!).FindAsync(name, cancellationToken);
            var owner = found?.Schema;
            if (owner is null || GoesWith.Column(table, owner) is not { } column) continue;
            var (reference, told) = (Names.Reference(owner.Name, connection), owner.Meant(column));
            if (moment.Run is { } run)
            {
                var staged = await StagedChanges.TakeAsync(workspace, run, [reference], "undo gone", activity, cancellationToken);
                var value = told.AsText($"try_cast({StagedChanges.Value("old", told.Name)} as {told.Type})");
                return new GoneRows(
                    reference, column, $"select {value} as x from {staged.Table} where operation = 'delete' and status = 'done'");
            }
            if (moment.IsOnlyPlanned && workspace.PlannedDeletes.TryGetValue((undone, reference), out var planned))
                return new GoneRows(
                    reference, column, $"select {told.AsText(told.Sql)} as x from {planned}");
        }
        return null;
    }

    /// <summary>Remembers what a plan would delete, for the plans behind it.</summary>
    /// <param name="workspace">The session.</param>
    /// <param name="target">The table.</param>
    /// <param name="reference">The table, such as <c>contacts@ac</c>.</param>
    /// <param name="undone">The run that is taken back.</param>
    /// <param name="changes">What holds the changes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task RememberAsync(
        Workspace workspace, UndoTarget target, string reference, long undone, string changes, CancellationToken cancellationToken)
    {
        var called = $"planned deletes {undone} {reference}";
        var name = $"{SqlText.Identifier(Names.Stage)}.{SqlText.Identifier(called)}";
        var told = target.Columns.Select((c, i) => (Column: c, Name: ChangeQuery.Value(i)))
            .Concat(target.OtherKeys.Select((c, i) => (Column: c, Name: ChangeQuery.Key(i))))
            .Where(c => target.Keys.Contains(c.Column) || target.Identity.Contains(c.Column))
            .Select(c => $"{c.Name} as {c.Column.Sql}");
        var keeping = $"create or replace table {name} as select {string.Join(", ", told)} from {changes} where op = 'delete'";
        await workspace.Runner.RunAsync(keeping, cancellationToken);
        workspace.PlannedDeletes[(undone, reference)] = name;
    }

    /// <summary>Whether a row is gone.</summary>
    /// <param name="value">What it has in the column, as SQL.</param>
    public string Has(string value) =>
        $"coalesce({Column.AsText($"try_cast({value} as {Column.Type})")} in (select x from ({Rows}) where x is not null), "
            + $"false)";

    /// <summary>Tells of the rows of a plan that are gone, or null when there are none.</summary>
    /// <param name="workspace">The session.</param>
    /// <param name="target">The table.</param>
    /// <param name="changes">What holds the changes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<string?> NoteAsync(Workspace workspace, UndoTarget target, string changes, CancellationToken cancellationToken)
    {
        var value = ChangeQuery.Value(target.Columns.ToList().IndexOf(Column));
        var rows = await workspace.NumberAsync(
            $"select count(*) from {changes} where op = '{ChangeQuery.Unchanged}' and {Has(value)}", cancellationToken);
        var (go, them) = rows == 1 ? ("row goes", "it") : ("rows go", "them");
        return rows == 0
            ? null
            : $"{Amounts.Number(rows)} {go} with the rows of {Owner} that this undo deletes: no call is made for {them}";
    }
}
