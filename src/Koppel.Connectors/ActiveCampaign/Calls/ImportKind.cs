using System.Collections.Concurrent;
using System.Text.Json;
using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Load;

namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>
/// An import; its parts are contacts. (1) It is sent, (2) contacts that the importer names as faulty cost only their own rows, the others
/// are sent again, (3) it is followed to its end, since queued is not done, (4) one that ActiveCampaign broke off is sent again: the
/// importer goes by e-mail address and only adds, so that changes nothing twice, (5) what the importer cannot do of a contact is done by
/// calls about it.
/// </summary>
internal sealed class ImportKind(Account account) : ICallKind, IDisposable
{
    /// <summary>Its name.</summary>
    public static readonly CallKind Name = new("import");

    /// <summary>The route of imports.</summary>
    public const string Route = "POST " + Account.BasePath + "import/bulk_import";

    /// <summary>How often an import is sent that ActiveCampaign breaks off.</summary>
    const int Tries = 4;

    /// <summary>Contacts about which calls are made at once; the account's budget decides the pace.</summary>
    const int ContactsAtOnce = 8;

    readonly ImportFollower _follower = new(account);
    readonly ContactCallsKind _calls = new(account);

    // Few wait for a place in the minute's imports, so that lines stay free for asking how the others do.
    readonly SemaphoreSlim _sending = new(4);

    public CallKind Kind => Name;

    /// <summary>The imports of half a minute.</summary>
    public int AtOnce => 48;

    public IReadOnlyList<JsonElement> Read(JsonElement content) => [.. content.GetProperty("contacts").EnumerateArray()];

    public async Task<CallAnswer> SendAsync(
        OpenCall call, IReadOnlyList<JsonElement> parts, bool inDoubt, CancellationToken cancellationToken)
    {
        var contacts = parts.Select(p => (Part: p, Email: p.GetProperty("contact").GetProperty("email").GetString()!)).ToList();
        // What an earlier life of the load sent before the import that it was following is not known any more.
        var (batchId, isDoubted) = (call.Token, inDoubt || call.Token is not null);
        for (var attempt = 1; ; attempt++)
        {
            if (batchId is null)
            {
                var response = await PostAsync(call, contacts.ConvertAll(c => c.Part), cancellationToken);
                if (!response.IsSuccess)
                {
                    var refusal = ImportRefusal.Read(response);
                    if (refusal.OfContacts(contacts.Count) is not { Count: > 0 } named)
                        return new CallAnswer(refusal.Cause(response)) { Open = contacts.ConvertAll(c => c.Part) };
                    foreach (var (i, reason) in named)
                        call.Reject(contacts[i].Part, new RejectCause(
                            RejectCode.Refused, $"ActiveCampaign refused {contacts[i].Email}: {reason}.", "Correct it and load it again."));
                    contacts = [.. contacts.Where((_, i) => !named.ContainsKey(i))];
                    if (contacts.Count == 0) return CallAnswer.Entered;
                    attempt--;
                    continue;
                }
                isDoubted |= response.AfterDoubt;
                batchId = ImportFollower.BatchIdOf(response);
                // Of a part of the call it is not kept: whoever goes on would take it for the whole.
                if (contacts.Count == call.Parts) call.Accepted(batchId);
            }
            var end = await _follower.FollowAsync(batchId, cancellationToken);
            batchId = null;
            isDoubted |= !end.IsCompleted;
            if (!end.IsCompleted && attempt < Tries) continue;
            foreach (var (part, email) in contacts.Where(c => !end.IsCompleted || end.Failed.Contains(c.Email)))
                call.Reject(part, !end.IsCompleted ? BrokenOff(email, end.Status) : isDoubted ? NotTakenAgain(email) : NotTaken(email));
            if (end.IsCompleted) await FinishAsync(call, contacts.FindAll(c => !end.Failed.Contains(c.Email)), cancellationToken);
            return CallAnswer.Entered;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _sending.Dispose();

    /// <summary>Makes the calls about contacts that were imported; those that are refused cost their rows.</summary>
    async Task FinishAsync(OpenCall call, List<(JsonElement Part, string Email)> contacts, CancellationToken cancellationToken)
    {
        var refused = new ConcurrentDictionary<string, RejectCause>();
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = ContactsAtOnce,
            CancellationToken = cancellationToken,
            TaskScheduler = TaskScheduler.Current, // They run where the load runs.
        };
        await Parallel.ForEachAsync(contacts, options, async (contact, _) =>
        {
            if (contact.Part.TryGetProperty("then", out var calls)
                && await _calls.SendAsync(call, calls, cancellationToken) is { } cause) refused[contact.Email] = cause;
        });
        foreach (var (part, email) in contacts)
        {
            if (!refused.TryGetValue(email, out var cause)) call.Accept(part);
            else call.Reject(part, cause with
            {
                Code = RejectCode.PartlyTaken, Reason = $"{cause.Reason} The rest of what the row says of {email} was loaded.",
            });
        }
    }

    async Task<RestResponse> PostAsync(OpenCall call, IReadOnlyList<JsonElement> contacts, CancellationToken cancellationToken)
    {
        var request = new RestRequest(HttpMethod.Post, "import/bulk_import")
        {
            Body = ImportContent.ToRequest(contacts),
            Repeatable = true, // The importer goes by e-mail address and only adds.
            Limits = contacts.Count == 1 ? [Account.Calls, Account.SingleImports] : [Account.Calls, Account.Imports],
        };
        // Whoever has a place gives it back soon: a load that is to stop or is cut off waits for no turn.
        await _sending.WaitAsync(CancellationToken.None);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            call.Stopping.ThrowIfCancellationRequested();
            return await call.SendAsync(account.Client, request, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    static RejectCause NotTaken(string email) => new(
        RejectCode.NotTaken, $"ActiveCampaign did not take {email} and gives no reason.",
        "Look whether the address is on the exclusion list, it bounced, or the plan's number of contacts is used up.");

    /// <summary>An import before was broken off, or nobody knows whether there was one: it may have taken the contact.</summary>
    static RejectCause NotTakenAgain(string email) => new(
        RejectCode.InDoubt,
        $"ActiveCampaign did not take {email} and gives no reason. It may have been changed all the same, by the same import when it was "
            + $"sent before.",
        "Look at the contact, and run the load again: what is already there is left alone.");

    static RejectCause BrokenOff(string email, string status) => new(
        RejectCode.Interrupted,
        $"ActiveCampaign broke the import off {Tries} times ({status}). It is not known whether {email} was changed.",
        "Run the load again: what is already there is left alone.");
}
