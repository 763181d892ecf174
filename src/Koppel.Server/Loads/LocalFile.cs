using Koppel.Server.Uploads;
using Koppel.Server.Wire;

namespace Koppel.Server.Loads;

/// <summary>A file of the user's own that can be a source: one below the folder of the configuration or that of the queries.</summary>
/// <param name="folders">The folders.</param>
internal sealed class LocalFile(IReadOnlyList<string> folders)
{
    const int Most = 200, Deepest = 3;

    /// <summary>The files that can be chosen, with their path below the folder.</summary>
    public IReadOnlyList<(string Path, FileInfo File)> All() =>
        [.. folders.Where(Directory.Exists).SelectMany(f => Directory.EnumerateFiles(f, "*", new EnumerationOptions
        {
            RecurseSubdirectories = true, MaxRecursionDepth = Deepest, IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden | FileAttributes.System,
        }).Where(UploadName.IsTable).Select(p => (Path: Path.GetRelativePath(f, p).Replace('\\', '/'), File: new FileInfo(p))))
            .Where(f => !f.Path.Split('/').Any(p => p.StartsWith('.') || p.StartsWith('~'))).DistinctBy(f => f.File.FullName)
            .OrderBy(f => f.Path, StringComparer.OrdinalIgnoreCase).Take(Most)];

    /// <summary>The full path of one.</summary>
    /// <exception cref="ApiFault">It lies elsewhere, or is no file that can be read as a table.</exception>
    public string Full(string path)
    {
        var names = path.Split('/', '\\');
        if (path.Length > 500 || path.Any(char.IsControl) || names.Any(n => n.Length == 0 || n[0] == '.' || n.Contains(':')))
            throw Wrong("a part of its path is empty, begins with a point, or has a letter that no path of a file here has");
        foreach (var folder in folders)
        {
            var full = folder;
            foreach (var name in names)
            {
                full = Path.Combine(full, name);
                if (new FileInfo(full).LinkTarget is not null) throw Wrong("it goes over a link, which could lead elsewhere");
            }
            if (!File.Exists(full)) continue;
            return UploadName.IsTable(full) ? full : throw Wrong("it is no workbook and no file of rows");
        }
        throw ApiFault.NotFound("no-file", "There is no such file in the folder of koppel.toml. Upload it, or put it there.");
    }

    /// <summary>The path of one below the first folder, that of the configuration.</summary>
    public string Relative(string path) => Path.GetRelativePath(folders[0], Full(path)).Replace('\\', '/');

    static ApiFault Wrong(string why) => new(400, "wrong-path",
        $"This file cannot be a source: {why}. Name one below the folder of koppel.toml.");
}
