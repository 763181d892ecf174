using System.Security.Cryptography;
using System.Text;

namespace Koppel.Engine.Events;

/// <summary>
/// What a run and whoever started it have between them: events out, and the wish to stop and answers in. Safe to use from many threads.
/// </summary>
internal sealed class RunChannel : IDisposable
{
    readonly Lock _lock = new();
    readonly CancellationTokenSource _stop = new();
    readonly CancellationTokenSource _cancel;
    (string Hash, TaskCompletionSource<bool> Given)? _question;
    bool _isSending;
    bool _isClosed;

    /// <summary>A channel.</summary>
    /// <param name="cutOff">Each of them cuts the run off.</param>
    public RunChannel(params CancellationToken[] cutOff) => _cancel = CancellationTokenSource.CreateLinkedTokenSource(cutOff);

    /// <summary>The events.</summary>
    public EventQueue Events { get; } = new();

    /// <summary>Is cancelled when no further call of a load is to be sent.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Is cancelled when everything is to end at once.</summary>
    public CancellationToken Cancellation => _cancel.Token;

    /// <summary>Tells an event.</summary>
    public void Tell(RunEvent told) => Events.Add(told);

    /// <summary>
    /// Ends the run soon: the calls of a load that are under way come to their end and no further one is sent; what only reads is cut off.
    /// </summary>
    /// <returns>True when a load sends its calls, false when all is cut off.</returns>
    public bool RequestStop()
    {
        bool isSending;
        lock (_lock)
        {
            if (_isClosed) return false; // A signal may come when it has just ended.
            isSending = _isSending;
        }
        // Not in the lock: whoever waits for it goes on right here.
        _stop.Cancel();
        if (!isSending) _cancel.Cancel();
        return isSending;
    }

    /// <summary>Cuts the run off.</summary>
    public void Cancel()
    {
        _stop.Cancel();
        _cancel.Cancel();
    }

    /// <summary>A load begins to make its calls.</summary>
    public void BeginSending(int statement, string target)
    {
        lock (_lock) _isSending = true;
        Tell(new SendingBegan(statement, target));
    }

    /// <summary>It makes no further ones.</summary>
    public void EndSending(int statement)
    {
        lock (_lock) _isSending = false;
        Tell(new SendingEnded(statement));
    }

    /// <summary>Asks whether a load may run, and waits for the answer.</summary>
    public Task<bool> AskAsync(LoadPlanned load, string connection, double limit, CancellationToken cancellationToken) =>
        AskAsync(TextOf(load), hash => new ConfirmationAsked(load, connection, limit, hash), cancellationToken);

    /// <summary>Asks whether something may be done, and waits for the answer.</summary>
    /// <param name="about">A text that another question does not have.</param>
    /// <param name="asked">The question, given the hash of that text.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<bool> AskAsync(string about, Func<string, RunEvent> asked, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(about)));
        var question = (Hash: hash, Given: new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_lock) _question = question;
        Tell(asked(hash));
        try
        {
            return await question.Given.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (_lock) _question = null;
        }
    }

    /// <summary>Answers.</summary>
    /// <returns>False when nobody waits for the answer to this question.</returns>
    public bool Answer(string hash, bool isYes)
    {
        lock (_lock) return _question is { } question && question.Hash == hash && question.Given.TrySetResult(isYes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock) _isClosed = true;
        _stop.Dispose();
        _cancel.Dispose();
    }

    /// <summary>A text that another plan does not have.</summary>
    static string TextOf(LoadPlanned load)
    {
        var plan = load.Plan;
        var text = new StringBuilder(FormattableString.Invariant(
            $"{load.Statement} {load.Target} {plan.Read} {plan.Changes} {plan.Unchanged} {plan.Repeats} {plan.Rejects.Count}\n"));
        foreach (var kind in plan.Kinds) text.Append(FormattableString.Invariant($"{kind.Operation} {kind.Count}\n"));
        foreach (var call in plan.Calls) text.Append(FormattableString.Invariant($"{call.Count} {call.Route} {call.What}\n"));
        foreach (var line in plan.Creates.Concat(plan.Notes.Select(n => n.Text))) text.Append(line).Append('\n');
        return text.ToString();
    }
}
