namespace Koppel.EndToEnd.Tests.Ledgers;

/// <summary>A run of which a ledger was kept.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Answered">
/// So many of its writes were answered before its process was killed; below zero, and its import was accepted and not told to be done.
/// </param>
/// <param name="Sql">What it runs.</param>
sealed record OldRun(string Name, int Answered, string Sql)
{
    /// <summary>Read, changed, unchanged, rejected and not sent, once it came to its end.</summary>
    public required string Books { get; init; }

    /// <summary>What is looked at.</summary>
    public required string Check { get; init; }

    /// <summary>What that shows once all interrupted runs came to their end.</summary>
    public required string Shows { get; init; }

    /// <summary>What it shows once all finished runs were undone.</summary>
    public required string Undone { get; init; }
}
