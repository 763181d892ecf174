using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.Seed;

/// <summary>What a sandbox that is not plain has besides contacts and tags: lists, custom fields, places, companies, deals.</summary>
sealed class SeedRecords(Store store)
{
    readonly FieldSeed fields = new(store);
    readonly ListSeed lists = new(store);
    readonly PlaceSeed places = new(store);
    readonly DealSeed deals = new(store);

    /// <summary>Gives the n-th contact what it has.</summary>
    public void Furnish(Contact contact, int n)
    {
        fields.Fill(contact, n);
        lists.Fill(contact, n);
        places.Fill(contact, n);
        if (Company.Of(n) is { } company)
        {
            store.PutInAccount(contact, company.Name, contact.Created);
            contact.Account!.Url ??= company.Url;
        }

        deals.Fill(contact, n);
    }
}
