using System.Runtime.CompilerServices;
using Koppel.Sdk.Loading;

namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>A journal that shows one of its calls only, for whoever makes a kind of call that others do not.</summary>
/// <param name="journal">The journal.</param>
/// <param name="call">The call.</param>
internal sealed class OneCallJournal(IWriteJournal journal, JournalCall call) : IWriteJournal
{
    public CancellationToken Stopping => journal.Stopping;

    public void Plan(string route, int rows, ReadOnlyMemory<byte> content) => throw new InvalidOperationException("The plan is whole.");

    public async IAsyncEnumerable<JournalCall> OpenAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        yield return call;
    }

    public void Sending(long call) => journal.Sending(call);

    public void Withdrawn(long call) => journal.Withdrawn(call);

    public void Accepted(long call, string token) => journal.Accepted(call, token);

    public void Done(long call, CallResult result) => journal.Done(call, result);
}
