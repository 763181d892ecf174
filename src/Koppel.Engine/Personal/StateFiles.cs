using Koppel.Engine.History;
using Koppel.Engine.State;

namespace Koppel.Engine.Personal;

/// <summary>What a file of the state folder is.</summary>
internal enum StateFileKind
{
    /// <summary>A plan, or the beginning of one that was never whole.</summary>
    Plan,

    /// <summary>
    /// What DuckDB wrote for want of memory, kept results, and clean copies of files: left behind where a process was killed.
    /// </summary>
    Spill,

    /// <summary>A file that somebody gave to the query tool, who has it still.</summary>
    Upload,

    /// <summary>What is known of the columns of a file, to be found out again at any time.</summary>
    Profile,

    /// <summary>A report of a fault of Koppel's own.</summary>
    Fault,

    /// <summary>What was run in the query tool.</summary>
    History,

    /// <summary>What jobs did.</summary>
    Jobs,

    /// <summary>Something else.</summary>
    Other,
}

/// <summary>The files in the state folder beside the ledger and the snapshots.</summary>
internal static class StateFiles
{
    const int Chunk = 1 << 20, Overlap = 4_096;

    static readonly HashSet<string> s_databases =
        [.. from file in (string[])[StateFile.LedgerName, StateFile.SnapshotsName]
            from end in (string[])["", "-wal", "-shm", "-journal", ".open"]
            select file + end];

    /// <summary>All of them, in order.</summary>
    public static IEnumerable<(string Path, StateFileKind Kind)> In(string folder) => !Directory.Exists(folder) ? []
        : Directory.EnumerateFiles(folder, "*", Everywhere).Order(StringComparer.Ordinal)
            .Where(path => !IsOwn(Path.GetRelativePath(folder, path)))
            .Select(path => (path, KindOf(Path.GetRelativePath(folder, path))));

    /// <summary>The plans in a folder.</summary>
    public static IEnumerable<string> PlansIn(string folder) =>
        Directory.EnumerateFiles(folder, "*", Everywhere).Order(StringComparer.Ordinal).Where(IsPlan);

    /// <summary>Whether the bytes of a file name a person.</summary>
    public static bool Names(string path, Person person)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[Chunk + Overlap];
        for (var kept = 0; ;)
        {
            var read = file.ReadAtLeast(bytes.AsSpan(kept), Chunk, throwOnEndOfStream: false);
            if (person.IsIn(bytes.AsSpan(0, kept + read))) return true;
            if (read < Chunk) return false;
            kept = Overlap; // An even number, so that pairs of bytes stay pairs.
            bytes.AsSpan(bytes.Length - kept, kept).CopyTo(bytes);
        }
    }

    /// <summary>Whether a file is, or was to be, a plan.</summary>
    public static bool IsPlan(string path) => Path.GetFileName(path) is var name
        && (name.EndsWith(".koppel", StringComparison.OrdinalIgnoreCase)
            || (name.EndsWith(".part", StringComparison.Ordinal) && name.Contains(".koppel.", StringComparison.OrdinalIgnoreCase)));

    static EnumerationOptions Everywhere => new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    static StateFileKind KindOf(string name) =>
        IsPlan(name) ? StateFileKind.Plan
        : name.StartsWith("spill" + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            || name.StartsWith("results" + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? StateFileKind.Spill
        : name.StartsWith("uploads" + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? StateFileKind.Upload
        : name.StartsWith("profiles" + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? StateFileKind.Profile
        : name.StartsWith("faults" + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? StateFileKind.Fault
        : name == HistoryFile.Name ? StateFileKind.History
        : name == JobHistory.FileName ? StateFileKind.Jobs
        : StateFileKind.Other;

    /// <summary>The databases, which are looked into otherwise, and files that hold nothing.</summary>
    static bool IsOwn(string name) =>
        s_databases.Contains(name)
        || JobHistory.IsBeside(name)
        || (name.StartsWith("run-", StringComparison.Ordinal) && name.EndsWith(".lock", StringComparison.Ordinal));
}
