using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Seed;

namespace Koppel.Sandbox.ActiveCampaign.Contacts;

/// <summary>The invented people that a sandbox begins with.</summary>
internal static class ContactSeed
{
    /// <summary>Adds the n-th of them.</summary>
    public static Contact Add(Store store, int n)
    {
        var person = Person.Of(n);
        var contact = store.Contacts.Add(person.Email(n), SeedData.CreatedAt(n));
        (contact.FirstName, contact.LastName, contact.Phone) = (person.FirstName, person.LastName, person.Phone);
        return contact;
    }
}
