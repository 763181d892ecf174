using System.Runtime.ExceptionServices;
using Koppel.Engine.State;
using Microsoft.Data.Sqlite;

namespace Koppel.Engine.Ledger.Sqlite;

/// <summary>
/// The one way into the file. What threads bring while one commits is committed together by the next, so that many threads wait for
/// one flush of the disk and not each for its own. Safe to use from many threads.
/// </summary>
internal sealed class CommitQueue(LedgerConnection connection, CallLog log, string path) : IDisposable
{
    readonly object _gate = new();
    List<Entry> _waiting = [];
    bool _isTaken;

    /// <summary>Commits a piece of work: when this returns, it is in the file.</summary>
    /// <param name="work">The work. It may run twice, when it shares a transaction with work that fails.</param>
    /// <param name="durable">Whether it must survive a power loss too. The default is true.</param>
    public void Commit(Action<LedgerConnection> work, bool durable = true)
    {
        var entry = new Entry(work, durable);
        if (Join(entry) is { } group)
        {
            CommitGroup(group);
            GiveFree(group);
        }
        entry.Fault?.Throw();
    }

    /// <summary>Commits a piece of work that gives something.</summary>
    public T Commit<T>(Func<LedgerConnection, T> work, bool durable = true)
    {
        var result = default(T)!;
        Commit(c => { result = work(c); }, durable);
        return result;
    }

    /// <summary>Does something while nothing is being written, outside of a transaction.</summary>
    public void Alone(Action<LedgerConnection> work)
    {
        lock (_gate)
        {
            while (_isTaken) Monitor.Wait(_gate);
            _isTaken = true;
        }
        try
        {
            work(connection);
        }
        finally
        {
            GiveFree([]);
        }
    }

    public void Dispose() => Alone(c => c.Dispose());

    /// <summary>Waits until another has committed the entry, or gives all that must be committed now by the caller.</summary>
    List<Entry>? Join(Entry entry)
    {
        lock (_gate)
        {
            _waiting.Add(entry);
            while (_isTaken && !entry.IsSettled) Monitor.Wait(_gate);
            if (entry.IsSettled) return null;
            _isTaken = true;
            var group = _waiting;
            _waiting = [];
            return group;
        }
    }

    void GiveFree(List<Entry> settled)
    {
        lock (_gate)
        {
            foreach (var entry in settled) entry.IsSettled = true;
            _isTaken = false;
            Monitor.PulseAll(_gate);
        }
    }

    void CommitGroup(List<Entry> group)
    {
        if (TryCommit(group) is not { } fault) return;
        // A fault is only for the one who made it: the others commit without.
        foreach (var entry in group)
        {
            var own = group.Count == 1 ? fault : TryCommit([entry]);
            if (own is not null)
                entry.Fault = ExceptionDispatchInfo.Capture(own is SqliteException known ? LedgerFault.Of(known, path) : own);
        }
    }

    Exception? TryCommit(List<Entry> group)
    {
        try
        {
            connection.IsDurable = group.Exists(e => e.IsDurable);
            connection.Execute("begin immediate");
            foreach (var entry in group) entry.Work(connection);
            var logged = log.Write(connection);
            connection.Execute("commit");
            log.Forget(logged);
            return null;
        }
        catch (Exception fault)
        {
            Undo();
            return fault;
        }
    }

    void Undo()
    {
        try
        {
            connection.Rollback();
        }
        catch (SqliteException)
        {
            // The fault that led here is the one to tell. Should the transaction still be open, no other can begin, and that is told.
        }
    }

    sealed class Entry(Action<LedgerConnection> work, bool durable)
    {
        public Action<LedgerConnection> Work => work;

        public bool IsDurable => durable;

        public bool IsSettled { get; set; }

        public ExceptionDispatchInfo? Fault { get; set; }
    }
}
