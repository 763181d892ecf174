using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>The custom fields of deals: <c>/dealCustomFieldMeta</c> and <c>/dealCustomFieldData</c>.</summary>
internal static class DealFields
{
    static readonly FieldOwner Owner = new("deal", "dealId", "deals", (store, id) => store.Table(Deals.Resource).Find(id))
    {
        Taken = ["DEAL_TITLE", "DEAL_VALUE", "DEAL_CURRENCY", "DEAL_DESCRIPTION", "DEAL_STATUS", "DEAL_OWNER", "DEAL_STAGE",
            "DEAL_PIPELINE", "DEAL_ID"],
        Begin = table => table.Add(SeedData.Begin, ("fieldLabel", "Forecasted Close Date"), ("fieldType", "date"),
            ("personalization", "DEAL_FORECASTED_CLOSE_DATE"), ("knownFieldId", 13)),
    };

    public static readonly Resource Meta = CustomFieldMeta.Declare(Owner);

    public static readonly CustomFieldData Values = new(Owner, Meta);

    /// <summary>Puts a field in a store.</summary>
    public static Record Add(Store store, string label, string type, DateTime now) =>
        CustomFieldMeta.Add(Owner, store.Table(Meta), label, type, now);
}
