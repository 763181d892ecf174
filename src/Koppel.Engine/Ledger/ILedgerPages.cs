namespace Koppel.Engine.Ledger;

/// <summary>
/// What a reader asks of a ledger page by page, so that a large one is answered as fast as a small one: never is more read than a page
/// shows, but for sums. Safe to use from many threads.
/// </summary>
public interface ILedgerPages
{
    /// <summary>Runs, the newest first.</summary>
    IReadOnlyList<ListedRun> Runs(RunFilter filter);

    /// <summary>The statements of a run with what the list of runs has no room for, in order.</summary>
    IReadOnlyList<StatementDetail> Statements(long run);

    /// <summary>The calls of a run by route, the most frequent first.</summary>
    IReadOnlyList<RouteCount> Routes(long run);

    /// <summary>What a run changed, in order.</summary>
    ChangePage Changes(ChangeFilter filter);

    /// <summary>The calls that a run made, in order.</summary>
    RowPage<MadeCall> Calls(CallFilter filter);

    /// <summary>The rows that a run did not accept, in order.</summary>
    RowPage<RefusedRow> Rejects(RejectFilter filter);

    /// <summary>All rejects of a run by reason, the most frequent first.</summary>
    IReadOnlyList<RejectGroup> RejectGroups(long run);

    /// <summary>The rows of a run's sources that found no partner, in order.</summary>
    RowPage<PartnerlessRow> Unmatched(long run, long from, int count);

    /// <summary>The rows that a run left as they were on purpose, in order.</summary>
    RowPage<LeftRow> Left(long run, long from, int count);
}
