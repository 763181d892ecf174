using Koppel.Engine.Binding;
using Koppel.Engine.Checking;
using Koppel.Engine.Configuration;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Ledger;
using Koppel.Engine.Personal;
using Koppel.Engine.Planning;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Hosting;

/// <summary>
/// The engine: made once, for any number of sessions over the same connections. It holds what they share: the connections with their
/// limits, the ledger, snapshots. Safe to use from many threads.
/// </summary>
/// <param name="options">Connections, folders, clock.</param>
public sealed class KoppelEngine(EngineOptions options) : IAsyncDisposable
{
    readonly EngineResources _shared = new(options);
    readonly PlannerPool _planners = new();

    /// <summary>
    /// Begins to load DuckDB on another thread, for a program whose start counts; the next session has it. Dispose it at the end of the
    /// program.
    /// </summary>
    public static IAsyncDisposable OpenAhead() => OpeningAhead.Begin();

    /// <summary>The connections, in the order of the configuration.</summary>
    public IReadOnlyList<ConnectionSettings> Connections => options.Connections;

    /// <summary>What one of them is, such as <c>production</c>, said or not (<see cref="CommonSettings.EnvironmentOf"/>).</summary>
    /// <param name="connection">The connection.</param>
    public string? EnvironmentOf(ConnectionSettings connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var connector = options.Connectors.Find(connection.Type);
        return connector is null ? null : CommonSettings.EnvironmentOf(connector, connection);
    }

    /// <summary>How long runs are kept in the ledger after their end, or null.</summary>
    public TimeSpan? KeepRuns => options.KeepRuns;

    /// <summary>Takes out what is kept no longer beside the books of runs.</summary>
    public Expiry Expiry => new(options);

    /// <summary>The ledger, or null when nothing is recorded.</summary>
    /// <exception cref="ConnectorException">It cannot be read or written.</exception>
    public ILedger? Ledger => _shared.Ledger?.Value;

    /// <summary>Opens a session. Makes no call to a remote system. Dispose it before the engine.</summary>
    /// <param name="options">What holds for it alone; null for the defaults.</param>
    public Session OpenSession(SessionOptions? options = null) => new(this, _shared, _planners, options ?? new SessionOptions());

    /// <summary>Tests a connection: opens it, makes its cheapest call, and looks at the certificates that it needs.</summary>
    /// <param name="connection">One of <see cref="Connections"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<ConnectionTest> TestAsync(ConnectionSettings connection, CancellationToken cancellationToken = default) =>
        new ConnectionTester(_shared).TestAsync(connection, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _planners.Dispose();
        _shared.Dispose();
        return ValueTask.CompletedTask;
    }
}
