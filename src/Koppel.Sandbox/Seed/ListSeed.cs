using Koppel.Sandbox.ActiveCampaign.Resources;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.Seed;

/// <summary>The lists that are there, and who is on which: most are active, some have left, some never confirmed, some bounced.</summary>
sealed class ListSeed(Store store)
{
    readonly int newsletter = Lists.Add(store, "Nieuwsbrief", SeedData.Begin).Id;
    readonly int customers = Lists.Add(store, "Klanten", SeedData.Begin).Id;
    readonly int events = Lists.Add(store, "Events", SeedData.Begin).Id;
    readonly int suppliers = Lists.Add(store, "Leveranciers", SeedData.Begin).Id;

    /// <summary>Puts the n-th contact on its lists; John is on none.</summary>
    public void Fill(Contact contact, int n)
    {
        if (n == 1) return;
        if (Draw.Has(n, Drawn.OnNewsletter, 45)) Put(contact, newsletter, StatusOf(n, Drawn.NewsletterStatus));
        if (Tagging.IsCustomer(n) && Draw.Has(n, Drawn.OnCustomers, 70)) Put(contact, customers, StatusOf(n, Drawn.CustomersStatus));
        if (Draw.Has(n, Drawn.OnEvents, 8)) Put(contact, events, StatusOf(n, Drawn.EventsStatus));
        if (Draw.Has(n, Drawn.OnSuppliers, 2)) Put(contact, suppliers, StatusOf(n, Drawn.SuppliersStatus));
    }

    void Put(Contact contact, int list, ListStatus status) => store.Subscribe(contact, list, status, contact.Created, source: 4);

    static ListStatus StatusOf(int n, Drawn what) => Draw.Of(n, what, 100) switch
    {
        < 2 => ListStatus.Unconfirmed,
        < 10 => ListStatus.Unsubscribed,
        < 13 => ListStatus.Bounced,
        _ => ListStatus.Active,
    };
}
