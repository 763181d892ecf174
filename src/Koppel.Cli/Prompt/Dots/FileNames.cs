using Koppel.Cli.Prompt.Editing;
using Koppel.Cli.Terminal;

namespace Koppel.Cli.Prompt.Dots;

/// <summary>Files and folders whose names begin as a text does.</summary>
static class FileNames
{
    const int Most = 1_000;

    /// <summary>The names, folders with a slash at the end; none where the folder cannot be read.</summary>
    public static IEnumerable<Completion> Beginning(string there, Screen screen)
    {
        var folder = there[..(there.LastIndexOfAny(['/', Path.DirectorySeparatorChar]) + 1)];
        try
        {
            var names = new DirectoryInfo(screen.PathOf(folder.Length == 0 ? "." : folder)).EnumerateFileSystemInfos()
                .Where(e => there.Length > folder.Length || !e.Name.StartsWith('.'))
                .Where(e => e.Name.StartsWith(there[folder.Length..], StringComparison.OrdinalIgnoreCase))
                .Take(Most)
                .Select(e => folder + e.Name + (e is DirectoryInfo ? "/" : ""));
            return [.. names.Order(StringComparer.OrdinalIgnoreCase).Select(name => new Completion(name, name))];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return []; // A folder that is not there has no files.
        }
    }
}
