using Koppel.Cli.Prompt.Editing;
using Koppel.Engine.Assist;
using Completion = Koppel.Cli.Prompt.Editing.Completion;
using Completions = Koppel.Cli.Prompt.Editing.Completions;

namespace Koppel.Cli.Prompt.Running;

/// <summary>What may stand in SQL, as the engine knows it. Tab may ask a remote system for its tables.</summary>
/// <param name="session">The session of the prompt.</param>
sealed class SqlCompletion(PromptSession session) : IPromptCompletion
{
    static readonly AssistOptions Options = new() { MayCall = true };

    /// <inheritdoc/>
    public async Task<Completions> CompleteAsync(string script, int offset, CancellationToken cancellationToken)
    {
        var found = await new ScriptAssistant(session.Current).CompleteAsync(script, offset, Options, cancellationToken);
        return new Completions(found.From, found.To, [.. found.Items.Select(i => new Completion(i.Label, i.Insert, i.Detail))]);
    }
}
