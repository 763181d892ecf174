using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Seed;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>Two pipelines with deals: one in twenty of the first hundred thousand contacts has one.</summary>
internal sealed class DealSeed(Store store)
{
    const int Latest = 100_000;

    static readonly string[] Titles = ["Offerte werkplaats", "Drie opleidingsplaatsen", "Gereedschap voorjaar", "Jaarcontract",
        "Demo op locatie", "Laadpalen bij de zaak"];

    readonly Record[] _pipelines =
        [DealGroups.Add(store, "Verkoop", "eur", SeedData.Begin), DealGroups.Add(store, "Onderhoud", "eur", SeedData.Begin)];

    public static Action<Contact, int>? Begin(Store store) => store.Options.Plain ? null : new DealSeed(store).Fill;

    /// <summary>Gives the n-th contact its deal, if it has one: John has none.</summary>
    void Fill(Contact contact, int n)
    {
        if (n is 1 or > Latest || !Draw.Has(n, Drawn.HasDeal, 5)) return;
        var pipeline = _pipelines[Draw.Of(n, Drawn.Deal, 3) == 0 ? 1 : 0];
        // Whole tens of euros, in cents.
        var deal = Deals.Add(store, Titles[Draw.Of(n, Drawn.Deal, Titles.Length)], contact, pipeline,
            1000L * (5 + Draw.Of(n, Drawn.DealValue, 2000)), contact.Created);
        var stages = DealGroups.StagesOf(store, pipeline.Id).ToArray();
        deal["stage"] = stages[Draw.Of(n, Drawn.DealStage, stages.Length)].Id;
        if (contact.Account is { } account) deal["account"] = account.Id;
        // Half are open, a quarter is won, a quarter lost.
        deal["status"] = Draw.Of(n, Drawn.DealStage, 8) switch { < 4 => 0, < 6 => 1, _ => 2 };
    }
}
