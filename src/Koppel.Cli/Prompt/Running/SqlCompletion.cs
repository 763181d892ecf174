using Koppel.Cli.Prompt.Editing;

namespace Koppel.Cli.Prompt.Running;

/// <summary>What may stand in SQL, as the engine knows it.</summary>
/// <param name="session">The session of the prompt.</param>
sealed class SqlCompletion(PromptSession session) : IPromptCompletion
{
    /// <inheritdoc/>
    public async Task<Completions> CompleteAsync(string script, int offset, CancellationToken cancellationToken)
    {
        var start = offset;
        while (start > 0 && (char.IsLetterOrDigit(script[start - 1]) || script[start - 1] is '_' or '@')) start--;
        var tables = await session.Current.ListTablesAsync(null, cancellationToken);
        return new Completions(start, offset, [.. tables.Select(t => $"{t.Name}@{t.Connection}")
            .Where(t => t.StartsWith(script[start..offset], StringComparison.OrdinalIgnoreCase)).Select(t => new Completion(t, t))]);
    }
}
