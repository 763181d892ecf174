using Koppel.Simulation.Time;

namespace Koppel.Simulation.Disk;

/// <summary>
/// A disk for the ledger. A process that ends leaves what it wrote; when the power goes, what was not synced is lost, or torn. The process
/// can end, and the power go, in the middle of any write.
/// </summary>
/// <param name="world">The simulation.</param>
/// <param name="content">What is on it.</param>
internal sealed class SimulatedDisk(World world, IReadOnlyDictionary<string, byte[]> content)
{
    [ThreadStatic] static SimulatedDisk? s_current;

    readonly Dictionary<string, SimulatedFile> _files = content.ToDictionary(f => NameOf(f.Key), f => SimulatedFile.Of(f.Value));

    /// <summary>The disk of the simulation that runs in this thread.</summary>
    public static SimulatedDisk? Current
    {
        get => s_current;
        set => s_current = value;
    }

    /// <summary>Is told of each write and sync before it is done; true when the process ends with it.</summary>
    public Func<bool>? Touched { get; set; }

    /// <summary>It says that it has what it has not.</summary>
    public bool IsLying { get; init; }

    /// <summary>The files and what is in them.</summary>
    public IReadOnlyDictionary<string, byte[]> Content => _files.ToDictionary(f => f.Key, f => f.Value.ToArray());

    /// <summary>Whether there is such a file.</summary>
    public bool Has(string path) => _files.ContainsKey(NameOf(path));

    /// <summary>Opens a file, or makes it.</summary>
    public OpenFile? Open(string? path, bool isMade)
    {
        SimulatedFile? file;
        if (path is null) file = new SimulatedFile();
        else if (!_files.TryGetValue(NameOf(path), out file))
        {
            if (!isMade) return null;
            _files[NameOf(path)] = file = new SimulatedFile();
        }
        var open = new OpenFile(this, file);
        file.Handles.Add(open);
        if (world.Current is { } life)
        {
            if (!life.IsAlive) open.Die();
            else life.AtEnd(open.Die);
        }
        return open;
    }

    /// <summary>Removes a file.</summary>
    public void Delete(string path) => _files.Remove(NameOf(path));

    /// <summary>The power goes; all processes have ended.</summary>
    /// <returns>How many writes were lost or torn.</returns>
    public int LosePower(Func<int, int> choose)
    {
        foreach (var file in _files.Values) file.Shared = null;
        return _files.OrderBy(f => f.Key, StringComparer.Ordinal).Sum(f => f.Value.LosePower(choose));
    }

    /// <summary>By its name alone: the folders of a simulation that hold a ledger hold the same one.</summary>
    static string NameOf(string path) => Path.GetFileName(path);
}
