namespace Koppel.Cli.Prompt.Editing;

/// <summary>What is to be seen of a text that is edited, row by row, none of them as wide as the terminal.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="CursorRow">In which row the cursor stands, from 0.</param>
/// <param name="CursorColumn">Behind how many cells.</param>
sealed record Frame(IReadOnlyList<string> Rows, int CursorRow, int CursorColumn);
