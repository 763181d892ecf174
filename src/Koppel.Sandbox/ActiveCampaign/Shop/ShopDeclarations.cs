using Koppel.Sandbox.ActiveCampaign.Declared;

namespace Koppel.Sandbox.ActiveCampaign.Shop;

/// <summary>The resources of connected shops.</summary>
internal static class ShopDeclarations
{
    public static readonly Resource[] All =
        [Connections.Resource, EcomCustomers.Resource, EcomOrders.Resource, EcomOrderProducts.Resource, EcomOrderDiscounts.Resource];
}
