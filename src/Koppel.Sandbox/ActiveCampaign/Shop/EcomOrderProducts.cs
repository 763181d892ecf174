using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Shop;

/// <summary><c>/ecomOrderProducts</c>: what orders hold. They are written inside their order.</summary>
internal static class EcomOrderProducts
{
    public static readonly Resource Resource = new("ecomOrderProducts", "ecomOrderProduct", "EcomOrderProduct",
        Number("orderid"), Number("connectionid"), Text("externalid"), Text("sku"), Text("name"), Text("description", null),
        Number("price"), Number("quantity", 1), Text("category"), Text("imageUrl"), Text("productUrl"),
        Created("createdDate"), Updated("updatedDate"), Text("tags", null), Text("isOnSale", null), Text("brand", null),
        Text("averageRating", null), Updated("tstamp"), Links("ecomOrder"), Id(),
        Computed("ecomOrder", Kind.Number, (_, product) => product.IdOf("orderid")))
    {
        Verbs = Verbs.List | Verbs.One,
        Nested = [Nested.Under("ecomOrders", "orderProducts", "orderid")],
    };

    public static Record[] Of(Store store, int order) => store.Table(Resource).Where("orderid", order);
}
