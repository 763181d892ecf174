namespace Koppel.Engine.Ledger;

/// <summary>What a run is asked to do, with all that is needed to go on with it.</summary>
/// <param name="Script">The script's text.</param>
public sealed record RunStart(string Script)
{
    /// <summary>The file that it came from, or null.</summary>
    public string? File { get; init; }

    /// <summary>The variables that were given. No secret.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The command line, without secrets.</summary>
    public string Command { get; init; } = "";

    /// <summary>Who began it, or null.</summary>
    public string? User { get; init; }

    /// <summary>Through which door it came: cli, ui, job or api; or null.</summary>
    public string? Door { get; init; }
}

/// <summary>A run as the ledger has it.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Start">What it was asked to do.</param>
/// <param name="Status">What it is called.</param>
/// <param name="Started">When it began.</param>
/// <param name="Finished">When it ended, or null.</param>
/// <param name="Process">The process that worked on it last.</param>
public sealed record RunRecord(long Number, RunStart Start, Status Status, DateTimeOffset Started, DateTimeOffset? Finished, long Process);
