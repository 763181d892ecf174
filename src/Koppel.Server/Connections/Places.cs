namespace Koppel.Server.Connections;

/// <summary>Where everything lies that the program has on this machine, and how much it is.</summary>
/// <param name="queries">The folder of the queries.</param>
/// <param name="state">The state folder, or null.</param>
/// <param name="setup">Where the configuration and the secrets are, or null.</param>
internal sealed class Places(string queries, string? state, UiSetup? setup)
{
    /// <summary>All of them, in the order in which one asks for them.</summary>
    public IReadOnlyList<Place> All() =>
    [
        .. setup is null ? [] : (Place[])[Of("configuration", setup.File)],
        Of("queries", queries),
        .. state is null ? [] : (Place[])
        [
            Of("state", state), Of("ledger", Path.Combine(state, "ledger.db")), Of("snapshots", Path.Combine(state, "snapshots.db")),
            Of("results", Path.Combine(state, "results")), Of("history", Path.Combine(state, "history.jsonl")),
            Of("uploads", Path.Combine(state, "uploads")),
        ],
        .. setup?.Secrets is { } secrets ? (Place[])[Of("secrets", secrets.Path)] : [],
    ];

    static Place Of(string name, string path)
    {
        // A database has files beside it while it is open.
        var files = Directory.Exists(path) ? Files(path, "*", SearchOption.AllDirectories)
            : Directory.Exists(Path.GetDirectoryName(path)) ? Files(Path.GetDirectoryName(path)!, Path.GetFileName(path) + "*",
                SearchOption.TopDirectoryOnly).Where(f => IsOf(f.Name, Path.GetFileName(path))) : [];
        var all = files.ToList();
        return new Place(name, path, all.Sum(Length), all.Count);
    }

    static bool IsOf(string file, string name) => file == name || file == name + "-wal" || file == name + "-shm";

    static IEnumerable<FileInfo> Files(string folder, string pattern, SearchOption depth) => new DirectoryInfo(folder).EnumerateFiles(
        pattern, new EnumerationOptions
        {
            RecurseSubdirectories = depth == SearchOption.AllDirectories, IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        });

    /// <summary>A file that is gone meanwhile has none.</summary>
    static long Length(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}

/// <summary>A file or a folder of the program.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Bytes">How much it is.</param>
/// <param name="Files">Of how many files; 0 when there is nothing yet.</param>
internal sealed record Place(string Name, string Path, long Bytes, int Files);
