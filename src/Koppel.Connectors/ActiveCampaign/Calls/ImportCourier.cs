using System.Collections.Concurrent;
using System.Text.Json;
using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Load;

namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>
/// Carries an import out: (1) it is sent, (2) contacts that the importer names as faulty cost only their own rows, the others are sent
/// again, (3) it is followed to its end, since queued is not done, (4) one that ActiveCampaign broke off is sent again: the importer goes
/// by e-mail address and only adds, so that changes nothing twice, (5) what the importer cannot do of a contact is done by its steps.
/// </summary>
internal sealed class ImportCourier(Account account, IWriteJournal journal)
{
    /// <summary>How often an import is sent that ActiveCampaign breaks off.</summary>
    const int Tries = 4;

    /// <summary>Contacts whose steps are made at once; the account's budget decides the pace.</summary>
    const int Ahead = 8;

    readonly ImportFollower _follower = new(account);
    readonly ContactCallCourier _steps = new(account);

    /// <summary>Makes the call, or goes on with it.</summary>
    public async Task RunAsync(JournalCall call, SemaphoreSlim sending, CancellationToken cancellationToken)
    {
        using var content = JsonDocument.Parse(call.Content);
        var skip = content.RootElement.GetProperty("skipAutomations").GetBoolean();
        var contacts = ImportedContact.All(content.RootElement);
        var rejects = new List<Reject>();
        var batchId = call.State == CallState.Accepted ? call.Token : null;
        for (var attempt = 1; contacts.Count > 0; attempt++)
        {
            // Only the first attempt can leave nothing behind.
            var unsent = attempt == 1 ? call : call with { State = CallState.Sent };
            batchId ??= await QueueAsync(unsent, skip, contacts, rejects, sending, cancellationToken);
            if (batchId is null) break;
            var end = await _follower.FollowAsync(batchId, cancellationToken);
            batchId = null;
            if (end.IsCompleted)
            {
                rejects.AddRange(contacts.Where(c => end.Failed.Contains(c.Email)).SelectMany(NotTaken));
                contacts.RemoveAll(c => end.Failed.Contains(c.Email));
                break;
            }
            if (attempt < Tries) continue;
            rejects.AddRange(contacts.SelectMany(c => JournalRows.Reject(c.Rows, BrokenOff(c.Email, end.Status))));
            contacts.Clear();
        }
        await FinishAsync(contacts, rejects, cancellationToken);
        journal.Done(call.Number, JournalRows.Result(contacts.SelectMany(c => c.Rows.EnumerateArray()), rejects));
    }

    /// <summary>Makes the steps of contacts that were imported; those that are refused cost their rows.</summary>
    async Task FinishAsync(List<ImportedContact> contacts, List<Reject> rejects, CancellationToken cancellationToken)
    {
        var refused = new ConcurrentDictionary<ImportedContact, RejectCause>(ReferenceEqualityComparer.Instance);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Ahead, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(contacts.Where(c => c.Then is not null), options, async (contact, _) =>
        {
            if (await _steps.RunAsync(contact.Then!.Value, journal.Stopping, cancellationToken) is { } cause) refused[contact] = cause;
        });
        foreach (var (contact, cause) in refused)
        {
            rejects.AddRange(JournalRows.Reject(contact.Rows, cause with
            {
                Code = RejectCode.PartlyTaken, Reason = $"{cause.Reason} The rest of what the row says of {contact.Email} was loaded.",
            }));
        }
        contacts.RemoveAll(refused.ContainsKey);
    }

    /// <summary>Sends the contacts, without those that the importer refuses; gives the batch's id, or null when nothing is left.</summary>
    async Task<string?> QueueAsync(
        JournalCall call, bool skip, List<ImportedContact> contacts, List<Reject> rejects, SemaphoreSlim sending,
        CancellationToken cancellationToken)
    {
        while (contacts.Count > 0)
        {
            var response = await PostAsync(call, skip, contacts, sending, cancellationToken);
            if (response.IsSuccess)
            {
                var id = BatchId(response);
                journal.Accepted(call.Number, id);
                return id;
            }
            var refusal = ImportRefusal.Read(response);
            var named = refusal.Contacts.Where(c => c.Contact >= 1 && c.Contact <= contacts.Count).DistinctBy(c => c.Contact)
                .ToDictionary(c => c.Contact - 1, c => c.Reason);
            var left = contacts.Where((_, i) => !named.ContainsKey(i)).ToList();
            foreach (var (i, reason) in named)
                rejects.AddRange(JournalRows.Reject(contacts[i].Rows, new RejectCause(
                    RejectCode.Refused, $"ActiveCampaign refused {contacts[i].Email}: {reason}.", "Correct it and load it again.")));
            if (named.Count == 0)
            {
                var cause = new RejectCause(RejectCode.Refused, $"{response.Route} answered {response.Status}: {refusal.Message}",
                    "Correct what it says and load the rows again.");
                rejects.AddRange(contacts.SelectMany(c => JournalRows.Reject(c.Rows, cause)));
                left.Clear();
            }
            contacts.Clear();
            contacts.AddRange(left);
        }
        return null;
    }

    async Task<RestResponse> PostAsync(
        JournalCall call, bool skip, List<ImportedContact> contacts, SemaphoreSlim sending, CancellationToken cancellationToken)
    {
        var request = new RestRequest(HttpMethod.Post, "import/bulk_import")
        {
            Body = ImportContent.ToRequest(skip, contacts),
            Unless = journal.Stopping,
            Repeatable = true, // The importer goes by e-mail address and only adds.
            Limits = contacts.Count == 1 ? [Account.Calls, Account.SingleImports] : [Account.Calls, Account.Imports],
        };
        using (var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, journal.Stopping))
            await sending.WaitAsync(wait.Token);
        try
        {
            return await JournaledCall.SendAsync(account.Client, journal, call, request, cancellationToken);
        }
        finally
        {
            sending.Release();
        }
    }

    static IEnumerable<Reject> NotTaken(ImportedContact contact) => JournalRows.Reject(contact.Rows, new RejectCause(
        RejectCode.NotTaken, $"ActiveCampaign did not take {contact.Email} and gives no reason.",
        "Look whether the address is on the exclusion list, it bounced, or the plan's number of contacts is used up."));

    static RejectCause BrokenOff(string email, string status) => new(
        RejectCode.Interrupted,
        $"ActiveCampaign broke the import off {Tries} times ({status}). It is not known whether {email} was changed.",
        "Run the load again: what is already there is left alone.");

    static string BatchId(RestResponse response)
    {
        using var document = response.Json();
        return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("batchId", out var id)
            && id.ValueKind == JsonValueKind.String ? id.GetString()!
            : throw new ConnectorException(
                ConnectorErrorKind.BadAnswer, $"{response.Route} took a batch but gave no batchId to follow it by: {response.Excerpt}")
            { Call = response.Route, Status = response.Status, Body = response.Excerpt, MayHaveHappened = true };
    }
}
