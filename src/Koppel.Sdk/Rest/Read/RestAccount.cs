using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Rest.Declare;

namespace Koppel.Sdk.Rest.Read;

/// <summary>An open account of a REST system: what all of its tables share.</summary>
/// <param name="connection">The connection's name.</param>
/// <param name="client">The client, owned by the account.</param>
/// <param name="environment">Clock and observer.</param>
public class RestAccount(string connection, RestClient client, ConnectorEnvironment environment) : IDisposable
{
    /// <summary>The connection's name, for messages.</summary>
    public string Connection { get; } = connection;

    /// <summary>Sends the calls.</summary>
    public RestClient Client { get; } = client;

    /// <summary>Clock and observer.</summary>
    public ConnectorEnvironment Environment { get; } = environment;

    /// <summary>Names that passed by while tables of the connection were read, by all sessions of the program.</summary>
    public KeptNames Names { get; } = environment.Shared?.Get($"{connection} names", () => new KeptNames()) ?? new KeptNames();

    /// <summary>Whether tables may take their rows from snapshots. The default is that all is read each time.</summary>
    /// <exception cref="ConnectorException">There is no place where they could be kept.</exception>
    public SnapshotUse Snapshots
    {
        get;
        set => field = value == SnapshotUse.Off || Environment.Snapshots is not null ? value : throw new ConnectorException(
            ConnectorErrorKind.NotSupported,
            $"Connection '{Connection}' cannot keep snapshots: there is no state folder. Name one, or set snapshot = off.") { Connection =
                Connection };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Client.Dispose();
        GC.SuppressFinalize(this);
    }
}
