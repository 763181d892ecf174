using Koppel.Engine.Secrets;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Configuration;

/// <summary>Where a configuration comes from.</summary>
public sealed record ConfigurationSource
{
    /// <summary>The file that is read when none is named: <c>koppel.toml</c> in the working folder.</summary>
    public const string DefaultFile = "koppel.toml";

    /// <summary>The kinds of system that connections can be of.</summary>
    public required IReadOnlyList<IConnector> Connectors { get; init; }

    /// <summary>The folder in which the command runs.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>The file to read, or null for <see cref="DefaultFile"/> if it is there.</summary>
    public string? File { get; init; }

    /// <summary>
    /// Connections such as <c>ac=activecampaign;url=…;token=…</c>. One replaces the file's connection of the same name as a whole.
    /// </summary>
    public IReadOnlyList<string> Connect { get; init; } = [];

    /// <summary>
    /// Connections are left out unread, their secrets too: what asks the ledger alone needs none of them. The default is false.
    /// </summary>
    public bool LedgerOnly { get; init; }

    /// <summary>Gives an environment variable, or null. The default asks the process.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>Has what <c>${secret:NAME}</c> refers to; null where there is no such store.</summary>
    public SecretFile? Secrets { get; init; }
}

/// <summary>A configuration without faults.</summary>
/// <param name="Connections">The connections: those of the file in its order, then those of the command line.</param>
/// <param name="BaseFolder">The folder against which relative paths count: the file's, or the working folder when there is no file.</param>
/// <param name="File">The file that was read, or null.</param>
public sealed record LoadedConfiguration(IReadOnlyList<ConnectionSettings> Connections, string BaseFolder, string? File)
{
    /// <summary>The settings of the ledger.</summary>
    public LedgerSettings Ledger { get; init; } = new();

    /// <summary>How long what is kept beside the books of runs.</summary>
    public KeepSettings Keep { get; init; } = new();

    /// <summary>What the session may do on this machine.</summary>
    public SessionSettings Session { get; init; } = new();
}
