using System.Runtime.CompilerServices;

namespace Koppel.Benchmarks;

/// <summary>Programs as a user has them: published.</summary>
internal static class Published
{
    static string? _koppel;

    /// <summary>The published koppel; it is built on first use.</summary>
    public static async Task<string> KoppelAsync() =>
        _koppel ??= await PublishAsync(Path.Combine(Root(), "src", "Koppel.Cli"), "koppel");

    /// <summary>Publishes a project; gives its executable.</summary>
    public static async Task<string> PublishAsync(string project, string name)
    {
        var folder = Path.Combine(Path.GetTempPath(), "koppel-benchmarks", name);
        // Another tree may have published there: what it left would be taken for this one's.
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        var child = await Child.RunAsync("dotnet", ["publish", project, "-c", "Release", "-o", folder, "-v", "quiet", "-nologo"], Root());
        if (child.ExitCode != 0) throw new InvalidOperationException($"{project} cannot be published: {child.Output}{child.Error}");
        return Path.Combine(folder, name);
    }

    /// <summary>The root of the tree.</summary>
    public static string Root([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
}
