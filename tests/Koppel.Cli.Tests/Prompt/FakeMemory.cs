using Koppel.Cli.Prompt.Editing;

namespace Koppel.Cli.Tests.Prompt;

/// <summary>What was typed before.</summary>
sealed record FakeMemory(params IReadOnlyList<string> Entries) : ILineMemory;

/// <summary>What may stand at a place: names that begin with the word there.</summary>
sealed class FakeCompletion(params string[] names) : IPromptCompletion
{
    /// <summary>Is awaited before anything is known.</summary>
    public Task Until { get; init; } = Task.CompletedTask;

    public async Task<Completions> CompleteAsync(string script, int offset, CancellationToken cancellationToken)
    {
        await Until.WaitAsync(cancellationToken);
        var from = script.LastIndexOf(' ', offset - 1) + 1;
        return new Completions(from, offset,
            [.. names.Where(n => n.StartsWith(script[from..offset], StringComparison.Ordinal)).Select(n => new Completion(n, n))]);
    }
}
