using System.Text.Json;
using Koppel.Sdk;
using Koppel.Sdk.Http;

namespace Koppel.Connectors.ActiveCampaign.Loading;

/// <summary>
/// Carries imports out: (1) each batch is sent, several at once inside the budget, (2) contacts that the importer names as faulty cost
/// only their own rows, the others are sent again, (3) each import is followed to its end, since queued is not done, (4) one that
/// ActiveCampaign broke off is sent again: the importer goes by e-mail address and only adds, so that changes nothing twice.
/// </summary>
internal sealed class ImportSender(Account account, ChangeList changes, ImportBody body, LoadBooks books)
{
    /// <summary>Imports that are sent or followed at once: those of half a minute.</summary>
    const int UnderWay = 48;

    /// <summary>How often an import is sent that ActiveCampaign breaks off.</summary>
    const int Tries = 4;

    const string Path = "import/bulk_import";

    readonly ImportFollower _follower = new(account);

    /// <summary>Sends and follows.</summary>
    /// <param name="batches">Slices of the list of changes.</param>
    /// <param name="done">Is called when a batch's rows are settled.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException">It cannot go on.</exception>
    public async Task RunAsync(IReadOnlyList<ImportBatch> batches, Action done, CancellationToken cancellationToken)
    {
        // Few wait for a place in the minute's imports, so that lines stay free for asking how the others do.
        using var sending = new SemaphoreSlim(4);
        var options = new ParallelOptions { MaxDegreeOfParallelism = UnderWay, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(batches, options, async (batch, stop) =>
        {
            await RunAsync(changes.Changes.GetRange(batch.First, batch.Count), sending, stop);
            done();
        });
    }

    async Task RunAsync(List<Change> batch, SemaphoreSlim sending, CancellationToken cancellationToken)
    {
        for (var attempt = 1; batch.Count > 0; attempt++)
        {
            if (await QueueAsync(batch, sending, cancellationToken) is not { } id) return;
            var end = await _follower.FollowAsync(id, cancellationToken);
            if (end.IsCompleted)
            {
                Settle(batch, end.Failed);
                return;
            }
            if (attempt < Tries) continue;
            foreach (var change in batch)
                Reject(change, $"ActiveCampaign broke the import off {Tries} times ({end.Status}). It is not known whether {change.Email} was changed. Run the load again: what is so already is left alone.");
            return;
        }
    }

    /// <summary>Sends a batch, without the contacts that the importer refuses; gives its id, or null when nothing is left of it.</summary>
    async Task<string?> QueueAsync(List<Change> batch, SemaphoreSlim sending, CancellationToken cancellationToken)
    {
        while (batch.Count > 0)
        {
            var response = await PostAsync(batch, sending, cancellationToken);
            if (response.IsSuccess) return BatchId(response);
            var refused = ImportRefusal.Read(response);
            foreach (var (contact, reason) in refused.Contacts.Where(c => c.Contact >= 1 && c.Contact <= batch.Count))
                Reject(batch[contact - 1], $"ActiveCampaign refused {batch[contact - 1].Email}: {reason}. Correct it and load it again.");
            var left = batch.Where((_, i) => !refused.Contacts.Any(c => c.Contact == i + 1)).ToList();
            if (left.Count == batch.Count)
            {
                foreach (var change in batch) Reject(change, $"{response.Route} answered {response.Status}: {refused.Message}");
                left.Clear();
            }
            batch.Clear();
            batch.AddRange(left);
        }
        return null;
    }

    async Task<RestResponse> PostAsync(List<Change> batch, SemaphoreSlim sending, CancellationToken cancellationToken)
    {
        var request = new RestRequest(HttpMethod.Post, Path)
        {
            Body = body.Write(batch),
            Repeatable = true, // The importer goes by e-mail address and only adds.
            Limits = batch.Count == 1 ? [Account.Calls, Account.SingleImports] : [Account.Calls, Account.Imports],
        };
        await sending.WaitAsync(cancellationToken);
        try
        {
            return await account.Client.SendAsync(request, cancellationToken);
        }
        finally
        {
            sending.Release();
        }
    }

    void Settle(List<Change> batch, IReadOnlySet<string> failed)
    {
        foreach (var change in batch)
        {
            if (failed.Contains(change.Email))
            {
                Reject(change, $"ActiveCampaign did not take {change.Email} and gives no reason. Usual ones: the address is on the exclusion list, it bounced, or the plan's number of contacts is used up.");
                continue;
            }
            foreach (var row in changes.RowsOf(change)) books.Changed(row);
        }
    }

    void Reject(Change change, string reason)
    {
        foreach (var row in changes.RowsOf(change)) books.Reject(row, reason);
    }

    static string BatchId(RestResponse response)
    {
        using var document = response.Json();
        return document.RootElement.TryGetProperty("batchId", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString()!
            : throw new ConnectorException(ConnectorErrorKind.BadAnswer, $"{response.Route} took a batch but gave no batchId to follow it by: {response.Excerpt}")
            { Call = response.Route, Status = response.Status, Body = response.Excerpt, MayHaveHappened = true };
    }
}
