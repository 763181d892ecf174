using Koppel.Sdk.Http;

namespace Koppel.Sdk.Rest;

/// <summary>An open account of a REST system: what all of its tables share.</summary>
/// <param name="connection">The connection's name.</param>
/// <param name="client">The client, owned by the account.</param>
/// <param name="environment">Clock and observer.</param>
public abstract class RestAccount(string connection, RestClient client, ConnectorEnvironment environment) : IDisposable
{
    /// <summary>The connection's name, for messages.</summary>
    public string Connection { get; } = connection;

    /// <summary>Sends the calls.</summary>
    public RestClient Client { get; } = client;

    /// <summary>Clock and observer.</summary>
    public ConnectorEnvironment Environment { get; } = environment;

    /// <inheritdoc/>
    public void Dispose()
    {
        Client.Dispose();
        GC.SuppressFinalize(this);
    }
}
