using System.Runtime.CompilerServices;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
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
        !rows[_contact].IsNull(row) && contacts.Find(rows[_contact].Longs[row]) is not null ? rows[_contact].Longs[row] : null;

    public bool IsTagKnown(RowBatch rows, int row) =>
        rows[_tag].IsNull(row) || tags.Name(rows[_tag].Longs[row]) is not null || _asked.Contains(rows[_tag].Longs[row]);

    public async Task ReadTagsAsync(RowStore rows, CancellationToken cancellationToken)
    {
        var unknown = new HashSet<long>();
        foreach (var (_, batch) in rows.Batches)
            for (var r = 0; r < batch.Count; r++)
                if (!batch[_tag].IsNull(r) && batch[_tag].Longs[r] is > 0 and var id && tags.Name(id) is null && _asked.Add(id))
                    unknown.Add(id);
        await foreach (var batch in sources.Tags.ReadMatchingAsync(
            sources.TagColumns, "id", [.. unknown.Cast<object>()], cancellationToken)) tags.Add(batch);
    }

    public async IAsyncEnumerable<IReadOnlyList<int>> ContactsAsync(
        RowStore rows, Func<int, bool> isOpen, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var index = new RowIndex<long>(rows, isOpen, KeyOf);
        yield return index.Without;
        foreach (var known in index.Keys.Where(id => contacts.Find(id) is not null)) yield return index.Take(known)!;
        await foreach (var batch in sources.Contacts.ReadMatchingAsync(
            sources.ContactColumns, "id", index.Keys.Count(), () => [.. index.Keys.Cast<object>()], cancellationToken))
        {
            contacts.Add(batch, (id, _) => index.Has(id));
            for (var r = 0; r < batch.Count; r++)
            {
                if (index.Take(batch[0].Longs[r]) is not { } found) continue;
                yield return found;
                contacts.Forget(batch[0].Longs[r]);
            }
        }
        foreach (var missing in index.Keys) yield return index.Take(missing)!;
    }

    public RejectCause? Resolve(RowBatch rows, int row, out long contact, out long tag)
    {
        (contact, tag) = (0, 0);
        if (rows[_contact].IsNull(row)) return new(RejectCode.ValueMissing, "contact has no value.", "Give it the id of a contact.");
        if (rows[_tag].IsNull(row)) return new(RejectCode.ValueMissing, "tag has no value.", "Give it the id of a tag.");
        (contact, tag) = (rows[_contact].Longs[row], rows[_tag].Longs[row]);
        if (contacts.Find(contact) is null)
            return new(
                RejectCode.ContactUnknown, $"There is no contact with id {contact}.", "Load the contact first, or leave the row out.");
        return tags.Name(tag) is null
            ? new(RejectCode.TagUnknown, $"There is no tag with id {tag}.", "Create the tag first, or leave the row out.")
            : null;
    }

    bool KeyOf(RowBatch rows, int row, out long key)
    {
        key = rows[_contact].IsNull(row) ? 0 : rows[_contact].Longs[row];
        return key > 0;
    }
}

/// <summary>Rows hold addresses and names.</summary>
internal sealed class ResolveByNames(Sources sources, WriteRequest request, ContactDirectory contacts, TagDirectory tags) : IPairResolver
{
    readonly int _email = request.IndexOf("email");
    readonly int _tag = request.IndexOf("tag");
    readonly bool _createContacts = sources.Account.CreateContacts;
    readonly bool _createTags = sources.Account.CreateTags;
    bool _areTagsRead;

    public long? ContactOf(RowBatch rows, int row) => rows[_email].IsNull(row) ? null : contacts.Find(rows[_email].Texts[row].Trim());

    public bool IsTagKnown(RowBatch rows, int row) =>
        _areTagsRead || rows[_tag].IsNull(row) || tags.Find(rows[_tag].Texts[row].Trim()) is not null;

    public async Task ReadTagsAsync(RowStore rows, CancellationToken cancellationToken)
    {
        var isKnown = true;
        foreach (var (_, batch) in rows.Batches)
            for (var r = 0; r < batch.Count && isKnown; r++)
                isKnown = batch[_tag].IsNull(r) || batch[_tag].Texts[r].Trim() is not { Length: > 0 } name || tags.Find(name) is not null;
        if (isKnown || _areTagsRead) return;
        _areTagsRead = true;
        // All of them, at a hundred a call: a new name is held against those that are there.
        await foreach (var batch in sources.Tags.ScanAsync(
            sources.Tags.Plan(new ScanRequest { Columns = sources.TagColumns }), cancellationToken)) tags.Add(batch);
    }

    public async IAsyncEnumerable<IReadOnlyList<int>> ContactsAsync(
        RowStore rows, Func<int, bool> isOpen, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var index = new RowIndex<string>(rows, isOpen, KeyOf, StringComparer.OrdinalIgnoreCase);
        yield return index.Without;
        foreach (var known in index.Keys.Where(email => contacts.Find(email) is not null)) yield return index.Take(known)!;
        await foreach (var batch in sources.Contacts.ReadMatchingAsync(
            sources.ContactColumns, "email", index.Keys.Count(), () => [.. index.Keys], cancellationToken))
        {
            contacts.Add(batch, (_, email) => index.Has(email));
            for (var r = 0; r < batch.Count; r++)
            {
                if (batch[1].IsNull(r) || index.Take(batch[1].Texts[r]) is not { } found) continue;
                yield return found;
                contacts.Forget(batch[0].Longs[r]);
            }
        }
        foreach (var missing in index.Keys) yield return index.Take(missing)!;
    }

    public RejectCause? Resolve(RowBatch rows, int row, out long contact, out long tag)
    {
        (contact, tag) = (0, 0);
        if (rows[_email].IsNull(row)) return new(RejectCode.AddressMissing, "email has no value.", "Give it the address of a contact.");
        if (rows[_tag].IsNull(row) || string.IsNullOrWhiteSpace(rows[_tag].Texts[row]))
            return new(RejectCode.ValueMissing, "tag has no value.", "Give it the name of a tag.");
        var (email, name) = (rows[_email].Texts[row].Trim(), rows[_tag].Texts[row].Trim());
        if (MailAddress.Fault(email) is { } fault) return MailAddress.Rejected(email, fault);
        if (contacts.Find(email) is not { } contactId)
        {
            if (!_createContacts)
                return new(RejectCode.ContactUnknown, $"There is no contact with the address {email}.",
                    "Load it into contacts first, or set create_contacts = on.");
            contactId = 0;
        }
        if (tags.Find(name) is not { } tagId)
        {
            if (!_createTags)
                return new(RejectCode.TagUnknown, $"There is no tag named '{name}'.", "Create it first, or set create_tags = on.");
            tagId = tags.AddNew(name);
        }
        (contact, tag) = (contactId == 0 ? contacts.AddNew(email) : contactId, tagId);
        return null;
    }

    bool KeyOf(RowBatch rows, int row, out string key)
    {
        key = rows[_email].IsNull(row) ? "" : rows[_email].Texts[row].Trim();
        return MailAddress.Fault(key) is null;
    }
}
