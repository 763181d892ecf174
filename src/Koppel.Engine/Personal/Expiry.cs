using Koppel.Engine.Configuration;
using Koppel.Engine.Events;
using Koppel.Engine.History;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Engine.State;

namespace Koppel.Engine.Personal;

/// <summary>
/// Takes out of the state folder what is kept no longer, as <see cref="EngineOptions.Keep"/> says: never of a run that a process works
/// on, and never its books.
/// </summary>
/// <param name="options">Where the state folder is, and how long what is kept.</param>
public sealed class Expiry(EngineOptions options)
{
    static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    string Folder => options.StateFolder!;

    /// <summary>Whether all is kept as long as it can be.</summary>
    public bool HasNothing => options.StateFolder is null || options.Keep.IsEmpty;

    /// <summary>What would be taken out now; nothing is changed.</summary>
    public ValuesExpired Due() => Apply(isDry: true);

    /// <summary>Takes it out.</summary>
    public ValuesExpired Apply() => Apply(isDry: false);

    /// <summary>The same, and nothing when that was done within a day.</summary>
    public ValuesExpired ApplyDaily()
    {
        if (HasNothing || !HasFile(StateFile.LedgerName)) return new ValuesExpired(0, 0, 0, 0);
        var (file, now) = (new StateFile(Folder), options.Time.GetUtcNow());
        using var ledger = file.Connect();
        return file.Guard(() => ledger.Execute(
            "insert into upkeep (task, at) values ('keep', $1) on conflict (task) do update set at = $1 where at <= $2",
            LedgerTime.Of(now), LedgerTime.Of(now - s_day))) > 0 ? Apply() : new ValuesExpired(0, 0, 0, 0);
    }

    ValuesExpired Apply(bool isDry)
    {
        if (HasNothing) return new ValuesExpired(0, 0, 0, 0);
        var (values, payloads) = HasFile(StateFile.LedgerName) ? Runs(isDry) : (0, 0);
        return new ValuesExpired(values, payloads, Snapshots(isDry), Plans(isDry)) { History = History(isDry) };
    }

    int History(bool isDry)
    {
        if (options.Keep.History is not { } keep) return 0;
        var history = new HistoryFile(Folder, options.Time);
        return isDry ? history.CountOlder(keep) : history.Expire(keep);
    }

    (int Values, int Payloads) Runs(bool isDry)
    {
        if (options.Keep is { Values: null, Payloads: null }) return (0, 0);
        using var ledger = SqliteLedger.Open(Folder, options.Time);
        using var file = ledger.Connect();
        return ledger.File.Guard(() =>
        {
            var expiry = new RunExpiry(file, Folder, options.Time.GetUtcNow());
            var done = (Take(options.Keep.Values, RunExpiry.Values), Take(options.Keep.Payloads, RunExpiry.Payloads));
            var leftBehind = isDry || options.Keep.Values is null ? 0 : expiry.TakeOutLeftBehind();
            if (!isDry && (leftBehind > 0 || done is not (0, 0))) file.WriteAnew();
            return done;

            int Take(TimeSpan? keep, string column) => keep is not { } time ? 0
                : isDry ? expiry.Due(column, time).Count : expiry.Due(column, time).Count(run => expiry.TakeOut(run, column));
        });
    }

    int Snapshots(bool isDry)
    {
        if (options.Keep.Snapshots is not { } keep || !HasFile(StateFile.SnapshotsName)) return 0;
        var file = new StateFile(Folder, StateFile.SnapshotsName, "file of snapshots");
        using var snapshots = file.Connect();
        return file.Guard(() =>
        {
            var before = (options.Time.GetUtcNow() - keep).UtcTicks;
            if (isDry) return (int)snapshots.Number("select count(*) from snapshots where refreshed < $1", before);
            snapshots.Execute("begin immediate");
            snapshots.Execute("delete from rows where snapshot in (select id from snapshots where refreshed < $1)", before);
            var dropped = snapshots.Execute("delete from snapshots where refreshed < $1", before);
            snapshots.Execute("commit");
            if (dropped > 0) snapshots.WriteAnew();
            return dropped;
        });
    }

    int Plans(bool isDry)
    {
        if (options.Keep.Plans is not { } keep) return 0;
        var before = options.Time.GetUtcNow() - keep;
        var old = StateFiles.In(Folder).Where(f => f.Kind == StateFileKind.Plan && File.GetLastWriteTimeUtc(f.Path) < before).ToList();
        try
        {
            if (!isDry) foreach (var (path, _) in old) File.Delete(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw LedgerFault.Folder(Folder, fault);
        }
        return old.Count;
    }

    bool HasFile(string name) => File.Exists(Path.Combine(Folder, name));
}
