using Koppel.Sandbox.ActiveCampaign.Crm;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.Seed;

/// <summary>Two pipelines with deals: one in twenty of the first hundred thousand contacts has one.</summary>
sealed class DealSeed(Store store)
{
    const int Latest = 100_000;

    static readonly string[] Titles = ["Offerte werkplaats", "Drie opleidingsplaatsen", "Gereedschap voorjaar", "Jaarcontract",
        "Demo op locatie", "Laadpalen bij de zaak"];

    readonly Record[] pipelines =
        [DealGroups.Add(store, "Verkoop", "eur", SeedData.Begin), DealGroups.Add(store, "Onderhoud", "eur", SeedData.Begin)];

    /// <summary>Gives the n-th contact its deal, if it has one: John has none.</summary>
    public void Fill(Contact contact, int n)
    {
        if (n is 1 or > Latest || !Draw.Has(n, Drawn.HasDeal, 5)) return;
        var pipeline = pipelines[Draw.Of(n, Drawn.Deal, 3) == 0 ? 1 : 0];
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
