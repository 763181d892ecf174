using Koppel.Cli.Faults;
using Koppel.Engine.Sql;

namespace Koppel.Cli.Prompt.Dots;

/// <summary>A line that is a dot command.</summary>
/// <param name="Word">Its word.</param>
/// <param name="Argument">What stands behind it, without quotes around it and a semicolon at its end.</param>
sealed record DotLine(string Word, string Argument)
{
    /// <summary>Whether a text is such a line, or begins to be one.</summary>
    public static bool Is(string text)
    {
        var line = text.AsSpan().Trim();
        if (line.Length == 0 || line.Contains('\n')) return false;
        return line[0] == '\\' || (line[0] == '.' && (line.Length == 1 || !char.IsDigit(line[1])));
    }

    /// <summary>Takes a line apart.</summary>
    public static DotLine Of(string text)
    {
        var line = text.Trim().TrimEnd(';').TrimEnd();
        var end = line.AsSpan().IndexOfAny(' ', '\t');
        if (end < 0) return new DotLine(line, "");
        var argument = line[end..].Trim();
        var isQuoted = argument.Length > 1 && argument[0] is '\'' or '"' && argument[^1] == argument[0];
        return new DotLine(line[..end], isQuoted ? argument[1..^1] : argument);
    }

    /// <summary>The command that the line means.</summary>
    /// <param name="commands">Those that there are.</param>
    /// <exception cref="UsageException">It means none of them.</exception>
    public DotCommand Command(IReadOnlyList<DotCommand> commands)
    {
        // \d with a table behind it describes it.
        if (Word == @"\d") return commands.Single(c => c.Name == (Argument.Length > 0 ? ".describe" : ".tables"));
        var found = commands.FirstOrDefault(c => c.Name.Equals(Word, StringComparison.OrdinalIgnoreCase) || c.Aliases.Contains(Word));
        if (found is not null) return found;
        var meant = Suggestion.For(Word, commands.Select(c => c.Name)) is { } near ? $" Did you mean {near}?" : "";
        throw new UsageException($"There is no command {Word}.{meant} .help lists all of them.");
    }
}
