namespace Koppel.Engine.State;

/// <summary>How the ledger keeps an instant: microseconds since 1970 UTC.</summary>
internal static class LedgerTime
{
    /// <summary>The instant as it is kept.</summary>
    public static long Of(DateTimeOffset instant) => (instant.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The instant that is kept so.</summary>
    public static DateTimeOffset From(long kept) => DateTimeOffset.UnixEpoch.AddTicks(kept * TimeSpan.TicksPerMicrosecond);
}
