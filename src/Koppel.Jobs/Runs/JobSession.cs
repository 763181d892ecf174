using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;

namespace Koppel.Jobs.Runs;

/// <summary>A session of the engine for one run of a job.</summary>
/// <param name="session">The session, through the door of jobs.</param>
/// <param name="engine">What its engine was opened with.</param>
/// <param name="end">Closes it with what it needs.</param>
public sealed class JobSession(Session session, EngineOptions engine, Func<ValueTask> end) : IAsyncDisposable
{
    /// <summary>The session.</summary>
    public Session Session => session;

    /// <summary>What its engine was opened with.</summary>
    internal EngineOptions Engine => engine;

    /// <summary>The settings that a connection can have.</summary>
    internal IReadOnlyList<Setting> SettingsOf(ConnectionSettings connection) =>
        ConnectorOf(connection)?.Settings ?? [];

    /// <summary>The kind of system of a connection; null for one that nobody knows.</summary>
    internal IConnector? ConnectorOf(ConnectionSettings connection) =>
        engine.Connectors.Find(connection.Type);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => end();
}

/// <summary>What the program around the jobs does for their runs.</summary>
public sealed record JobSurroundings
{
    /// <summary>Opens a session.</summary>
    public required Func<JobSession> Open { get; init; }

    /// <summary>The folder of kept mappings; null where none are kept.</summary>
    public string? Mappings { get; init; }

    /// <summary>Replaces references to secrets and variables; null where there are none.</summary>
    public Func<string, (string? Value, string? Fault)>? Resolve { get; init; }

    /// <summary>Says why rows cannot be exported to a file, or gives null; null where nothing is exported.</summary>
    public Func<ResultExport, string?>? Exports { get; init; }

    /// <summary>Writes rows that are exported to their file, and gives their number.</summary>
    public Func<RowsResult, CancellationToken, Task<long>>? Export { get; init; }
}
