namespace Koppel.Cli.Prompt.Editing;

/// <summary>How the editing of a text ended.</summary>
/// <param name="End">How.</param>
/// <param name="Text">The text.</param>
readonly record struct LineOutcome(LineEnd End, string Text);

/// <summary>How the editing of a text ends.</summary>
enum LineEnd
{
    /// <summary>By Enter: it is to be run.</summary>
    Entered,

    /// <summary>By Ctrl-C: it is thrown away.</summary>
    Dropped,

    /// <summary>By Ctrl-D, or the terminal is gone: nothing more will come.</summary>
    Left,
}
