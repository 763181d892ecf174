using System.Text.RegularExpressions;

namespace Koppel.Engine.Sql;

/// <summary>What DuckDB says at a closed door, in words that tell who closed it and how it is opened.</summary>
internal static partial class DoorWords
{
    /// <summary>How the folder of a closed session begins, before a number of its own.</summary>
    public const string FolderName = "koppel-doors-";

    /// <summary>The folder in it that holds second names of files.</summary>
    public const string LinkFolder = "files";

    /// <summary>The text in our words, when it is of a closed door; otherwise the same.</summary>
    public static string Of(string text)
    {
        text = Link().Replace(text, "$1");
        if (File().Match(text) is { Success: true } file)
        {
            return $"{file.Groups["path"].Value} may not be opened: this session lets SQL name files of connections only, or none (files "
                + $"= \"connections\" or \"none\"). "
                + "Read it as a table of a connection, or open the session with files = \"all\".";
        }
        if (Setting().Match(text) is { Success: true } setting)
        {
            return $"The setting {setting.Groups["name"].Value} cannot be changed: in a session with read_only, or with files other than "
                + $"\"all\", DuckDB's settings stay as they are. "
                + "Leave the statement out, or open the session without them.";
        }
        if (Extension().Match(text) is not { Success: true } extension) return text;
        var name = extension.Groups["name"].Value;
        return $"{text[..extension.Index].TrimEnd('.')}. Koppel fetches no extension from the network unless a statement says so: write "
            + $"install {name}; load {name}; in front to allow it.";
    }

    /// <summary>A second name of a file: behind its folder stands the file's own path.</summary>
    [GeneratedRegex(@"[^\s""']*" + FolderName + @"[0-9a-f]{32}/" + LinkFolder + @"/\d+(/)")]
    private static partial Regex Link();

    [GeneratedRegex(@"Cannot access (file|directory) ""(?<path>[^""]*)"" - file system operations are disabled by configuration\.?",
        RegexOptions.ExplicitCapture)]
    private static partial Regex File();

    [GeneratedRegex(@"Cannot change configuration option ""(?<name>[^""]*)"" - the configuration has been locked\.?")]
    private static partial Regex Setting();

    [GeneratedRegex(
        @",?\s*(Please try installing and loading the (?<name>\w+) extension\b.*|"
        + @"Extension ""(?<name>\w+)"" is an existing extension\..*)$",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Extension();
}
