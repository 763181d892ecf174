using Koppel.Sandbox.ActiveCampaign.Declared;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Shop;

/// <summary>What was taken off an order. Discounts are written inside their order and shown beside it.</summary>
internal static class EcomOrderDiscounts
{
    public static readonly Resource Resource = new("ecomOrderDiscounts", "ecomOrderDiscount", "EcomOrderDiscount",
        Text("name"), Text("type", "order"), Number("orderid"), Number("discountAmount"), Id(), Created("createdDate"),
        Updated("updatedDate"))
    {
        Verbs = Verbs.None,
        Nested = [Nested.Under("ecomOrders", "orderDiscounts", "orderid")],
    };
}
