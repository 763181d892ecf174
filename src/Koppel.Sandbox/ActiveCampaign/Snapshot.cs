using Koppel.Sandbox.ActiveCampaign.Accounts;
using Koppel.Sandbox.ActiveCampaign.Automations;
using Koppel.Sandbox.ActiveCampaign.Contacts;
using Koppel.Sandbox.ActiveCampaign.CustomObjects;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Fields;
using Koppel.Sandbox.ActiveCampaign.Imports;
using Koppel.Sandbox.ActiveCampaign.Lists;
using Koppel.Sandbox.ActiveCampaign.Mails;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Segments;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Tags;
using Koppel.Sandbox.Http;

namespace Koppel.Sandbox.ActiveCampaign;

/// <summary>
/// The whole state as plain data: what each feature keeps, in the order of the file. How its part is made and put back, a feature says
/// itself.
/// </summary>
internal sealed record Snapshot
{
    public required int Version { get; init; }

    public required int NextContact { get; init; }

    public int NextAccount { get; init; }

    public required int NextTag { get; init; }

    public required int NextContactTag { get; init; }

    public required IReadOnlyList<ContactState> Contacts { get; init; }

    /// <summary>Null in a snapshot of before there were accounts.</summary>
    public IReadOnlyList<AccountState>? Accounts { get; init; }

    public required IReadOnlyList<TagState> Tags { get; init; }

    public required IReadOnlyList<ContactTagState> ContactTags { get; init; }

    /// <summary>Null in a snapshot of before there were custom objects.</summary>
    public ObjectState? Objects { get; init; }

    /// <summary>The records of the declared resources by their name; null in a snapshot of before there were any.</summary>
    public IReadOnlyDictionary<string, TableState>? Tables { get; init; }

    /// <summary>Null in a snapshot of before contacts were joined to accounts by rows of their own.</summary>
    public IReadOnlyList<AccountContactState>? AccountContacts { get; init; }

    public int NextAccountContact { get; init; }

    public IReadOnlyList<ContactListState> ContactLists { get; init; } = [];

    public IReadOnlyList<FieldValueState> FieldValues { get; init; } = [];

    public int NextContactList { get; init; }

    public int NextFieldValue { get; init; }

    public required IReadOnlyList<ImportState> Imports { get; init; }

    /// <summary>Null in a snapshot of before there were segments.</summary>
    public SegmentSetState? Segments { get; init; }

    /// <summary>Null in a snapshot of before there were automations.</summary>
    public AutomationState? Automations { get; init; }

    /// <summary>Null in a snapshot of before there was an outbox.</summary>
    public OutboxState? Outbox { get; init; }

    public static Snapshot Of(Store store) => new()
    {
        Version = 1,
        NextContact = store.Contacts.Rows.NextId,
        NextAccount = store.Accounts.Rows.NextId,
        NextTag = store.Tags.Rows.NextId,
        NextContactTag = store.Tags.Links.NextId,
        Contacts = [.. store.Contacts.Rows.All.ToArray().Select(ContactState.Of)],
        Accounts = [.. store.Accounts.Rows.All.ToArray().Select(AccountState.Of)],
        Tags = [.. store.Tags.Rows.All.ToArray().Select(TagState.Of)],
        ContactTags = [.. store.Tags.Links.All.ToArray().Select(ContactTagState.Of)],
        Objects = ObjectState.Of(store.Objects),
        Tables = store.Tables.Used.ToDictionary(table => table.Shape.Name, TableState.Of, StringComparer.Ordinal),
        AccountContacts = [.. store.Accounts.Links.All.ToArray().Select(AccountContactState.Of)],
        NextAccountContact = store.Accounts.Links.NextId,
        ContactLists = [.. store.Memberships.Rows.All.ToArray().Select(ContactListState.Of)],
        FieldValues = [.. store.FieldValues.Rows.All.ToArray().Select(FieldValueState.Of)],
        NextContactList = store.Memberships.Rows.NextId,
        NextFieldValue = store.FieldValues.Rows.NextId,
        Imports = [.. store.Imports.Batches.Select(ImportState.Of)],
        Segments = SegmentSetState.Of(store.Segments),
        Automations = AutomationState.Of(store.Automations),
        Outbox = store.Outbox.ToState(),
    };

    /// <summary>The store that this describes.</summary>
    /// <exception cref="InvalidDataException">An id or a name is there twice or refers to nothing.</exception>
    public Store Build(Clock clock, SandboxOptions options)
    {
        if (Version != 1) throw new InvalidDataException($"The snapshot has version {Version}; this sandbox reads version 1.");
        var store = new Store(clock, options);
        try
        {
            AddContacts(store);
            Objects?.AddTo(store.Objects);
            AddTables(store);
            foreach (var row in ContactLists.OrderBy(row => row.Id)) row.AddTo(store);
            foreach (var row in FieldValues.OrderBy(row => row.Id)) row.AddTo(store);
            ContinueIds(store);
            foreach (var batch in Imports.OrderBy(batch => batch.Queued)) store.Imports.Restore(batch.Batch());
        }
        catch (ArgumentException fault)
        {
            throw new InvalidDataException("The snapshot does not hold together: " + fault.Message, fault);
        }

        Segments?.AddTo(store.Segments);
        Automations?.AddTo(store);
        if (Outbox is not null) store.Outbox.Restore(Outbox);
        return store;
    }

    void AddContacts(Store store)
    {
        store.Contacts.Reserve(Contacts.Count);
        foreach (var account in (Accounts ?? ContactState.Accounts(Contacts)).OrderBy(row => row.Id)) account.AddTo(store);
        foreach (var contact in Contacts.OrderBy(row => row.Id)) contact.AddTo(store);
        foreach (var contact in AccountContacts is null ? Contacts.OrderBy(row => row.Id) : Enumerable.Empty<ContactState>())
            contact.Join(store);
        foreach (var link in AccountContacts?.OrderBy(row => row.Id) ?? Enumerable.Empty<AccountContactState>()) link.AddTo(store);
        foreach (var tag in Tags.OrderBy(row => row.Id)) tag.AddTo(store);
        foreach (var link in ContactTags.OrderBy(row => row.Id)) link.AddTo(store);
    }

    /// <summary>An id that was given away is not given again.</summary>
    void ContinueIds(Store store)
    {
        store.Accounts.Links.ContinueAt(NextAccountContact);
        store.Memberships.Rows.ContinueAt(NextContactList);
        store.FieldValues.Rows.ContinueAt(NextFieldValue);
        store.Contacts.Rows.ContinueAt(NextContact);
        store.Accounts.Rows.ContinueAt(NextAccount);
        store.Tags.Rows.ContinueAt(NextTag);
        store.Tags.Links.ContinueAt(NextContactTag);
    }

    void AddTables(Store store)
    {
        if (Tables is null)
        {
            foreach (var resource in Catalog.Resources) resource.Begin?.Invoke(store);
            return;
        }

        foreach (var (name, table) in Tables)
        {
            var resource = Catalog.Resources.FirstOrDefault(resource => resource.Name == name)
                ?? throw new InvalidDataException($"The snapshot has rows of '{name}', which this sandbox does not know.");
            table.AddTo(store.Table(resource));
        }
    }
}
