using Koppel.Engine.State;

namespace Koppel.Engine.Ledger.Sqlite;

/// <summary>Removes what is kept no longer.</summary>
internal static class Retention
{
    static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The same once a day: of several processes that come on one day, the first does it.</summary>
    public static int PurgeDaily(SqliteLedger ledger, TimeSpan keep)
    {
        var now = ledger.Time.GetUtcNow();
        var isDue = ledger.Commits.Commit(c => c.Execute(
            "insert into upkeep (task, at) values ('purge', $1) on conflict (task) do update set at = $1 where at <= $2",
            LedgerTime.Of(now), LedgerTime.Of(now - Day))) > 0;
        return isDue ? Purge(ledger, LedgerTime.Of(now - keep)) : 0;
    }

    /// <summary>Removes the runs that are older, with all that belongs to them, and makes the file smaller.</summary>
    public static int Purge(SqliteLedger ledger, long before)
    {
        var removed = 0;
        foreach (var run in Older(ledger, before))
        {
            if (!Remove(ledger, run, before)) continue;
            RunLock.Remove(ledger.File.Folder, run);
            removed++;
        }
        if (removed > 0) ledger.File.Guard(() => Vacuum(ledger));
        return removed;
    }

    /// <summary>The runs that are older, also those that somebody works on.</summary>
    public static List<long> Older(SqliteLedger ledger, long before) => ledger.Commits.Commit(
        c => c.Rows("select run from runs where coalesce(finished, started) < $1", row => row.GetInt64(0), before));

    static bool Remove(SqliteLedger ledger, long run, long before)
    {
        // Who holds the lock works on the run, whatever its age.
        using var taken = RunLock.TryTake(ledger.File.Folder, run);
        return taken is not null
            && ledger.Commits.Commit(
                c => c.Execute("delete from runs where run = $1 and coalesce(finished, started) < $2", run, before)) > 0;
    }

    static bool Vacuum(SqliteLedger ledger)
    {
        ledger.Commits.Alone(c => c.WriteAnew());
        return true;
    }
}
