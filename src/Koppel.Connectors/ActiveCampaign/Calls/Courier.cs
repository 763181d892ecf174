using System.Text.Json;
using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Connectors.ActiveCampaign.Fields;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Load;

namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>
/// Makes the calls of a journal. Imports and the single calls can all be sent twice without doing anything twice, so a call that may have
/// been sent is simply sent again; an import that was accepted is followed by its batch id.
/// </summary>
internal sealed class Courier(Account account, IWriteJournal journal) : IDisposable
{
    /// <summary>The route of imports.</summary>
    public const string ImportRoute = "POST " + Account.BasePath + "import/bulk_import";

    /// <summary>Calls that are sent or followed at once: the imports of half a minute.</summary>
    const int UnderWay = 48;

    // Few wait for a place in the minute's imports, so that lines stay free for asking how the others do.
    readonly SemaphoreSlim _sending = new(4);
    readonly ImportCourier _imports = new(account, journal);

    ConnectorException? _fault;

    /// <summary>The table with fields whose calls are among those of the journal, and its rows; null for none.</summary>
    public (TableWithFields Table, WritableRestSource Rows)? Fielded { get; init; }

    /// <summary>Makes them. After a fault no further call begins; those under way come to their end.</summary>
    /// <exception cref="ConnectorException">It cannot go on.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = UnderWay, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(journal.OpenAsync(cancellationToken), options, async (call, _) =>
        {
            if (Volatile.Read(ref _fault) is not null || (journal.Stopping.IsCancellationRequested && call.State == CallState.Planned))
                return;
            try
            {
                // With the load's own token: the loop's would cut off the calls that are under way when one of them fails.
                if (call.Route == ImportRoute) await _imports.RunAsync(call, _sending, cancellationToken);
                else await SingleAsync(call, cancellationToken);
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
    public void Dispose() => _sending.Dispose();

    async Task SingleAsync(JournalCall call, CancellationToken cancellationToken)
    {
        using var content = JsonDocument.Parse(call.Content);
        if (content.RootElement.TryGetProperty("steps", out var steps))
        {
            journal.Sending(call.Number);
            var refused = await new ContactCallCourier(account).RunAsync(steps, journal.Stopping, cancellationToken);
            var its = content.RootElement.GetProperty("rows");
            journal.Done(
                call.Number, refused is null ? JournalRows.Accepted(its) : new CallResult(0, 0, [.. JournalRows.Reject(its, refused)]));
            return;
        }
        if (Fielded is var (table, own))
        {
            if (content.RootElement.TryGetProperty("fielded", out _))
                await new CourierWithFields(account, journal, table).RunAsync(call, content.RootElement, cancellationToken);
            else await own.CarryOutAsync(new OneCallJournal(journal, call), cancellationToken);
            return;
        }
        if (RowChangeCourier.IsChange(content.RootElement))
        {
            await RowChangeCourier.SendAsync(account, Account.BasePath, journal, call, content.RootElement, cancellationToken);
            return;
        }
        var rows = content.RootElement.GetProperty("rows");
        var path = call.Route["POST ".Length..][Account.BasePath.Length..];
        // A pair or a contact that is there already is answered with the same row: sent twice, it does the same as once.
        var request = new RestRequest(HttpMethod.Post,
            path) { Body = JsonSerializer.SerializeToUtf8Bytes(content.RootElement.GetProperty("body")), Repeatable = true,
                Unless = journal.Stopping };
        var response = await JournaledCall.SendAsync(account.Client, journal, call, request, cancellationToken);
        journal.Done(call.Number, response.IsSuccess ? JournalRows.Accepted(rows)
            : new CallResult(0, 0, [.. JournalRows.Reject(rows, RestErrors.Cause(response))]));
    }
}
