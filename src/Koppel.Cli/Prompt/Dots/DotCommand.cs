namespace Koppel.Cli.Prompt.Dots;

/// <summary>A command of the prompt: a line that begins with a dot.</summary>
/// <param name="Name">Its word, with the dot.</param>
/// <param name="Takes">What stands behind it, as the help writes it; empty for nothing.</param>
/// <param name="Does">What it does, for the help.</param>
/// <param name="RunAsync">Does it, with what stands behind the word.</param>
sealed record DotCommand(string Name, string Takes, string Does, Func<string, CancellationToken, Task> RunAsync)
{
    /// <summary>What stands behind it.</summary>
    public DotArgument Argument { get; init; }

    /// <summary>The words that may stand behind it.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Short forms that people know from elsewhere, such as <c>\q</c>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}
