using System.Runtime.CompilerServices;

namespace Koppel.EndToEnd.Tests;

/// <summary>The checkout that the tests run in.</summary>
internal static class Repository
{
    /// <summary>Its folder.</summary>
    public static string Root { get; } = Find();

    /// <summary>The C# files of the named projects, or of all under src.</summary>
    public static IEnumerable<string> SourceFiles(params string[] projects)
    {
        var folders =
            projects.Length > 0 ? projects.Select(p => Path.Combine(Root, "src", p)) : Directory.GetDirectories(Path.Combine(Root, "src"));
        return In(folders);
    }

    /// <summary>All C# files, those of tests and benchmarks too.</summary>
    public static IEnumerable<string> AllSourceFiles() => In(new[] { "src", "tests", "benchmarks" }.Select(f => Path.Combine(Root, f)));

    static IEnumerable<string> In(IEnumerable<string> folders)
    {
        var separator = Path.DirectorySeparatorChar;
        return folders.SelectMany(f => Directory.EnumerateFiles(f, "*.cs", SearchOption.AllDirectories))
            .Where(
                f => !f.Contains($"{separator}obj{separator}", StringComparison.Ordinal)
                    && !f.Contains($"{separator}bin{separator}", StringComparison.Ordinal));
    }

    static string Find([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
}
