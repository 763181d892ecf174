using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary><c>/contactDeals</c>: contacts that a deal has besides its first.</summary>
internal static class ContactDeals
{
    public static readonly Resource Resource = new("contactDeals", "contactDeal", "SubscriberDeal",
    [
        Reference("deal").Required("The contactDeal deal was not provided."),
        Reference("contact").Required("The contactDeal contact was not provided."), Reference("role"),
        Created("cdate"), CreatedStamp("created_timestamp"), UpdatedStamp("updated_timestamp"), Reference("created_by").ReadOnly(),
        Reference("updated_by").ReadOnly(),
        Links("deal", "contact"), Id(),
    ])
    {
        IsCreateUnrecorded = true,
        Sideloads = [
            Sideload.Of("deals", Shown.Created | Shown.Changed, "deals",
                (store, row) => store.Table(Deals.Resource).Find(((Record)row).IdOf("deal")) is { } deal ? [deal] : [])],
        Check = Check,
        Nested =
        [
            Nested.OfContact("contactDeals", (store, contact) => store.Table(Resource!).Where("contact", contact.Id)),
            Nested.Under("deals", "contactDeals", "deal"), Nested.Under("dealRoles", "contactDeals", "role"),
        ],
    };

    static Answer? Check(Writing writing)
    {
        var (deal, contact) = (writing.IdOf("deal"), writing.IdOf("contact"));
        if (writing.Store.Table(Deals.Resource).Find(deal) is not { } found) return CrmErrors.Unknown("deal");
        if (writing.Store.Contacts.Find(contact) is null) return CrmErrors.Unknown("contact");
        if (writing.Sent("role").Id() is { } role && writing.Store.Table(DealRoles.Resource).Find(role) is null)
            return CrmErrors.Unknown("role");
        return found.IdOf("contact") == contact
            || writing.Store.Table(Resource).Where("deal", deal).Any(other => other != writing.Row && other.IdOf("contact") == contact)
            ? Errors.Attribute("The given contact is already associated to the deal", "field_invalid", "contact")
            : null;
    }
}
