using System.Runtime.CompilerServices;
using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>Reads a table by name off the contacts: each contact gives some rows of it.</summary>
/// <param name="sources">The account.</param>
/// <typeparam name="TItem">What a row is about, beside its contact.</typeparam>
internal sealed class ContactScan<TItem>(Sources sources)
{
    /// <summary>What must be read of contacts to fill these columns.</summary>
    public required Func<IEnumerable<Column>, ContactParts> PartsOf { get; init; }

    /// <summary>A contact's rows.</summary>
    public required Func<ContactState, IEnumerable<TItem>> Items { get; init; }

    /// <summary>Fills a cell of a row.</summary>
    public required Action<Column, ColumnBuffer, int, ContactState, TItem> Set { get; init; }

    /// <summary>Each contact gives exactly one row.</summary>
    public bool IsOneEach { get; init; }

    /// <summary>Plans it: what limits the contacts limits the rows; the rest is checked by the engine.</summary>
    public ScanPlan Plan(ScanRequest request)
    {
        var parts = PartsOf(request.Columns);
        var reader = new ContactReader(sources.Details, parts);
        var ofContacts = request.Predicates.Where(IsOfContact).ToList();
        var contacts = sources.Details.Plan(new ScanRequest
        {
            Columns = reader.Columns,
            Predicates = ofContacts,
            Limit = IsOneEach && ofContacts.Count == request.Predicates.Count ? request.Limit : null,
        });
        var answers = new Queue<PredicateAnswer>(contacts.Answers);
        return new ContactPlan
        {
            Request = request,
            Contacts = contacts,
            Parts = parts,
            Answers =
                [.. request.Predicates.Select(p => IsOfContact(p) ? answers.Dequeue() : new PredicateAnswer(p, Match.Unsupported, ""))],
            PushedLimit = contacts.PushedLimit,
            Calls = contacts.Calls is { } calls ? calls + Names(parts).Count() : null,
            Requests = [.. contacts.Requests, .. Names(parts)],
        };
    }

    /// <summary>Prices it.</summary>
    public async ValueTask<ScanEstimate> EstimateAsync(ScanPlan plan, CancellationToken cancellationToken)
    {
        var known = (ContactPlan)plan;
        var contacts = await sources.Details.EstimateAsync(known.Contacts, cancellationToken);
        return contacts with
        {
            Calls = contacts.Calls + Names(known.Parts).Count(), AreRowsAssumed = contacts.AreRowsAssumed || !IsOneEach,
        };
    }

    /// <summary>Brings the rows.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="names">Is filled with the names that the rows need.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<RowBatch> ScanAsync(
        ScanPlan plan, NameDirectories names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (known, columns) = ((ContactPlan)plan, plan.Request.Columns);
        await names.LoadAsync(known.Parts, [], cancellationToken);
        var batch = new RowBatch(columns);
        await foreach (var page in sources.Details.ScanAsync(known.Contacts, cancellationToken))
        {
            var contacts = ContactReader.Read(page);
            await names.Accounts.LoadAsync(contacts.Select(c => c.Account?.Account).OfType<long>(), cancellationToken);
            foreach (var contact in contacts)
            {
                foreach (var item in Items(contact))
                {
                    if (batch.IsFull)
                    {
                        yield return batch;
                        batch.Clear();
                    }
                    var row = batch.AddRow();
                    for (var c = 0; c < columns.Count; c++) Set(columns[c], batch[c], row, contact, item);
                }
            }
        }
        if (batch.Count > 0) yield return batch;
    }

    bool IsOfContact(Predicate predicate) => sources.Details.Schema.Find(predicate.Column) is { Type.Kind: not ColumnKind.Json };

    static IEnumerable<string> Names(ContactParts parts)
    {
        if (parts.HasFlag(ContactParts.Tags)) yield return $"GET {Account.BasePath}tags in pages of 100";
        if (parts.HasFlag(ContactParts.Lists)) yield return $"GET {Account.BasePath}lists in pages of 100";
        if (parts.HasFlag(ContactParts.Account))
            yield return $"GET {Account.BasePath}accounts in pages of 100, or one by one where there are few";
    }

    sealed class ContactPlan : ScanPlan
    {
        public required ScanPlan Contacts { get; init; }

        public required ContactParts Parts { get; init; }
    }
}
