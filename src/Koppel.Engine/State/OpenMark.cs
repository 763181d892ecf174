namespace Koppel.Engine.State;

/// <summary>
/// Tells whether the last process that had a ledger open ended without closing it: SQLite then leaves its log (<c>-wal</c>) beside the
/// file. So it does while another process has it open; those that have hold a lock, which the system gives free however a process ends.
/// </summary>
internal sealed class OpenMark : IDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    readonly FileStream? _shared;

    OpenMark(FileStream? shared) => _shared = shared;

    /// <summary>Marks the ledger as open in this process, and has it checked first when it was not closed well.</summary>
    /// <param name="path">The ledger's file.</param>
    /// <param name="check">Checks it; nobody else has it open meanwhile.</param>
    public static OpenMark Take(string path, Action check)
    {
        var name = path + ".open";
        if (TryOpen(name, FileShare.None) is { } alone)
        {
            using (alone)
            {
                if (WasNotClosed(path) || alone.Length > 0)
                {
                    alone.WriteByte((byte)'?'); // To look at it closes the file well: that it has to be looked at must outlast that.
                    check();
                    alone.SetLength(0);
                }
            }
        }
        // Another process may be checking it: its turn ends. One that takes longer is not waited for; SQLite keeps order by itself.
        for (var waited = TimeSpan.Zero; waited < Longest; waited += Pause)
        {
            if (TryOpen(name, FileShare.Read) is { } shared) return new OpenMark(shared);
            Thread.Sleep(Pause);
        }
        return new OpenMark(null);
    }

    /// <summary>Marks the ledger as open in this process and in no other; null where another has it open.</summary>
    public static OpenMark? TakeAlone(string path, Action check)
    {
        if (TryOpen(path + ".open", FileShare.None) is not { } alone) return null;
        try
        {
            if (WasNotClosed(path) || alone.Length > 0) check();
            return new OpenMark(alone);
        }
        catch
        {
            alone.Dispose();
            throw;
        }
    }

    /// <summary>Whether there is a log, be it empty: closing the file takes it away.</summary>
    public static bool WasNotClosed(string path) => File.Exists(path + "-wal");

    public void Dispose() => _shared?.Dispose();

    static FileStream? TryOpen(string name, FileShare share)
    {
        try
        {
            return StateFile.Open(name, FileMode.OpenOrCreate, share, share == FileShare.None ? FileAccess.ReadWrite : FileAccess.Read);
        }
        catch (IOException fault) when (RunLock.IsHeldByAnother(fault))
        {
            return null;
        }
    }
}
