namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>A contact in a snapshot.</summary>
sealed record ContactState(
    int Id, string Email, string FirstName, string LastName, string Phone, int OrganizationId, string OrganizationName, DateTime Created,
    DateTime Updated, int GeoAddress = 0, string? Language = null)
{
    public static ContactState Of(Contact contact) =>
        new(contact.Id, contact.Email, contact.FirstName, contact.LastName, contact.Phone, contact.OrganizationId, contact.OrganizationName,
            contact.Created, contact.Updated, contact.GeoAddress, contact.Language);

    public void AddTo(Store store)
    {
        if (store.Contacts.NextId > Id) throw new InvalidDataException($"The snapshot has contact {Id} twice.");
        var contact = store.AddContact(Id, Email, Created.ToUniversalTime(), Updated.ToUniversalTime());
        (contact.FirstName, contact.LastName, contact.Phone) = (FirstName ?? "", LastName ?? "", Phone ?? "");
        (contact.GeoAddress, contact.Language) = (GeoAddress, Language);
        if (OrganizationId != 0 && store.Accounts.Rows.Find(OrganizationId) is null)
            throw new InvalidDataException($"The snapshot's contact {Id} names account {OrganizationId}, which is not in it.");
    }

    /// <summary>Puts the contact in its account, for a snapshot of before these links were rows of their own.</summary>
    public void Join(Store store)
    {
        if (OrganizationId != 0)
            store.Accounts.Put(store.Contacts.Find(Id)!, store.Accounts.Rows.Find(OrganizationId), Created.ToUniversalTime());
    }
}

/// <summary>A tag in a snapshot.</summary>
sealed record TagState(int Id, string Name, string Type, string Description, DateTime Created, DateTime Updated)
{
    public static TagState Of(Tag tag) => new(tag.Id, tag.Name, tag.Type, tag.Description, tag.Created, tag.Updated);

    public void AddTo(Store store)
    {
        if (store.Tags.NextId > Id) throw new InvalidDataException($"The snapshot has tag {Id} twice.");
        store.AddTag(Id, Name, Type ?? "", Description ?? "", Created.ToUniversalTime(), Updated.ToUniversalTime());
    }
}

/// <summary>A link in a snapshot.</summary>
sealed record ContactTagState(int Id, int Contact, int Tag, DateTime Created)
{
    public static ContactTagState Of(ContactTag link) => new(link.Id, link.Contact.Id, link.Tag.Id, link.Created);

    public void AddTo(Store store)
    {
        if (store.ContactTags.NextId > Id) throw new InvalidDataException($"The snapshot has contactTag {Id} twice.");
        var contact = store.Contacts.Find(Contact)
            ?? throw new InvalidDataException($"The snapshot's contactTag {Id} names contact {Contact}, which is not in it.");
        var tag =
            store.Tags.Find(Tag) ?? throw new InvalidDataException($"The snapshot's contactTag {Id} names tag {Tag}, which is not in it.");
        if (contact.Tags.Exists(link => link.Tag == tag))
            throw new InvalidDataException($"The snapshot joins contact {Contact} and tag {Tag} twice.");
        store.Join(Id, contact, tag, Created.ToUniversalTime());
    }
}

/// <summary>A batch of the importer in a snapshot.</summary>
sealed record ImportState(
    Guid Id, DateTime Queued, int Size, bool Done, FaultKind? Fault, IReadOnlyList<ImportRow> Rows, IReadOnlyList<int> Created,
    IReadOnlyList<int> Updated, IReadOnlyList<string> Failed)
{
    public static ImportState Of(ImportBatch batch) =>
        new(batch.Id, batch.Queued, batch.Size, batch.IsDone, batch.Fault, batch.Rows, batch.Created, batch.Updated, batch.Failed);

    public ImportBatch Batch()
    {
        var batch = new ImportBatch(Id, Queued.ToUniversalTime(), Rows, Fault) { Size = Size, Created = [.. Created],
            Updated = [.. Updated], Failed = [.. Failed] };
        if (Done) batch.Finish();
        return batch;
    }
}
