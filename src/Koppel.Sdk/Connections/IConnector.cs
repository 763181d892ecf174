using Koppel.Sdk.Reading;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Koppel.Sdk.Connections;

/// <summary>The code for one kind of system.</summary>
public interface IConnector
{
    /// <summary>The word behind <c>type =</c> in the configuration.</summary>
    string Type { get; }

    /// <summary>One sentence for a reader.</summary>
    string Description { get; }

    /// <summary>The settings that a connection of this kind can have. Anything else is refused.</summary>
    IReadOnlyList<Setting> Settings { get; }

    /// <summary>The settings that one table of a connection can have, by its name, instead of the connection's; none by default.</summary>
    IReadOnlyList<Setting> TableSettings => [];

    /// <summary>
    /// What does not fit together in settings each of which is right, as sentences without a full stop; none by default.
    /// </summary>
    IReadOnlyList<string> Faults(ConnectionSettings settings) => [];

    /// <summary>Opens a connection. Makes no call: a fault of the remote system shows at the first use.</summary>
    /// <param name="settings">Settings that were checked against <see cref="Settings"/>.</param>
    /// <param name="environment">Clock, folder and observer.</param>
    ICatalog Open(ConnectionSettings settings, ConnectorEnvironment environment);
}

/// <summary>An open connection and its tables.</summary>
public interface ICatalog : IAsyncDisposable
{
    /// <summary>All tables. It may look into files; it makes no call to a remote system that has a fixed data model.</summary>
    /// <exception cref="ConnectorException">They cannot be listed.</exception>
    ValueTask<IReadOnlyList<ITable>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>The table of that name or synonym without regard to case, or null.</summary>
    ValueTask<ITable?> FindAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>
    /// As above, for a statement that uses such names: a table some of whose columns are only there when they are named, such as those of
    /// related rows, has these. The default is that the names make no difference.
    /// </summary>
    ValueTask<ITable?> FindAsync(string name, IReadOnlySet<string> names, CancellationToken cancellationToken = default) =>
        FindAsync(name, cancellationToken);

    /// <summary>
    /// What is known of the tables without a call to a remote system, for whoever writes a statement; looking into files is no call. The
    /// default is that nothing is known.
    /// </summary>
    /// <exception cref="ConnectorException">A file cannot be looked into.</exception>
    ValueTask<KnownCatalog> KnownAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(KnownCatalog.Nothing);

    /// <summary>
    /// Finds out by the cheapest means whether the connection works: one call that needs the credentials, or a look at a file. The default
    /// lists the tables, which does for what looks into files to list them.
    /// </summary>
    /// <returns>What was found, a few words for a person, such as <c>3 tables</c>; nothing secret.</returns>
    /// <exception cref="ConnectorException">It does not work.</exception>
    async ValueTask<string> TestAsync(CancellationToken cancellationToken = default)
    {
        var tables = await ListAsync(cancellationToken);
        return tables.Count == 1 ? "1 table" : $"{tables.Count} tables";
    }

    /// <summary>
    /// How long a number of calls takes at the least, at the limits of the remote system; null when that is not known, which is the
    /// default.
    /// </summary>
    TimeSpan? Duration(long calls) => null;

    /// <summary>Changes a setting that is <see cref="Setting.Changeable"/> from now on.</summary>
    /// <param name="setting">A setting of the connector.</param>
    /// <param name="value">A value that <see cref="Setting.Check"/> accepted.</param>
    void Set(Setting setting, string value);
}

/// <summary>What a connector gets from its surroundings.</summary>
public sealed record ConnectorEnvironment
{
    /// <summary>The clock. The default is the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The folder against which relative paths count.</summary>
    public required string BaseFolder { get; init; }

    /// <summary>
    /// A folder of the user for what processes on this machine keep together, such as an account's budget of calls; null for none: then
    /// each process keeps to the limits on its own. It is made when it is first needed.
    /// </summary>
    public string? SharedFolder { get; init; }

    /// <summary>Keeps rows from one run to the next; null for none: then all is read each time.</summary>
    public ISnapshotStore? Snapshots { get; init; }

    /// <summary>
    /// Keeps the user's secrets, where a system replaces those that it was shown; null for none: then they cannot be kept.
    /// </summary>
    public ISecretStore? Secrets { get; init; }

    /// <summary>
    /// What the connection has in common with those of other sessions of the program, such as its open lines and its account's budget; null
    /// when it is alone.
    /// </summary>
    public SharedResources? Shared { get; init; }

    /// <summary>Is told of each call.</summary>
    public ICallObserver? Calls { get; init; }

    /// <summary>Carries calls in place of sockets, for a remote system that is simulated in this process; null for sockets.</summary>
    internal HttpMessageHandler? Transport { get; init; }

    /// <summary>Takes what is logged: decisions and faults, nothing secret and no value of a row. The default is nobody.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>The seed for jitter, so that a run can be repeated. The default is 1.</summary>
    public int Seed { get; init; } = 1;
}

/// <summary>Is told of each call to a remote system. Called from other threads.</summary>
public interface ICallObserver
{
    /// <summary>A call was answered, or failed.</summary>
    void Called(CallRecord call);

    /// <summary>
    /// Nothing is sent for a while, longer than ten seconds, because of what a remote system answered. Told once for all calls that wait.
    /// </summary>
    void Waiting(WaitRecord wait)
    {
    }
}

/// <summary>A long wait that a remote system asked for, or that follows its failure.</summary>
/// <param name="Connection">The connection's name.</param>
/// <param name="Route">The call that is made again.</param>
/// <param name="Wait">How long.</param>
/// <param name="Why">Why, as the end of a sentence, such as <c>it answered 429, too many calls</c>.</param>
public sealed record WaitRecord(string Connection, string Route, TimeSpan Wait, string Why);

/// <summary>One HTTP request and what came of it. It holds no body and no secret.</summary>
/// <param name="Connection">The connection's name.</param>
/// <param name="Route">Method and path pattern, such as <c>GET /api/contacts/{id}</c>.</param>
/// <param name="Status">The HTTP status, or 0 when no answer came.</param>
/// <param name="Elapsed">From sending to the end of the answer.</param>
/// <param name="BytesSent">Size of the request's body.</param>
/// <param name="BytesReceived">Size of the answer's body.</param>
/// <param name="Attempt">1 for the first try of a request.</param>
public sealed record CallRecord(
    string Connection, string Route, int Status, TimeSpan Elapsed, long BytesSent, long BytesReceived, int Attempt);
