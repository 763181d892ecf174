using System.Text.Json;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Load;

/// <summary>Makes the calls of a journal that write many rows of a declared table. Safe to use from many threads.</summary>
/// <param name="source">The table.</param>
internal sealed class BulkCourier(WritableRestSource source) : IDisposable
{
    readonly Dictionary<WriteOperation, BulkWay> _ways = Enum.GetValues<WriteOperation>().ToDictionary(o => o, o => new BulkWay(source, o));

    /// <summary>
    /// Whether the first call of a load is followed by a look at one of its rows. Systems are known that answer "done" to what they did not
    /// understand; of an update it cannot be told, since a row may have had the value before.
    /// </summary>
    internal static bool IsChecked(RestTable table, WriteOperation operation, string lookup) =>
        operation != WriteOperation.Update && ScanPlanner.LookupCalls(table, lookup, 1) is not null;

    /// <summary>Makes a call, and enters what became of its rows.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="call">The call.</param>
    /// <param name="content">Its content; see <see cref="BulkContent"/>.</param>
    /// <param name="cancellationToken">Cuts it off.</param>
    /// <exception cref="ConnectorException">It cannot go on.</exception>
    /// <exception cref="OperationCanceledException">The load is to stop, and nothing of the call was sent.</exception>
    public async Task SendAsync(IWriteJournal journal, JournalCall call, JsonElement content, CancellationToken cancellationToken = default)
    {
        var batch = new BulkBatch(call.State == CallState.Sent, journal.Stopping);
        try
        {
            var result = await _ways[BulkContent.Operation(content)].WriteAsync(
                batch, () => journal.Sending(call.Number), BulkContent.Items(content), cancellationToken);
            journal.Done(call.Number, result);
        }
        catch (ConnectorException fault) when (!batch.IsBegun && !fault.MayHaveHappened)
        {
            journal.Withdrawn(call.Number);
            throw;
        }
        catch (OperationCanceledException)
            when (batch.IsBegun && journal.Stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // A part of it may have been done, so the doubt stays for whoever goes on with the load.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var way in _ways.Values) way.Dispose();
    }
}

/// <summary>A call of the journal that is being made.</summary>
/// <param name="IsInDoubt">An earlier attempt may have been made.</param>
/// <param name="Stopping">Is cancelled when nothing further is to be sent.</param>
internal sealed record BulkBatch(bool IsInDoubt, CancellationToken Stopping)
{
    /// <summary>Something of it may have been done.</summary>
    public bool IsBegun { get; set; } = IsInDoubt;
}
