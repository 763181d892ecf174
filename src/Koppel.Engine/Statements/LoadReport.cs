using Koppel.Engine.Ledger;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Statements;

/// <summary>What a load did. Always: read = changed + unchanged + rejected + not sent.</summary>
/// <param name="Target">The target as the user wrote it, such as <c>contactTags@ac</c>.</param>
/// <param name="Outcome">Rows and rejects.</param>
/// <param name="Calls">All calls made for the statement, reads and status polls included, by route.</param>
/// <param name="Elapsed">From the statement's begin to its end.</param>
public sealed record LoadReport(string Target, WriteOutcome Outcome, IReadOnlyDictionary<string, long> Calls, TimeSpan Elapsed)
{
    /// <summary>The number of the run in the ledger, or null when nothing is recorded.</summary>
    public long? Run { get; init; }

    /// <summary>What the load is called: completed, completed with rejects, failed or stopped.</summary>
    public Status Status => LoadOutcome.StatusOf(Outcome);
}
