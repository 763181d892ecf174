using Koppel.Sandbox.ActiveCampaign.Crm;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>A deal of a contact.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Pipeline">The pipeline that it is in.</param>
/// <param name="Stage">The stage that it has reached there.</param>
/// <param name="Status"><c>open</c>, <c>won</c> or <c>lost</c>.</param>
/// <param name="Cents">What it is worth.</param>
/// <param name="Currency">In which currency.</param>
internal sealed record DealView(int Id, string Title, string Pipeline, string Stage, string Status, long Cents, string Currency)
{
    public static DealView[] Of(Store store, Contact contact) =>
        [.. store.Table(Deals.Resource).Where("contact", contact.Id).Select(deal => new DealView(
        deal.Id,
        deal.Text("title"),
        store.Table(DealGroups.Resource).Find(deal.IdOf("group"))?.Text("title") ?? "",
        store.Table(DealStages.Resource).Find(deal.IdOf("stage"))?.Text("title") ?? "",
        deal.Number("status") switch { 1 => "won", 2 => "lost", _ => "open" },
        deal.Number("value"),
        deal.Text("currency").ToUpperInvariant()))];
}
