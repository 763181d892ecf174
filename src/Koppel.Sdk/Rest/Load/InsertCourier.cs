using System.Text.Json;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;

namespace Koppel.Sdk.Rest.Load;

/// <summary>
/// Makes the calls of a journal of a declared table, several at once inside the budget. After a fault no further call begins; those under
/// way come to their end.
/// </summary>
internal sealed class InsertCourier : IDisposable
{
    /// <summary>Calls under way at once; the account's budget decides the pace.</summary>
    const int Ahead = 8;

    readonly WritableRestSource _source;
    readonly RowInserter _rows;
    readonly BulkCourier _bulk;
    Exception? _fault;

    public InsertCourier(WritableRestSource source)
    {
        (_source, _bulk) = (source, new BulkCourier(source));
        _rows = new RowInserter(source, () => Volatile.Read(ref _fault) is not null);
    }

    /// <summary>Makes them.</summary>
    /// <exception cref="ConnectorException">It cannot go on.</exception>
    public async Task RunAsync(IWriteJournal journal, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Ahead, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(journal.OpenAsync(cancellationToken), options, async (call, _) =>
        {
            if (Volatile.Read(ref _fault) is not null || (journal.Stopping.IsCancellationRequested && call.State == CallState.Planned))
                return;
            try
            {
                // With the load's own token: the loop's would cut off the calls that are under way when one of them fails.
                await SendAsync(journal, call, cancellationToken);
            }
            catch (ConnectorException fault)
            {
                Interlocked.CompareExchange(ref _fault, fault, null);
            }
            catch (OperationCanceledException) when (journal.Stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                // It had not been sent, and waits for whoever goes on with the load.
                journal.Withdrawn(call.Number);
            }
        });
        if (_fault is not null) throw _fault;
    }

    /// <inheritdoc/>
    public void Dispose() => _bulk.Dispose();

    async Task SendAsync(IWriteJournal journal, JournalCall call, CancellationToken cancellationToken)
    {
        using var content = JsonDocument.Parse(call.Content);
        if (BulkContent.IsBulk(content.RootElement))
        {
            await _bulk.SendAsync(journal, call, content.RootElement, cancellationToken);
        }
        else if (RowChangeCourier.IsChange(content.RootElement))
        {
            await RowChangeCourier.SendAsync(_source.Account, _source.BasePath, journal, call, content.RootElement, cancellationToken);
        }
        else
        {
            var row = InsertContent.Read(content.RootElement);
            var result = await _rows.AddAsync(
                row, call.State == CallState.Sent, () => journal.Sending(call.Number), () => journal.Withdrawn(call.Number),
                journal.Stopping, cancellationToken);
            if (result is not null) journal.Done(call.Number, result);
        }
    }
}
