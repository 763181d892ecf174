using Koppel.Sdk;

namespace Koppel.Connectors.ActiveCampaign.Loading;

/// <summary>Turns the rows of a load by tag into pairs of ids.</summary>
internal interface IPairResolver
{
    /// <summary>Reads the contacts and tags that are not known yet.</summary>
    Task ReadAsync(RowStore rows, CancellationToken cancellationToken);

    /// <summary>The pair of a row; or why it cannot be accepted.</summary>
    RejectCause? Resolve(RowBatch rows, int row, out long contact, out long tag);
}

/// <summary>Rows hold ids.</summary>
internal sealed class ResolveByIds(Sources sources, WriteRequest request, ContactDirectory contacts, TagDirectory tags) : IPairResolver
{
    readonly int _contact = request.IndexOf("contact");
    readonly int _tag = request.IndexOf("tag");

    public async Task ReadAsync(RowStore rows, CancellationToken cancellationToken)
    {
        var unknownContacts = Unknown(rows, _contact, id => contacts.Find(id) is null);
        var wanted = unknownContacts.ToHashSet();
        await foreach (var batch in sources.Contacts.ReadMatchingAsync(sources.ContactColumns, "id", Objects(unknownContacts), cancellationToken))
            contacts.Add(batch, (id, _) => wanted.Contains(id));
        var unknownTags = Unknown(rows, _tag, id => tags.Name(id) is null);
        await foreach (var batch in sources.Tags.ReadMatchingAsync(sources.TagColumns, "id", Objects(unknownTags), cancellationToken)) tags.Add(batch);
    }

    public RejectCause? Resolve(RowBatch rows, int row, out long contact, out long tag)
    {
        (contact, tag) = (0, 0);
        if (rows[_contact].IsNull(row)) return new(RejectCode.ValueMissing, "contact has no value.", "Give it the id of a contact.");
        if (rows[_tag].IsNull(row)) return new(RejectCode.ValueMissing, "tag has no value.", "Give it the id of a tag.");
        (contact, tag) = (rows[_contact].Longs[row], rows[_tag].Longs[row]);
        if (contacts.Find(contact) is null) return new(RejectCode.ContactUnknown, $"There is no contact with id {contact}.", "Load the contact first, or leave the row out.");
        return tags.Name(tag) is null ? new(RejectCode.TagUnknown, $"There is no tag with id {tag}.", "Create the tag first, or leave the row out.") : null;
    }

    static List<long> Unknown(RowStore rows, int column, Func<long, bool> isUnknown)
    {
        var unknown = new HashSet<long>();
        foreach (var (_, batch) in rows.Batches)
            for (var r = 0; r < batch.Count; r++)
                if (!batch[column].IsNull(r) && batch[column].Longs[r] > 0 && isUnknown(batch[column].Longs[r])) unknown.Add(batch[column].Longs[r]);
        return [.. unknown];
    }

    static List<object> Objects(List<long> ids) => [.. ids.Cast<object>()];
}

/// <summary>Rows hold addresses and names.</summary>
internal sealed class ResolveByNames(Sources sources, WriteRequest request, ContactDirectory contacts, TagDirectory tags) : IPairResolver
{
    readonly int _email = request.IndexOf("email");
    readonly int _tag = request.IndexOf("tag");
    readonly bool _createContacts = sources.Account.CreateContacts;
    readonly bool _createTags = sources.Account.CreateTags;

    public async Task ReadAsync(RowStore rows, CancellationToken cancellationToken)
    {
        var wanted = Unknown(rows, _email, email => MailAddress.Fault(email) is null && contacts.Find(email) is null);
        await foreach (var batch in sources.Contacts.ReadMatchingAsync(sources.ContactColumns, "email", [.. wanted], cancellationToken))
            contacts.Add(batch, (_, email) => wanted.Contains(email));
        var names = Unknown(rows, _tag, name => name.Length > 0 && tags.Find(name) is null);
        if (names.Count == 0) return;
        // All of them, at a hundred a call: a new name is held against those that are there.
        await foreach (var batch in sources.Tags.ScanAsync(sources.Tags.Plan(new ScanRequest { Columns = sources.TagColumns }), cancellationToken)) tags.Add(batch);
    }

    public RejectCause? Resolve(RowBatch rows, int row, out long contact, out long tag)
    {
        (contact, tag) = (0, 0);
        if (rows[_email].IsNull(row)) return new(RejectCode.AddressMissing, "email has no value.", "Give it the address of a contact.");
        if (rows[_tag].IsNull(row) || string.IsNullOrWhiteSpace(rows[_tag].Texts[row])) return new(RejectCode.ValueMissing, "tag has no value.", "Give it the name of a tag.");
        var (email, name) = (rows[_email].Texts[row].Trim(), rows[_tag].Texts[row].Trim());
        if (MailAddress.Fault(email) is { } fault) return MailAddress.Rejected(email, fault);
        if (contacts.Find(email) is not { } contactId)
        {
            if (!_createContacts) return new(RejectCode.ContactUnknown, $"There is no contact with the address {email}.", "Load it into contacts first, or set create_contacts = on.");
            contactId = 0;
        }
        if (tags.Find(name) is not { } tagId)
        {
            if (!_createTags) return new(RejectCode.TagUnknown, $"There is no tag named '{name}'.", "Create it first, or set create_tags = on.");
            tagId = tags.AddNew(name);
        }
        (contact, tag) = (contactId == 0 ? contacts.AddNew(email) : contactId, tagId);
        return null;
    }

    static HashSet<string> Unknown(RowStore rows, int column, Func<string, bool> isUnknown)
    {
        var unknown = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (_, batch) in rows.Batches)
            for (var r = 0; r < batch.Count; r++)
                if (!batch[column].IsNull(r) && batch[column].Texts[r].Trim() is var value && isUnknown(value)) unknown.Add(value);
        return unknown;
    }
}
