using Koppel.Sandbox.ActiveCampaign.Automations;
using Koppel.Sandbox.ActiveCampaign.Campaigns;
using Koppel.Sandbox.ActiveCampaign.CustomObjects;
using Koppel.Sandbox.ActiveCampaign.Resources;
using Koppel.Sandbox.ActiveCampaign.Segments;
using Koppel.Sandbox.Hosting;

namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>The whole state as plain data.</summary>
sealed record Snapshot
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

    public static Snapshot Of(Store store, ImportQueue imports) => new()
    {
        Version = 1,
        NextContact = store.Contacts.NextId,
        NextAccount = store.Accounts.Rows.NextId,
        NextTag = store.Tags.NextId,
        NextContactTag = store.ContactTags.NextId,
        Contacts = [.. store.Contacts.All.ToArray().Select(ContactState.Of)],
        Accounts = [.. store.Accounts.Rows.All.ToArray().Select(AccountState.Of)],
        Tags = [.. store.Tags.All.ToArray().Select(TagState.Of)],
        ContactTags = [.. store.ContactTags.All.ToArray().Select(ContactTagState.Of)],
        AccountContacts = [.. store.Accounts.Links.All.ToArray().Select(AccountContactState.Of)],
        NextAccountContact = store.Accounts.Links.NextId,
        Objects = ObjectState.Of(store.Objects),
        ContactLists = [.. store.ContactLists.All.ToArray().Select(ContactListState.Of)],
        FieldValues = [.. store.FieldValues.All.ToArray().Select(FieldValueState.Of)],
        NextContactList = store.ContactLists.NextId,
        NextFieldValue = store.FieldValues.NextId,
        Tables = store.Tables.ToDictionary(table => table.Resource.Name, TableState.Of, StringComparer.Ordinal),
        Imports = [.. imports.Batches.Select(ImportState.Of)],
    };

    /// <summary>The state that this describes.</summary>
    /// <exception cref="InvalidDataException">An id or a name is there twice or refers to nothing.</exception>
    public (Store Store, ImportQueue Imports) Build(Clock clock, SandboxOptions options)
    {
        if (Version != 1) throw new InvalidDataException($"The snapshot has version {Version}; this sandbox reads version 1.");
        var store = new Store();
        try
        {
            store.Reserve(Contacts.Count);
            foreach (var account in (Accounts ?? AccountState.Of(Contacts)).OrderBy(row => row.Id)) account.AddTo(store);
            foreach (var contact in Contacts.OrderBy(row => row.Id)) contact.AddTo(store);
            foreach (var contact in AccountContacts is null ? Contacts.OrderBy(row => row.Id) : Enumerable.Empty<ContactState>())
                contact.Join(store);
            foreach (var link in AccountContacts?.OrderBy(row => row.Id) ?? Enumerable.Empty<AccountContactState>()) link.AddTo(store);
            foreach (var tag in Tags.OrderBy(row => row.Id)) tag.AddTo(store);
            foreach (var link in ContactTags.OrderBy(row => row.Id)) link.AddTo(store);
            Objects?.AddTo(store.Objects);
            AddTables(store);
            foreach (var row in ContactLists.OrderBy(row => row.Id)) row.AddTo(store);
            foreach (var row in FieldValues.OrderBy(row => row.Id)) row.AddTo(store);
            store.Accounts.Links.ContinueAt(NextAccountContact);
            store.ContactLists.ContinueAt(NextContactList);
            store.FieldValues.ContinueAt(NextFieldValue);
            store.Contacts.ContinueAt(NextContact);
            store.Accounts.Rows.ContinueAt(NextAccount);
            store.Tags.ContinueAt(NextTag);
            store.ContactTags.ContinueAt(NextContactTag);
            var imports = new ImportQueue(store, clock, options);
            foreach (var batch in Imports.OrderBy(batch => batch.Queued)) imports.Restore(batch.Batch());
            return (store, imports);
        }
        catch (ArgumentException fault)
        {
            throw new InvalidDataException("The snapshot does not hold together: " + fault.Message, fault);
        }
    }

    void AddTables(Store store)
    {
        if (Tables is null)
        {
            foreach (var resource in Declarations.All) resource.Begin?.Invoke(store);
            return;
        }

        foreach (var (name, table) in Tables)
        {
            var resource = Declarations.All.FirstOrDefault(resource => resource.Name == name)
                ?? throw new InvalidDataException($"The snapshot has rows of '{name}', which this sandbox does not know.");
            table.AddTo(store.Table(resource));
        }
    }
}
