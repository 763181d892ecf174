using Koppel.Engine.KeptResults;
using Koppel.Server.Connections;
using Koppel.Jobs.Runs;
using Koppel.Server.Sessions;

namespace Koppel.Server.Hosting;

/// <summary>What a <see cref="UiServer"/> is started with.</summary>
public sealed record UiOptions
{
    /// <summary>The port; 0 takes a free one, which is the default.</summary>
    public int Port { get; init; }

    /// <summary>Reads the configuration: at the start, and again when its file was changed.</summary>
    public required Func<UiConfiguration> Configuration { get; init; }

    /// <summary>The configuration's file, or null when there is none.</summary>
    public string? ConfigurationPath { get; init; }

    /// <summary>By which connections are changed; null where they cannot be, which is the default.</summary>
    public UiSetup? Setup { get; init; }

    /// <summary>
    /// The folder whose <c>.sql</c> files are the tabs of the editor. It is made when the first is saved. Beside it are those of jobs and
    /// of kept mappings.
    /// </summary>
    public required string QueryFolder { get; init; }

    /// <summary>The folder of history and of results that do not fit into memory; null for none: then no history is kept.</summary>
    public string? StateFolder { get; init; }

    /// <summary>What plan files are sealed with, and must be; null for nothing.</summary>
    public string? PlanKey { get; init; }

    /// <summary>What is done for runs of jobs, given what opens their sessions; null for nothing but that.</summary>
    public Func<Func<JobSession>, JobSurroundings>? Jobs { get; init; }

    /// <summary>Whether all that it shows is invented, and nothing leaves the machine.</summary>
    public bool IsDemo { get; init; }

    /// <summary>The page of a sandbox beside it, or null.</summary>
    public Uri? SandboxViewer { get; init; }

    /// <summary>The address of that sandbox, or null.</summary>
    public Uri? Sandbox { get; init; }

    /// <summary>How much room results may take.</summary>
    public ResultBudget Results { get; init; } = new();

    /// <summary>The clock. The default is the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
