using System.IO.Enumeration;

namespace Koppel.Connectors.Files;

/// <summary>
/// A path with <c>*</c> (any characters), <c>?</c> (one) and <c>**</c> (any folders, none too), without regard to case. Names that begin
/// with a dot match only a part that does so too; <c>**</c> does not follow links to folders.
/// </summary>
internal sealed class Glob
{
    readonly string[] _parts;

    Glob(string folder, string[] parts) => (Folder, _parts) = (folder, parts);

    /// <summary>The folder before the first part that is a pattern.</summary>
    public string Folder { get; }

    /// <summary>All files directly in a folder.</summary>
    public static Glob AllOf(string folder) => new(folder, ["*"]);

    /// <summary>Whether the path has a pattern in it.</summary>
    public static bool IsPattern(string path) => path.AsSpan().ContainsAny('*', '?');

    /// <summary>The pattern of a full path.</summary>
    public static Glob Parse(string fullPath)
    {
        var root = Path.GetPathRoot(fullPath) ?? "";
        var parts = fullPath[root.Length..].Split(
            [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        var plain = parts.TakeWhile(p => !IsPattern(p)).ToArray();
        string[] rest = parts[^1] == "**" ? [.. parts[plain.Length..], "*"] : parts[plain.Length..];
        return new(Path.Combine([root, .. plain]), rest);
    }

    /// <summary>The files that match, each once.</summary>
    public IEnumerable<string> Files() => Files(Folder, 0).Distinct(StringComparer.Ordinal);

    IEnumerable<string> Files(string folder, int part)
    {
        if (part == _parts.Length - 1)
            return Entries(folder, _parts[part], (ref entry) => !entry.IsDirectory);
        if (_parts[part] == "**")
            return Files(folder, part + 1).Concat(
                Entries(folder, "*", (ref entry) => entry.IsDirectory && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
                    .SelectMany(f => Files(f, part)));
        return Entries(folder, _parts[part], (ref entry) => entry.IsDirectory).SelectMany(f => Files(f, part + 1));
    }

    static FileSystemEnumerable<string> Entries(string folder, string pattern, FileSystemEnumerable<string>.FindPredicate wanted) => new(
        folder,
        (ref entry) => entry.ToFullPath(),
        new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })
    {
        ShouldIncludePredicate = (ref entry) =>
            wanted(ref entry)
            && (entry.FileName[0] != '.' || pattern[0] == '.')
            && FileSystemName.MatchesSimpleExpression(pattern, entry.FileName, ignoreCase: true),
    };
}
