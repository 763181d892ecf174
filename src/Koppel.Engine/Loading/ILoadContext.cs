using Koppel.Engine.Events;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Microsoft.Extensions.Logging;

namespace Koppel.Engine.Loading;

/// <summary>What a load is given: its statement, what it is run with, and from where its rows come. Of DuckDB it knows nothing.</summary>
internal interface ILoadContext
{
    /// <summary>The whole script, for positions.</summary>
    string Script { get; }

    /// <summary>The statement.</summary>
    WriteStatement Statement { get; }

    /// <summary>The target as the user wrote it.</summary>
    string Target { get; }

    /// <summary>What the statement does.</summary>
    StatementActivity Activity { get; }

    /// <summary>What it is run with.</summary>
    ExecuteOptions Options { get; }

    /// <summary>Is told what happens.</summary>
    RunChannel Channel { get; }

    /// <summary>Records the load.</summary>
    RunRecorder Recorder { get; }

    /// <summary>Takes what is logged.</summary>
    ILogger Log { get; }

    /// <summary>Whether the source gives the same values when it is read again, as far as the statement tells.</summary>
    bool IsRepeatable { get; }

    /// <summary>A record that the ledger gave is not what was written into it.</summary>
    /// <param name="fault">How that was found.</param>
    ConnectorException Damaged(Exception fault);

    /// <summary>Finds the target.</summary>
    /// <exception cref="QueryException">It is not there, or cannot be loaded.</exception>
    Task<LoadTarget> FindTargetAsync(CancellationToken cancellationToken);
}

/// <summary>Begins a load in its journal and gives its rows to a session of the target.</summary>
/// <param name="target">The target.</param>
/// <param name="journal">What it is planned into.</param>
/// <param name="cancellationToken">Stops it.</param>
internal delegate Task<IReadLoad> RowReader(LoadTarget target, ILoadJournal journal, CancellationToken cancellationToken);

/// <summary>A load whose rows are with the session of its target. Disposing it closes the session.</summary>
internal interface IReadLoad : IAsyncDisposable
{
    /// <summary>The names of its columns.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>How many rows the target has, where all of them were read for the load; otherwise null.</summary>
    long? TargetRows => null;

    /// <summary>Lets the session plan its calls.</summary>
    ValueTask<WritePlan> PlanAsync(IWriteJournal journal, CancellationToken cancellationToken);
}
