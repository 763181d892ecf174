namespace Koppel.Cli.Prompt.Editing;

/// <summary>A completion that is found out in the background. To dispose it says that nobody waits for it any more.</summary>
sealed class CompletionRequest : IDisposable
{
    readonly CancellationTokenSource _unwanted = new();
    readonly Task<Completions> _work;

    /// <summary>Begins to find out.</summary>
    /// <param name="completion">Knows it.</param>
    /// <param name="text">The text and the cursor.</param>
    public CompletionRequest(IPromptCompletion completion, EditedText text) =>
        _work = Task.Run(() => completion.CompleteAsync(text.Text, text.Cursor, _unwanted.Token), CancellationToken.None);

    /// <summary>It is found out, or failed.</summary>
    public bool IsDone => _work.IsCompleted;

    /// <summary>What may stand there; none when it failed.</summary>
    public Completions Completions => _work.IsCompletedSuccessfully ? _work.Result : Completions.None;

    /// <summary>Why it failed, a sentence; null when it did not. No fault of it is one of what is typed.</summary>
    public string? Fault => _work.Exception?.GetBaseException() is { } fault ? $"This cannot be completed now: {fault.Message}" : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _unwanted.Cancel();
        // It may still look at the token; what it throws for that nobody needs to know.
        _work.ContinueWith(done =>
        {
            _ = done.Exception;
            _unwanted.Dispose();
        }, TaskScheduler.Default);
    }
}
