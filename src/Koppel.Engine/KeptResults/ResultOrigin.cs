namespace Koppel.Engine.KeptResults;

/// <summary>Where a result comes from.</summary>
/// <param name="Session">Whose it is, in the words of whoever keeps it.</param>
/// <param name="Sql">The statement.</param>
/// <param name="At">When it began.</param>
public sealed record ResultOrigin(string Session, string Sql, DateTimeOffset At)
{
    /// <summary>The time zone in which its instants are shown. The default is UTC.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The run in the ledger, or null.</summary>
    public long? LedgerRun { get; init; }
}
