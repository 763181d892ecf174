using System.Runtime.CompilerServices;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Loading;

/// <summary>A journal that gives no further call once so many rows were rejected. Safe to use from many threads.</summary>
/// <param name="journal">The journal.</param>
/// <param name="most">So many rejects stop it.</param>
/// <param name="rejected">Rows that were rejected before: by the plan, and in earlier attempts.</param>
internal sealed class ErrorLimitJournal(IWriteJournal journal, long most, long rejected) : IWriteJournal
{
    long _rejected = rejected;
    bool _stopped;

    /// <summary>Why calls were not made, or null when all were.</summary>
    public Exception? Fault => _stopped
        ? new ConnectorException(ConnectorErrorKind.Refused,
            $"It stopped after {Interlocked.Read(ref _rejected)} rejected rows (stop after {most} errors). Correct the rows, or leave "
                + $"the limit out.")
        : null;

    /// <inheritdoc/>
    public void Plan(CallKind kind, string route, int rows, ReadOnlyMemory<byte> content) => journal.Plan(kind, route, rows, content);

    /// <inheritdoc/>
    public CancellationToken Stopping => journal.Stopping;

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalCall> OpenAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var call in journal.OpenAsync(cancellationToken))
        {
            if (Interlocked.Read(ref _rejected) >= most)
            {
                _stopped = true;
                yield break;
            }
            yield return call;
        }
    }

    /// <inheritdoc/>
    public void Sending(long call) => journal.Sending(call);

    /// <inheritdoc/>
    public void Withdrawn(long call) => journal.Withdrawn(call);

    /// <inheritdoc/>
    public void Accepted(long call, string token) => journal.Accepted(call, token);

    /// <inheritdoc/>
    public void Done(long call, CallResult result)
    {
        journal.Done(call, result);
        Interlocked.Add(ref _rejected, result.Rejects.Count);
    }
}
