namespace Koppel.Simulation.Disk;

/// <summary>A file that a process has open. Once the process has ended, the handle does nothing, whoever still closes it.</summary>
/// <param name="disk">The disk.</param>
/// <param name="file">The file.</param>
internal sealed class OpenFile(SimulatedDisk disk, SimulatedFile file)
{
    /// <summary>The locks of a file that SQLite knows.</summary>
    public const int None = 0, Shared = 1, Reserved = 2, Exclusive = 4;

    bool _isMapped;

    /// <summary>The file.</summary>
    public SimulatedFile File => file;

    /// <summary>The disk.</summary>
    public SimulatedDisk Disk => disk;

    /// <summary>The process that opened it has ended.</summary>
    public bool IsDead { get; private set; }

    /// <summary>The lock that it holds.</summary>
    public int Lock { get; private set; }

    /// <summary>The regions that it shares with others, made when they are first asked for.</summary>
    public SharedRegions Regions
    {
        get
        {
            var regions = file.Shared ??= new SharedRegions();
            if (!_isMapped) regions.Enter();
            _isMapped = true;
            _regions = regions;
            return regions;
        }
    }

    SharedRegions? _regions;

    /// <summary>Takes a lock, or says that another has one.</summary>
    public bool TryLock(int level)
    {
        if (IsDead) return false;
        if (level <= Lock) return true;
        var others = file.Handles.Where(h => h != this && !h.IsDead);
        var isFree = level switch
        {
            Shared => others.All(h => h.Lock < Exclusive),
            Reserved => others.All(h => h.Lock < Reserved),
            _ => others.All(h => h.Lock == None),
        };
        if (isFree) Lock = level;
        return isFree;
    }

    /// <summary>Goes back to a lower lock.</summary>
    public void Unlock(int level) => Lock = Math.Min(Lock, level);

    /// <summary>It is closed by its process.</summary>
    public void Close()
    {
        Unmap();
        if (IsDead) return;
        IsDead = true;
        Lock = None;
        file.Handles.Remove(this);
    }

    /// <summary>Its process has ended. What it shares stays in memory for whoever still closes it.</summary>
    public void Die()
    {
        IsDead = true;
        Lock = None;
        file.Shared?.Release(this);
        file.Handles.Remove(this);
    }

    /// <summary>It shares nothing any more.</summary>
    public void Unmap()
    {
        if (!_isMapped) return;
        _isMapped = false;
        if (!IsDead)
        {
            _regions!.Release(this);
            if (file.Handles.All(h => h == this || !h._isMapped)) file.Shared = null;
        }
        _regions!.Leave();
    }
}
