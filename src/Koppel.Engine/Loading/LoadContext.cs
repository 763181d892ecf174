using Koppel.Engine.Events;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Microsoft.Extensions.Logging;

namespace Koppel.Engine.Loading;

/// <summary>A statement that writes, and what it is run with.</summary>
/// <param name="Workspace">What the statements of the session share.</param>
/// <param name="Script">The whole script, for positions.</param>
/// <param name="Statement">The statement.</param>
/// <param name="Activity">What it does.</param>
/// <param name="Options">What it is run with.</param>
/// <param name="Channel">Is told what happens.</param>
/// <param name="Recorder">Records the load.</param>
internal sealed record LoadContext(
    Workspace Workspace, string Script, WriteStatement Statement, StatementActivity Activity, ExecuteOptions Options, RunChannel Channel,
    RunRecorder Recorder) : ILoadContext
{
    /// <inheritdoc/>
    public string Target => Statement.Target.Text;

    /// <inheritdoc/>
    public ILogger Log => Workspace.Log;

    /// <inheritdoc/>
    public bool IsRepeatable => Repeatable.Is(Workspace.Duck, Statement.Identifiers);

    /// <inheritdoc/>
    public ConnectorException Damaged(Exception fault) => Workspace.Ledger!.Value.Damaged(fault);

    /// <inheritdoc/>
    public async Task<LoadTarget> FindTargetAsync(CancellationToken cancellationToken)
    {
        var (connection, table) = await Workspace.Binder.FindAsync(Script, Statement.Target, cancellationToken);
        return table is IWritableTable writable
            ? new LoadTarget(connection, writable)
            : throw Fault($"{Target} can be read but not loaded.");
    }

    /// <summary>A fault that is told at the target's place.</summary>
    public QueryException Fault(string message) => QueryException.At(Script, Statement.Target, message);
}

/// <summary>Where a load goes.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Table">The table.</param>
internal sealed record LoadTarget(ConnectionSettings Connection, IWritableTable Table);
