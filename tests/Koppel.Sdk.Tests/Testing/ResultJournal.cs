using System.Collections.Concurrent;
using Koppel.Sdk.Loading;

namespace Koppel.Sdk.Tests.Testing;

/// <summary>A journal that keeps what became of each call.</summary>
sealed class ResultJournal(MemoryJournal journal) : IWriteJournal
{
    public ConcurrentDictionary<long, CallResult> Results { get; } = [];

    /// <summary>Nothing is written of how calls went, as by a process that is killed before it can say so.</summary>
    public bool Forgets { get; init; }

    public CancellationToken Stopping => journal.Stopping;

    public void Plan(CallKind kind, string route, int rows, ReadOnlyMemory<byte> content) => journal.Plan(kind, route, rows, content);

    public IAsyncEnumerable<JournalCall> OpenAsync(CancellationToken cancellationToken = default) => journal.OpenAsync(cancellationToken);

    public void Sending(long call) => journal.Sending(call);

    public void Withdrawn(long call) => journal.Withdrawn(call);

    public void Accepted(long call, string token) => journal.Accepted(call, token);

    public void Done(long call, CallResult result)
    {
        if (Forgets) return;
        journal.Done(call, result);
        Results[call] = result;
    }
}
