using System.Text.RegularExpressions;

namespace Koppel.Jobs.Files;

/// <summary>Names of jobs: those of their files on every system, and of one word on a command line.</summary>
public static partial class JobName
{
    /// <summary>What a name is made of, as a sentence.</summary>
    public const string Rule =
        "A job's name is made of small letters, digits, - and _, begins with a letter or a digit, and has at most 60 of "
        + "them, such as nightly-tags.";

    /// <summary>Whether it is a name.</summary>
    public static bool IsGood(string name) => Pattern().IsMatch(name) && !Reserved().IsMatch(name);

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,59}$")]
    private static partial Regex Pattern();

    [GeneratedRegex("^(con|prn|aux|nul|com[1-9]|lpt[1-9])$")]
    private static partial Regex Reserved();
}
