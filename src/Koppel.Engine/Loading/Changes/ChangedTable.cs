using Koppel.Engine.Binding;
using Koppel.Engine.Ledger;
using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>A table that a run changed, or may have changed.</summary>
/// <param name="Schema">The table, as it is now.</param>
/// <param name="Connection">Its connection.</param>
/// <param name="Last">
/// The last statement that changed it; 0 when all of it came into being on the way, which may be used by all of the run.
/// </param>
/// <param name="HasCreated">The run created rows of it.</param>
/// <param name="DeletedLater">Rows may have been changed by one statement and deleted by a later one.</param>
internal sealed record ChangedTable(TableSchema Schema, string Connection, long Last, bool HasCreated, bool DeletedLater)
{
    /// <summary>The table, such as <c>contacts@ac</c>.</summary>
    public string Reference => Names.Reference(Schema.Name, Connection);

    /// <summary>Finds those of a run.</summary>
    /// <param name="connections">The connections.</param>
    /// <param name="ledger">The ledger.</param>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="QueryException">A table or its connection is not there any more.</exception>
    public static async Task<IReadOnlyList<ChangedTable>> FindAsync(
        ConnectionSet connections, ILedger ledger, long run, CancellationToken cancellationToken)
    {
        var changed = await Task.Run(() => Read(ledger, run, cancellationToken), cancellationToken);
        var found = new List<ChangedTable>();
        foreach (var ((table, connection), its) in changed)
        {
            var what = $"Run {run} changed {table}@{connection}";
            var known = connections.Find(connection)
                ?? throw QueryException.Of($"{what}, and there is no connection of that name now. Configure it to take the run back.");
            var now = await connections.Open(known).FindAsync(table, cancellationToken)
                ?? throw QueryException.Of($"{what}, and the connection has no such table now.");
            found.Add(new ChangedTable(now.Schema, connection, its.Last, its.HasCreated, its.FirstUpdate < its.LastDelete));
        }
        return found;
    }

    static Dictionary<(string Table, string Connection), Its> Read(ILedger ledger, long run, CancellationToken cancellationToken)
    {
        var tables = new Dictionary<(string, string), Its>();
        foreach (var change in LedgerChanges.Read(ledger, run))
        {
            cancellationToken.ThrowIfCancellationRequested();
            // What may be there and is not taken back is told where its table is taken back.
            if (change.Status is not (ChangeStatus.Done or ChangeStatus.Forgotten or ChangeStatus.InDoubt) && !change.IsPerhapsTaken)
                continue;
            var its = tables.GetValueOrDefault((change.Table, change.Connection), new Its(0, false, long.MaxValue, 0));
            tables[(change.Table, change.Connection)] = new Its(
                change.IsOnTheWay ? its.Last : change.Statement,
                its.HasCreated || change.Operation == WriteOperation.Insert,
                change.Operation == WriteOperation.Update ? Math.Min(its.FirstUpdate, change.Statement) : its.FirstUpdate,
                change.Operation == WriteOperation.Delete ? Math.Max(its.LastDelete, change.Statement) : its.LastDelete);
        }
        return tables;
    }

    /// <summary>What a run did with a table: the last statement that changed it, and those of some operations.</summary>
    readonly record struct Its(long Last, bool HasCreated, long FirstUpdate, long LastDelete);
}
