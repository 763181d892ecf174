using Koppel.Jobs.Runs;

namespace Koppel.Jobs.Hosting;

/// <summary>What a <see cref="JobHost"/> is made with.</summary>
public sealed record JobHostOptions
{
    /// <summary>The folder of the jobs' files, which need not be there.</summary>
    public required string Folder { get; init; }

    /// <summary>The folder of their history; it is that of the ledger.</summary>
    public required string StateFolder { get; init; }

    /// <summary>What the program does for runs.</summary>
    public required JobSurroundings Around { get; init; }

    /// <summary>The clock. The default is the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Is told sentences of what happens; null for nobody. No secret in them.</summary>
    public Action<string>? Say { get; init; }
}
