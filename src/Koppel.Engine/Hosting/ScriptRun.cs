using System.Runtime.CompilerServices;
using Koppel.Engine.Events;
using Koppel.Engine.Statements;

namespace Koppel.Engine.Hosting;

/// <summary>
/// A script under way. It goes on whether its events are read or not; only for the rows of a result and the answer to a question it waits.
/// Safe to use from many threads. To dispose it cuts it off, unless it has ended, and waits until it has.
/// </summary>
public sealed class ScriptRun : IAsyncDisposable
{
    readonly RunChannel _channel;
    readonly Task _work;

    /// <summary>Starts it.</summary>
    /// <param name="channel">What it tells, and is told.</param>
    /// <param name="turn">What it waits for, or null.</param>
    /// <param name="work">What it does.</param>
    /// <param name="ended">Is called before the reader is told that it ended, with whether it had its turn.</param>
    internal ScriptRun(RunChannel channel, Task? turn, Func<Task> work, Action<bool> ended)
    {
        _channel = channel;
        _work = Task.Run(() => RunAsync(turn, work, ended), CancellationToken.None);
    }

    /// <summary>
    /// All that the run tells, results among it, in its order, to one reader. Behind the rows of a query and behind a plan the run waits
    /// for <see cref="StatementResult.Release"/>. A fault of the user's SQL or of a remote system ends it with a
    /// <see cref="FailedResult"/>, or with a <see cref="LoadResult"/> that has failed or was stopped. Only being cut off throws.
    /// </summary>
    /// <param name="cancellationToken">Ends the reading, not the run.</param>
    public IAsyncEnumerable<RunEvent> EventsAsync(CancellationToken cancellationToken = default) =>
        _channel.Events.ReadAsync(cancellationToken);

    /// <summary>
    /// Of the events, what came of the statements. When the next is asked for, the rows of the last are read or not wanted.
    /// </summary>
    /// <param name="cancellationToken">Ends the reading, not the run.</param>
    public async IAsyncEnumerable<StatementResult> ResultsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var told in EventsAsync(cancellationToken))
        {
            if (told is not StatementResult result) continue;
            yield return result;
            result.Release();
        }
    }

    /// <summary>Answers a <see cref="ConfirmationAsked"/> or a <see cref="ReadConfirmationAsked"/>.</summary>
    /// <param name="hash">That of the question.</param>
    /// <param name="isYes">Whether the load may run.</param>
    /// <returns>False when no load waits for the answer to this question: it was answered, or the run has ended.</returns>
    public bool Answer(string hash, bool isYes) => _channel.Answer(hash, isYes);

    /// <summary>
    /// Ends the run soon: the calls of a load that are under way come to their end, no further one is sent, and the load can be gone on
    /// with; what only reads is cut off.
    /// </summary>
    /// <returns>True when the calls of a load come to their end, false when there is nothing to wait for.</returns>
    public bool Stop() => _channel.RequestStop();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_work.IsCompleted) _channel.Cancel();
        await _work;
        _channel.Dispose();
    }

    /// <summary>Does the work; what it throws is told to the reader of the events.</summary>
    async Task RunAsync(Task? turn, Func<Task> work, Action<bool> ended)
    {
        try
        {
            var began = turn is null;
            try
            {
                if (turn is not null) await turn;
                began = true;
                await work();
            }
            finally
            {
                ended(began);
            }
            _channel.Events.Complete(null);
        }
        catch (Exception fault)
        {
            _channel.Events.Complete(fault);
        }
    }
}
