using Koppel.Sandbox.ActiveCampaign.Resources;

namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>Fills a store with the invented people of <see cref="SeedData"/>.</summary>
static class Seeding
{
    public static Store Fill(int contacts)
    {
        var store = new Store();
        store.Reserve(contacts);
        foreach (var resource in Declarations.All) resource.Begin?.Invoke(store);
        store.AddTag(SeedData.FreeTag, "contact", "For trying.", SeedData.Begin);
        var tags = Array.ConvertAll(SeedData.TagNames, name => store.AddTag(name, "contact", "", SeedData.Begin));
        foreach (var name in SeedData.AccountNames) store.Accounts.Add(name, SeedData.Begin);
        for (var n = 1; n <= contacts; n++)
        {
            var contact = store.AddContact(SeedData.EmailOf(n), SeedData.CreatedAt(n));
            contact.FirstName = SeedData.FirstNameOf(n);
            contact.LastName = SeedData.LastNameOf(n);
            contact.Phone = SeedData.PhoneOf(n);
            foreach (var tag in SeedData.TagsOf(n)) store.Join(contact, tags[tag], contact.Created);
        }

        return store;
    }
}
