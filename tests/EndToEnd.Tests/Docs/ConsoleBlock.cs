using System.Text.RegularExpressions;

namespace Koppel.EndToEnd.Tests.Docs;

/// <summary>A block of a page that shows commands and what they print.</summary>
/// <param name="Page">The page, relative to the checkout.</param>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Steps">Its commands, each with the lines that follow it; a line <c>…</c> stands for any lines.</param>
internal sealed partial record ConsoleBlock(string Page, int Line, IReadOnlyList<(string Command, IReadOnlyList<string> Output)> Steps)
{
    /// <summary>The blocks of a page, those marked <c>console</c>.</summary>
    public static IEnumerable<ConsoleBlock> Of(string page)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, page));
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i] != "```console") continue;
            var begin = i + 1;
            while (lines[++i] != "```") { }
            yield return new ConsoleBlock(page, begin, [.. Parse(lines[begin..i])]);
        }
    }

    /// <summary>Whether real output is what the page shows, times and numbers of status polls aside.</summary>
    public static bool Matches(IReadOnlyList<string> shown, string real)
    {
        var pattern = string.Concat(shown.Select(l => l.Trim() == "…" ? "(?:.*\n)*" : Regex.Escape(Neutral(l).TrimEnd()) + " *\n"));
        return Regex.IsMatch(Neutral(real.TrimEnd()) + "\n", $"^{pattern}$");
    }

    /// <summary>
    /// Writes what is real into the page, where it is not what the page shows. For a person who then reads the difference.
    /// </summary>
    public void Update(string command, IReadOnlyList<string> shown, string real)
    {
        if (Matches(shown, real)) return;
        var path = Path.Combine(Repository.Root, Page);
        var text = File.ReadAllText(path);
        var head = $"$ {command}\n";
        var old = head + string.Concat(shown.Select(l => l + "\n"));
        File.WriteAllText(path,
            text.Replace(old, head + string.Concat(real.TrimEnd().Split('\n').Select(l => l.TrimEnd() + "\n")), StringComparison.Ordinal));
    }

    static string Neutral(string text) =>
        Poll().Replace(Seconds().Replace(Port().Replace(text, "127.0.0.1:PORT"), " N s"), "N × GET /api/3/import/info");

    /// <summary>A command begins with <c>$ </c> and goes on until its quotes are closed.</summary>
    static IEnumerable<(string, IReadOnlyList<string>)> Parse(string[] lines)
    {
        for (var i = 0; i < lines.Length;)
        {
            var command = lines[i++][2..];
            while (command.Count(c => c == '"') % 2 != 0) command += "\n" + lines[i++];
            var first = i;
            while (i < lines.Length && !lines[i].StartsWith("$ ", StringComparison.Ordinal)) i++;
            yield return (command, lines[first..i]);
        }
    }

    [GeneratedRegex(@"( \d+ (h|min))* \d+(\.\d+)? s\b")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"127\.0\.0\.1:\d+")]
    private static partial Regex Port();

    [GeneratedRegex(@"\d+ × GET /api/3/import/info")]
    private static partial Regex Poll();
}
