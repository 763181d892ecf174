using System.Globalization;
using System.Text;
using Koppel.Engine.Binding;
using Koppel.Engine.Ledger;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Loading.Changes;

/// <summary>
/// The script that takes a run back: a statement for each table that it changed. Links go first, then the tables in the reverse order of
/// the run, so that what was created is looked at when nothing that came with it is left.
/// </summary>
internal sealed class UndoScript(ConnectionSet connections)
{
    /// <summary>The script; empty when the run changed nothing.</summary>
    public async Task<string> WriteAsync(RunLedger ledger, long run, bool deletesCreated, CancellationToken cancellationToken)
    {
        var tables = await Task.Run(() => Tables(ledger, run, cancellationToken), cancellationToken);
        var found = new List<(string Target, bool IsLink, long Last)>();
        foreach (var ((table, connection), last) in tables)
        {
            var known = connections.Find(connection) ?? throw QueryException.Of($"Run {run} changed {table}@{connection}, and there is no connection of that name now. Configure it to take the run back.");
            var schema = (await connections.Open(known).FindAsync(table, cancellationToken))?.Schema ?? throw QueryException.Of($"Run {run} changed {table}@{connection}, and the connection has no such table now.");
            found.Add((Names.Reference(table, connection), schema.IsLink, last));
        }
        var script = new StringBuilder();
        foreach (var (target, _, _) in found.OrderByDescending(t => t.IsLink).ThenByDescending(t => t.Last).ThenBy(t => t.Target, StringComparer.Ordinal))
            script.Append(CultureInfo.InvariantCulture, $"undo {target} of run {run}{(deletesCreated ? " delete created" : "")};\n");
        return script.ToString();
    }

    /// <summary>The tables that the run changed, each with the last statement that did.</summary>
    static Dictionary<(string Table, string Connection), long> Tables(RunLedger ledger, long run, CancellationToken cancellationToken)
    {
        var tables = new Dictionary<(string, string), long>();
        using var changes = new LedgerChanges(ledger, run);
        foreach (var change in changes.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            // What came into being on the way may be used by all of it.
            if (change.Status == ChangeStatus.Done) tables[(change.Table, change.Connection)] = change.IsOnTheWay ? tables.GetValueOrDefault((change.Table, change.Connection)) : change.Statement;
        }
        return tables;
    }
}
