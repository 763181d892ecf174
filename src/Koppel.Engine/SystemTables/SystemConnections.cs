using System.Runtime.CompilerServices;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.SystemTables;

/// <summary>
/// <c>connections@system</c>: a row a connection. Whether one can be used is tried when its state is asked for, with one call.
/// </summary>
internal sealed class SystemConnections(Workspace workspace)
{
    const string State = "state", Fault = "fault";

    /// <summary>The table.</summary>
    public ListedTable Table => new(
        new TableSchema("connections",
        [
            Column.Text("connection"),
            Column.Text("type") with { Description = "The word behind type in the configuration." },
            Column.Text("description"),
            Column.Text(State) with { Description = "ok or down, tried when it is asked for: of a remote system with one call." },
            Column.Text(Fault) with { Description = "Why it is down." },
        ])
        { Description = "The connections that there are." }, RowsAsync, calls: null);

    async IAsyncEnumerable<object?[]> RowsAsync(ScanRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isTried = request.Columns.Any(c => c.Name is State or Fault);
        var asked = ListedTable.Asked(request, "connection");
        var trials = workspace.Connections.All
            .Where(c => asked is null || asked.Contains(c.Name))
            .Select(c => (Connection: c, Trial: isTried ? Task.Run(() => TryAsync(c, cancellationToken), cancellationToken) : null))
            .ToList();
        foreach (var (connection, trial) in trials)
        {
            var fault = trial is null ? null : await trial;
            yield return [connection.Name, connection.Type, workspace.Connections.ConnectorOf(connection).Description,
                fault is null ? "ok" : "down", fault];
        }
        yield return [Names.Memory, "session", "Tables of this session, gone with it.", "ok", null];
        if (workspace.Ledger is not null) yield return [Names.Ledger, "ledger", "What was loaded, and what became of it.", "ok", null];
        yield return [Names.System, "system", "What connections, tables, columns and functions there are.", "ok", null];
    }

    /// <summary>
    /// Why a connection cannot be used, or null when it can: its tables are listed, and the first whose rows come from a call is priced.
    /// </summary>
    async Task<string?> TryAsync(ConnectionSettings connection, CancellationToken cancellationToken)
    {
        try
        {
            var tables = await workspace.Connections.Open(connection).ListAsync(cancellationToken);
            foreach (var table in tables.OfType<IScanTable>())
            {
                var plan = table.Plan(new ScanRequest { Columns = [] });
                if (plan.Refusal is not null) continue;
                if (plan.Calls != 0) await table.EstimateAsync(plan, cancellationToken);
                break;
            }
            return null;
        }
        catch (ConnectorException fault)
        {
            return fault.Message;
        }
    }
}
