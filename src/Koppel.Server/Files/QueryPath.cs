using Koppel.Server.Wire;

namespace Koppel.Server.Files;

/// <summary>
/// The path of a query below its folder, such as <c>mail/tags.sql</c>, held to what is a good name on every system: nothing in it leads
/// out of the folder.
/// </summary>
internal static class QueryPath
{
    const string Refused = "\\:*?\"<>|%";
    const int LongestName = 120, Deepest = 8;

    static readonly HashSet<string> s_reserved = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(1, 9).SelectMany(i => new[] { $"COM{i}", $"LPT{i}" })],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The full path of a query.</summary>
    /// <param name="folder">The folder of all of them.</param>
    /// <param name="path">The path below it, parted by slashes.</param>
    /// <param name="ending">Its ending.</param>
    /// <exception cref="ApiFault">It is no good path.</exception>
    public static string Full(string folder, string path, string ending)
    {
        var names = path.Split('/');
        if (names.Length > Deepest) throw Wrong(path, $"it has more than {Deepest} parts");
        foreach (var name in names) Check(path, name);
        if (!path.EndsWith(ending, StringComparison.Ordinal) || names[^1].Length == ending.Length)
            throw Wrong(path, $"it does not end with {ending}");
        var full = folder;
        foreach (var name in names)
        {
            full = Path.Combine(full, name);
            if (new FileInfo(full).LinkTarget is not null) throw Wrong(path, "it goes over a link, which could lead elsewhere");
        }
        return full;
    }

    static void Check(string path, string name)
    {
        if (name.Length == 0) throw Wrong(path, "it begins or ends with a slash, or has two of them together");
        if (name.Length > LongestName) throw Wrong(path, $"a part of it is longer than {LongestName} letters");
        if (name[0] == '.') throw Wrong(path, "a part of it begins with a point");
        if (name[0] == ' ' || name[^1] is ' ' or '.') throw Wrong(path, "a part of it begins or ends with a blank, or ends with a point");
        if (name.Any(c => char.IsControl(c) || Refused.Contains(c, StringComparison.Ordinal)))
            throw Wrong(path, $"it has a letter that names of files cannot have on every system ({Refused} or one that does not show)");
        if (s_reserved.Contains(name.Split('.')[0].TrimEnd())) throw Wrong(path, $"{name.Split('.')[0]} is no name for a file on Windows");
    }

    static ApiFault Wrong(string path, string why) => new(400, "wrong-path",
        $"Nothing can be saved as '{Shown(path)}': {why}. Choose a name such as tags.sql or mail/tags.sql.");

    static string Shown(string path) =>
        new([.. (path.Length <= LongestName ? path : path[..LongestName] + "…").Select(c => char.IsControl(c) ? '?' : c)]);
}
