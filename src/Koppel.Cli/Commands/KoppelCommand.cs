using System.CommandLine;

namespace Koppel.Cli.Commands;

/// <summary>A command whose help ends with examples, and whose options are made only when it is the one that is asked for.</summary>
/// <param name="name">Its word.</param>
/// <param name="description">One sentence.</param>
/// <param name="fill">Adds its arguments, options and action.</param>
/// <param name="examples">Lines to type, each a complete command.</param>
sealed class KoppelCommand(string name, string description, Action<Command> fill, params string[] examples) : Command(name, description)
{
    /// <summary>Lines to type.</summary>
    public IReadOnlyList<string> Examples => examples;

    /// <summary>Adds its arguments, options and action. Done once, before a command line is read.</summary>
    public void Fill() => fill(this);
}
