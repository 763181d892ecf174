namespace Koppel.Cli.Prompt.Editing;

/// <summary>Knows what may stand at a place of a text that is edited.</summary>
interface IPromptCompletion
{
    /// <summary>Finds out; in the background, while keys go on being read.</summary>
    /// <param name="script">The text.</param>
    /// <param name="offset">The place.</param>
    /// <param name="cancellationToken">Nobody wants to know any more.</param>
    Task<Completions> CompleteAsync(string script, int offset, CancellationToken cancellationToken);
}
