namespace Koppel.Cli.Prompt.Editing;

/// <summary>What was typed before, the oldest first.</summary>
interface ILineMemory
{
    /// <summary>All of it.</summary>
    IReadOnlyList<string> Entries { get; }
}
