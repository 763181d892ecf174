using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Seed;

namespace Koppel.Sandbox.ActiveCampaign.Accounts;

/// <summary>The accounts that are there, and who works where; in a plain sandbox nobody does.</summary>
internal static class AccountSeed
{
    public static Action<Contact, int>? Begin(Store store)
    {
        foreach (var name in SeedData.AccountNames) store.Accounts.Add(name, SeedData.Begin);
        return store.Options.Plain ? null : (contact, n) =>
        {
            if (Company.Of(n) is not { } company) return;
            store.Accounts.Put(contact, company.Name, contact.Created);
            contact.Account!.Url ??= company.Url;
        };
    }
}
