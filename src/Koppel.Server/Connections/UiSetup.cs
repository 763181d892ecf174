using Koppel.Engine.Secrets;
using Koppel.Sdk.Connections;

namespace Koppel.Server.Connections;

/// <summary>By which the page changes connections: where they are written, and where their secrets go.</summary>
public sealed record UiSetup
{
    /// <summary>The kinds of system that connections can be of.</summary>
    public required IReadOnlyList<IConnector> Connectors { get; init; }

    /// <summary>The full path of the configuration; it is made with the first connection.</summary>
    public required string File { get; init; }

    /// <summary>Where secrets are kept; null when there is no such place.</summary>
    public SecretFile? Secrets { get; init; }

    /// <summary>Gives an environment variable, or null. The default asks the process.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;
}
