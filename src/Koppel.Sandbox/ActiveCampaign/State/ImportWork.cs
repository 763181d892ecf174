using Koppel.Sandbox.ActiveCampaign.Resources;

namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>What an import does with one contact.</summary>
sealed class ImportWork(Store store, SandboxOptions options)
{
    const byte ByImport = 1;

    /// <summary>
    /// An import never puts a contact back on a list that it has left or whose mail came back: such a contact fails as a whole, and so does
    /// an address that is excluded, and, if so it is set, a contact of another account.
    /// </summary>
    public bool Fails(ImportRow row)
    {
        if (Exclusions.Excludes(store, row.Email)) return true;
        if (store.ContactOf(row.Email) is not { } contact) return false;
        if (!options.ImportMovesAccounts && IsOfAnother(contact, row.Account)) return true;
        return Array.Exists(contact.Lists, known => IsClosed(known.Status) && row.Subscribe.Contains(known.List));
    }

    /// <summary>Creates or changes the contact.</summary>
    /// <returns>The contact, and whether it is new.</returns>
    public (Contact Contact, bool IsNew) Apply(ImportRow row, DateTime now)
    {
        var known = store.ContactOf(row.Email);
        var contact = known ?? store.AddContact(row.Email, now);
        contact.FirstName = store.Texts.Of(Kept(row.FirstName) ?? contact.FirstName);
        contact.LastName = store.Texts.Of(Kept(row.LastName) ?? contact.LastName);
        contact.Phone = Kept(row.Phone) ?? contact.Phone;
        if (!string.IsNullOrWhiteSpace(row.Account)) store.PutInAccount(contact, row.Account, now);
        contact.Updated = now;
        // A field or a list that is not there is passed over, as by the other ways to write.
        foreach (var (field, value) in row.Fields)
        {
            if (Kept(value) is { } kept && store.Table(Fields.Resource).Find(field) is not null) store.SetValue(contact, field, kept, now);
        }

        foreach (var list in row.Subscribe.Where(IsList)) store.Subscribe(contact, list, ListStatus.Active, now, ByImport);
        foreach (var list in row.Unsubscribe.Where(IsList)) store.Subscribe(contact, list, ListStatus.Unsubscribed, now, ByImport);
        foreach (var name in row.Tags) store.Join(contact, store.TagOf(name, "contact") ?? store.AddTag(name, "contact", "", now), now);
        return (contact, known is null);
    }

    bool IsOfAnother(Contact contact, string? account) =>
        !string.IsNullOrWhiteSpace(account) && contact.Account is { } known && known != store.Accounts.Of(account);

    string? Kept(string? text) => text is { Length: 0 } && !options.ImportEmptyTextClears ? null : text;

    bool IsList(int id) => store.Table(Lists.Resource).Find(id) is not null;

    bool IsClosed(ListStatus status) => status == ListStatus.Unsubscribed || (status == ListStatus.Bounced && options.StatusThreeIsBounced);
}
