using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>Turns the rows of a load by tag into pairs of ids.</summary>
internal interface IPairResolver
{
    /// <summary>The id of the contact of a row, or null while it is not known.</summary>
    long? ContactOf(RowBatch rows, int row);

    /// <summary>Whether it is known already which tag a row means, or that there is no such tag.</summary>
    bool IsTagKnown(RowBatch rows, int row);

    /// <summary>Reads the tags that are not known yet.</summary>
    Task ReadTagsAsync(RowStore rows, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the contacts of rows known, and gives all rows of a contact at once, as soon as it is known; in the end those whose contact is
    /// not there.
    /// </summary>
    /// <param name="rows">The load's rows.</param>
    /// <param name="isOpen">Which of them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    IAsyncEnumerable<IReadOnlyList<int>> ContactsAsync(RowStore rows, Func<int, bool> isOpen, CancellationToken cancellationToken);

    /// <summary>The pair of a row; or why it cannot be accepted.</summary>
    RejectCause? Resolve(RowBatch rows, int row, out long contact, out long tag);
}

/// <summary>Rows hold ids.</summary>
internal sealed class ResolveByIds(Sources sources, WriteRequest request, ContactDirectory contacts, TagDirectory tags) : IPairResolver
{
    readonly int _contact = request.IndexOf("contact");
    readonly int _tag = request.IndexOf("tag");
    readonly HashSet<long> _asked = [];

    public long? ContactOf(RowBatch rows, int row) =>
        rows.Number(_contact, row) is { } contact && contacts.Find(contact) is not null ? contact : null;

    public bool IsTagKnown(RowBatch rows, int row) =>
        rows.Number(_tag, row) is not (> 0 and var tag) || tags.Name(tag) is not null || _asked.Contains(tag);

    public async Task ReadTagsAsync(RowStore rows, CancellationToken cancellationToken)
    {
        var open = rows.Rows.Where(r => !IsTagKnown(r.Batch, r.Index)).Select(r => r.Batch[_tag].Longs[r.Index]);
        List<object> unknown = [.. open.Where(_asked.Add)];
        await foreach (var batch in sources.Tags.ReadMatchingAsync(sources.TagColumns, "id", unknown, cancellationToken)) tags.Add(batch);
    }

    public IAsyncEnumerable<IReadOnlyList<int>> ContactsAsync(
        RowStore rows, Func<int, bool> isOpen, CancellationToken cancellationToken) => contacts.ReadAsync(
            sources, RowIndex.ById(rows, _contact, isOpen), "id", id => contacts.Find(id) is not null, (batch, r) => batch[0].Longs[r],
            cancellationToken);

    public RejectCause? Resolve(RowBatch rows, int row, out long contact, out long tag)
    {
        (contact, tag) = (rows.Number(_contact, row) ?? 0, rows.Number(_tag, row) ?? 0);
        if (rows[_contact].IsNull(row)) return new(RejectCode.ValueMissing, "contact has no value.", "Give it the id of a contact.");
        if (rows[_tag].IsNull(row)) return new(RejectCode.ValueMissing, "tag has no value.", "Give it the id of a tag.");
        if (contacts.Find(contact) is null)
            return new(
                RejectCode.ContactUnknown, $"There is no contact with id {contact}.", "Load the contact first, or leave the row out.");
        return tags.Name(tag) is null
            ? new(RejectCode.TagUnknown, $"There is no tag with id {tag}.", "Create the tag first, or leave the row out.")
            : null;
    }
}

/// <summary>Rows hold addresses and names.</summary>
internal sealed class ResolveByNames(Sources sources, WriteRequest request, ContactDirectory contacts, TagDirectory tags) : IPairResolver
{
    readonly int _email = request.IndexOf("email");
    readonly int _tag = request.IndexOf("tag");
    readonly bool _createContacts = sources.Account.CreateContacts;
    readonly bool _createTags = sources.Account.CreateTags;

    public long? ContactOf(RowBatch rows, int row) => rows.Text(_email, row) is { } email ? contacts.Find(email.Trim()) : null;

    public bool IsTagKnown(RowBatch rows, int row) =>
        tags.AreAllRead || rows.Text(_tag, row)?.Trim() is not { Length: > 0 } name || tags.Find(name) is not null;

    public Task ReadTagsAsync(RowStore rows, CancellationToken cancellationToken) =>
        // All of them, at a hundred a call: a new name is held against those that are there.
        rows.Rows.All(r => IsTagKnown(r.Batch, r.Index)) ? Task.CompletedTask : tags.ReadAllAsync(sources, cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<int>> ContactsAsync(
        RowStore rows, Func<int, bool> isOpen, CancellationToken cancellationToken) => contacts.ReadAsync(
            sources, RowIndex.ByAddress(rows, _email, isOpen), "email", email => contacts.Find(email) is not null,
            (batch, r) => batch.Text(1, r), cancellationToken);

    public RejectCause? Resolve(RowBatch rows, int row, out long contact, out long tag)
    {
        (contact, tag) = (0, 0);
        if (rows.Text(_email, row)?.Trim() is not { } email)
            return new(RejectCode.AddressMissing, "email has no value.", "Give it the address of a contact.");
        if (rows.Text(_tag, row)?.Trim() is not { Length: > 0 } name)
            return new(RejectCode.ValueMissing, "tag has no value.", "Give it the name of a tag.");
        if (MailAddress.Fault(email) is { } fault) return MailAddress.Rejected(email, fault);
        var known = contacts.Find(email);
        if (known is null && !_createContacts)
            return new(RejectCode.ContactUnknown, $"There is no contact with the address {email}.",
                "Load it into contacts first, or set create_contacts = on.");
        if (tags.Find(name) is null && !_createTags)
            return new(RejectCode.TagUnknown, $"There is no tag named '{name}'.", "Create it first, or set create_tags = on.");
        (contact, tag) = (known ?? contacts.AddNew(email), tags.Find(name) ?? tags.AddNew(name));
        return null;
    }
}
