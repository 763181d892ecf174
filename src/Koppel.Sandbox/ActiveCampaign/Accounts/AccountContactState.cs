using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Accounts;

/// <summary>That a contact belongs to an account, in a snapshot.</summary>
internal sealed record AccountContactState(int Id, int Contact, int Account, string? JobTitle, DateTime Created, DateTime Updated)
{
    public static AccountContactState Of(AccountContact row) =>
        new(row.Id, row.Contact.Id, row.Account.Id, row.JobTitle, row.Created, row.Updated);

    public void AddTo(Store store)
    {
        if (store.Accounts.Links.NextId > Id) throw new InvalidDataException($"The snapshot has accountContact {Id} twice.");
        var contact = store.Contacts.Find(Contact)
            ?? throw new InvalidDataException($"The snapshot's accountContact {Id} names contact {Contact}, which is not in it.");
        var account = store.Accounts.Rows.Find(Account)
            ?? throw new InvalidDataException($"The snapshot's accountContact {Id} names account {Account}, which is not in it.");
        if (contact.AccountLink is not null) throw new InvalidDataException($"The snapshot has contact {Contact} in two accounts.");
        store.Accounts.Add(
            new AccountContact(
                Id, contact, account, Created.ToUniversalTime()) { JobTitle = JobTitle, Updated = Updated.ToUniversalTime() });
    }
}
