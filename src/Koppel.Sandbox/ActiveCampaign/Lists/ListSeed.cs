using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Seed;

namespace Koppel.Sandbox.ActiveCampaign.Lists;

/// <summary>The lists that are there, and who is on which: most are active, some have left, some never confirmed, some bounced.</summary>
internal sealed class ListSeed(Store store)
{
    readonly int _newsletter = ListRows.Add(store, "Nieuwsbrief", SeedData.Begin).Id;
    readonly int _customers = ListRows.Add(store, "Klanten", SeedData.Begin).Id;
    readonly int _events = ListRows.Add(store, "Events", SeedData.Begin).Id;
    readonly int _suppliers = ListRows.Add(store, "Leveranciers", SeedData.Begin).Id;

    public static Action<Contact, int>? Begin(Store store) => store.Options.Plain ? null : new ListSeed(store).Fill;

    /// <summary>Puts the n-th contact on its lists; John is on none.</summary>
    void Fill(Contact contact, int n)
    {
        if (n == 1) return;
        if (Draw.Has(n, Drawn.OnNewsletter, 45)) Put(contact, _newsletter, StatusOf(n, Drawn.NewsletterStatus));
        if (Tagging.IsCustomer(n) && Draw.Has(n, Drawn.OnCustomers, 70)) Put(contact, _customers, StatusOf(n, Drawn.CustomersStatus));
        if (Draw.Has(n, Drawn.OnEvents, 8)) Put(contact, _events, StatusOf(n, Drawn.EventsStatus));
        if (Draw.Has(n, Drawn.OnSuppliers, 2)) Put(contact, _suppliers, StatusOf(n, Drawn.SuppliersStatus));
    }

    void Put(Contact contact, int list, ListStatus status) =>
        store.Memberships.Subscribe(contact, list, status, contact.Created, source: 4);

    static ListStatus StatusOf(int n, Drawn what) => Draw.Of(n, what, 100) switch
    {
        < 2 => ListStatus.Unconfirmed,
        < 10 => ListStatus.Unsubscribed,
        < 13 => ListStatus.Bounced,
        _ => ListStatus.Active,
    };
}
