using Koppel.Sandbox.ActiveCampaign.Resources;
using Koppel.Sandbox.Seed;

namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>Fills a store with the invented people and companies of <c>Seed/</c>.</summary>
static class Seeding
{
    /// <summary>A store with so many contacts.</summary>
    /// <param name="contacts">How many.</param>
    /// <param name="plain">Whether it has contacts, a few tags and a few accounts only.</param>
    public static Store Fill(int contacts, bool plain)
    {
        var store = new Store();
        store.Reserve(contacts);
        foreach (var resource in Declarations.All) resource.Begin?.Invoke(store);
        store.AddTag(SeedData.FreeTag, "contact", "For trying.", SeedData.Begin);
        var tags = Array.ConvertAll(
            plain ? Tagging.Names[..Tagging.Plain] : Tagging.Names, name => store.AddTag(name, "contact", "", SeedData.Begin));
        foreach (var name in SeedData.AccountNames) store.Accounts.Add(name, SeedData.Begin);
        var furnishing = plain ? null : new SeedRecords(store);
        for (var n = 1; n <= contacts; n++)
        {
            var person = Person.Of(n);
            var contact = store.AddContact(person.Email(n), SeedData.CreatedAt(n));
            (contact.FirstName, contact.LastName, contact.Phone) = (person.FirstName, person.LastName, person.Phone);
            foreach (var tag in Tagging.Of(n).Where(tag => tag < tags.Length)) store.Join(contact, tags[tag], contact.Created);
            furnishing?.Furnish(contact, n);
        }

        return store;
    }
}
