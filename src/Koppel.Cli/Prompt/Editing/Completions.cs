namespace Koppel.Cli.Prompt.Editing;

/// <summary>What may stand at a place of a text.</summary>
/// <param name="From">Where that begins which it takes the place of.</param>
/// <param name="To">Where that ends.</param>
/// <param name="Items">What may stand there, the most likely first.</param>
sealed record Completions(int From, int To, IReadOnlyList<Completion> Items)
{
    /// <summary>Nothing is known.</summary>
    public static readonly Completions None = new(0, 0, []);
}

/// <summary>One of them.</summary>
/// <param name="Label">What is shown.</param>
/// <param name="Insert">What is put in.</param>
/// <param name="Detail">A few words about it, or none.</param>
sealed record Completion(string Label, string Insert, string Detail = "");
