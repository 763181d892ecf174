using Koppel.Sandbox.ActiveCampaign.Accounts;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Contacts;

/// <summary>A contact in a snapshot.</summary>
internal sealed record ContactState(
    int Id, string Email, string FirstName, string LastName, string Phone, int OrganizationId, string OrganizationName, DateTime Created,
    DateTime Updated, int GeoAddress = 0, string? Language = null)
{
    public static ContactState Of(Contact contact) =>
        new(contact.Id, contact.Email, contact.FirstName, contact.LastName, contact.Phone, contact.OrganizationId, contact.OrganizationName,
            contact.Created, contact.Updated, contact.GeoAddress, contact.Language);

    /// <summary>The accounts of a snapshot that was written when they were no more than a name that contacts had.</summary>
    public static IEnumerable<AccountState> Accounts(IEnumerable<ContactState> contacts) => contacts
        .Where(contact => contact.OrganizationId > 0)
        .GroupBy(contact => contact.OrganizationId, (id, members) => (Id: id, First: members.First()))
        .Select(one => new AccountState(one.Id, one.First.OrganizationName, null, 1, one.First.Created, one.First.Created));

    public void AddTo(Store store)
    {
        if (store.Contacts.Rows.NextId > Id) throw new InvalidDataException($"The snapshot has contact {Id} twice.");
        var contact = store.Contacts.Add(Id, Email, Created.ToUniversalTime(), Updated.ToUniversalTime());
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
