using Koppel.Engine.Ledger.Sqlite;
using Koppel.Simulation.Disk;
using Koppel.Simulation.Time;

namespace Koppel.Simulation.Runs;

/// <summary>
/// The state folder of all simulations of this program. The locks of runs lie in it as real files; the ledger lies on a simulated disk,
/// and each run begins with an empty one.
/// </summary>
internal static class StateFolder
{
    static readonly Lazy<IReadOnlyDictionary<string, byte[]>> Made = new(Make);

    /// <summary>Where it is.</summary>
    public static string Path { get; } = Directory.CreateTempSubdirectory("koppel-simulation-").FullName;

    /// <summary>Another folder with the same ledger, and with locks of its own.</summary>
    public static string Other { get; } = Directory.CreateDirectory(System.IO.Path.Combine(Path, "other")).FullName;

    /// <summary>The files of a ledger in which nothing stands.</summary>
    public static IReadOnlyDictionary<string, byte[]> Template => Made.Value;

    static IReadOnlyDictionary<string, byte[]> Make()
    {
        SqliteVfs.Install();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path, recursive: true);
        var file = System.IO.Path.Combine(Path, "ledger.db");
        SimulatedDisk.Current = new SimulatedDisk(new World(_ => 0), new Dictionary<string, byte[]> { [file] = [] });
        SqliteLedger.Open(Path, TimeProvider.System).Dispose();
        return SimulatedDisk.Current.Content;
    }
}
