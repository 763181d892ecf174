using System.Globalization;
using System.Runtime.InteropServices;
using Koppel.Engine.Files.Input;
using Koppel.Engine.Sql;
using Koppel.Sdk.Files;

namespace Koppel.Engine.Safety;

/// <summary>
/// Second names for files of connections, in a folder that DuckDB may open, while the files' own paths are closed to it. A second name
/// costs nothing (a hard link) where the system has such; elsewhere the file is copied. Behind the folder stands the file's own path:
/// DuckDB reads columns out of folders such as <c>year=2026</c>, and a message can show the file's own name.
/// </summary>
internal sealed partial class FileWays(string folder) : IDisposable
{
    readonly Dictionary<string, (FileIdentity Identity, string Name)> _names = new(StringComparer.Ordinal);
    int _count;

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>The second name of a file as it is now; a file that took its place in the meantime gets another.</summary>
    /// <exception cref="IOException">The file is not there, or the folder cannot be written.</exception>
    public string To(string path)
    {
        var identity = FileIdentity.Of(path);
        if (_names.TryGetValue(path, out var known) && known.Identity == identity) return known.Name;
        var number = (++_count).ToString(CultureInfo.InvariantCulture);
        var name = Path.Combine(folder, DoorWords.LinkFolder, number, path.Replace(":", "", StringComparison.Ordinal).TrimStart('/', '\\'));
        OwnerOnly.MakeFolder(Path.GetDirectoryName(name)!);
        if (OperatingSystem.IsWindows() || Link(RealPath(path), name) != 0) File.Copy(path, name);
        _names[path] = (identity, name);
        return name;
    }

    /// <summary>The path without links: where a file or folder really is. What is not there is taken as it is written.</summary>
    public static string RealPath(string path)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            FileSystemInfo here = Directory.Exists(real) ? new DirectoryInfo(real) : new FileInfo(real);
            if (here.LinkTarget is not null && here.ResolveLinkTarget(returnFinalTarget: true) is { } target)
                real = RealPath(target.FullName);
        }
        return real;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!Directory.Exists(folder)) return;
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Names that are left take nothing away: the session has ended well all the same.
        }
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string path, string name);
}
