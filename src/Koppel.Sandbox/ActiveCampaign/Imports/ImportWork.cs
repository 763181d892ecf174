using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Fields;
using Koppel.Sandbox.ActiveCampaign.Lists;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Imports;

/// <summary>What an import does with one contact.</summary>
internal sealed class ImportWork(Store store)
{
    const byte ByImport = 1;

    /// <summary>
    /// An import never puts a contact back on a list that it has left or whose mail came back: such a contact fails as a whole, and so does
    /// an address that is excluded, and, if so it is set, a contact of another account.
    /// </summary>
    public bool Fails(ImportRow row)
    {
        if (Exclusions.Excludes(store, row.Email)) return true;
        if (store.Contacts.Of(row.Email) is not { } contact) return false;
        if (!store.Options.ImportMovesAccounts && IsOfAnother(contact, row.Account)) return true;
        return Array.Exists(contact.Lists, known => IsClosed(known.Status) && row.Subscribe.Contains(known.List));
    }

    /// <summary>Creates or changes the contact.</summary>
    /// <returns>The contact, and whether it is new.</returns>
    public (Contact Contact, bool IsNew) Apply(ImportRow row, DateTime now)
    {
        var known = store.Contacts.Of(row.Email);
        var contact = known ?? store.Contacts.Add(row.Email, now);
        contact.FirstName = store.Texts.Of(Kept(row.FirstName) ?? contact.FirstName);
        contact.LastName = store.Texts.Of(Kept(row.LastName) ?? contact.LastName);
        contact.Phone = Kept(row.Phone) ?? contact.Phone;
        if (!string.IsNullOrWhiteSpace(row.Account)) store.Accounts.Put(contact, row.Account, now);
        contact.Updated = now;
        // A field or a list that is not there is passed over, as by the other ways to write.
        foreach (var (field, value) in row.Fields)
        {
            if (Kept(value) is { } kept && store.Table(FieldRows.Resource).Find(field) is not null)
                store.FieldValues.Set(contact, field, kept, now);
        }

        foreach (var list in row.Subscribe.Where(IsList)) store.Memberships.Subscribe(contact, list, ListStatus.Active, now, ByImport);
        foreach (var list in row.Unsubscribe.Where(IsList))
            store.Memberships.Subscribe(contact, list, ListStatus.Unsubscribed, now, ByImport);
        foreach (var name in row.Tags) store.Tags.Join(contact, store.Tags.OfContacts(name, now), now);
        return (contact, known is null);
    }

    bool IsOfAnother(Contact contact, string? account) =>
        !string.IsNullOrWhiteSpace(account) && contact.Account is { } known && known != store.Accounts.Of(account);

    string? Kept(string? text) => text is { Length: 0 } && !store.Options.ImportEmptyTextClears ? null : text;

    bool IsList(int id) => store.Table(ListRows.Resource).Find(id) is not null;

    bool IsClosed(ListStatus status) =>
        status == ListStatus.Unsubscribed || (status == ListStatus.Bounced && store.Options.StatusThreeIsBounced);
}
