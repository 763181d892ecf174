using System.Text.Json;
using Koppel.Sdk.Connections;

namespace Koppel.Sdk.Loading;

/// <summary>
/// Makes the calls of a journal, of whatever kinds, several at once inside the budget. After a fault no further call begins; those under
/// way come to their end.
/// </summary>
internal sealed class CallRunner
{
    readonly IWriteJournal _journal;
    readonly Dictionary<CallKind, PartSender> _senders;
    readonly int _atOnce;
    ConnectorException? _fault;

    CallRunner(IReadOnlyList<ICallKind> kinds, IWriteJournal journal)
    {
        _journal = journal;
        _senders = kinds.ToDictionary(k => k.Kind, k => new PartSender(k, () => Volatile.Read(ref _fault) is not null));
        _atOnce = kinds.Max(k => k.AtOnce);
    }

    /// <summary>Makes them.</summary>
    /// <param name="kinds">How its calls are made. They are closed in the end.</param>
    /// <param name="journal">The journal.</param>
    /// <param name="cancellationToken">Cuts it off.</param>
    /// <exception cref="ConnectorException">It cannot go on.</exception>
    public static async Task RunAsync(IReadOnlyList<ICallKind> kinds, IWriteJournal journal, CancellationToken cancellationToken)
    {
        var runner = new CallRunner(kinds, journal);
        try
        {
            await runner.RunAsync(cancellationToken);
        }
        finally
        {
            foreach (var sender in runner._senders.Values) sender.Dispose();
            foreach (var kind in kinds.OfType<IDisposable>()) kind.Dispose();
        }
    }

    async Task RunAsync(CancellationToken cancellationToken)
    {
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = _atOnce,
            CancellationToken = cancellationToken,
            TaskScheduler = TaskScheduler.Current, // They run where the load runs.
        };
        await Parallel.ForEachAsync(_journal.OpenAsync(cancellationToken), options, async (call, _) =>
        {
            if (Volatile.Read(ref _fault) is not null || (_journal.Stopping.IsCancellationRequested && call.State == CallState.Planned))
                return;
            // With the load's own token: the loop's would cut off the calls that are under way when one of them fails.
            await MakeAsync(call, cancellationToken);
        });
        if (_fault is not null) throw _fault;
    }

    async Task MakeAsync(JournalCall planned, CancellationToken cancellationToken)
    {
        var call = new OpenCall(_journal, planned);
        try
        {
            using var content = JsonDocument.Parse(planned.Content);
            await _senders[planned.Kind].SendAsync(call, content.RootElement, cancellationToken);
            call.Done();
        }
        catch (ConnectorException fault)
        {
            if (!fault.MayHaveHappened) call.Withdraw();
            Interlocked.CompareExchange(ref _fault, fault, null);
        }
        catch (OperationCanceledException) when (_journal.Stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            call.Withdraw();
        }
    }
}
