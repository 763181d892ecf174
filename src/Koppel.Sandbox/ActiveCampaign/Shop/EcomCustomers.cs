using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Shop;

/// <summary><c>/ecomCustomers</c>: who buys in a connected shop. Sums are cents and follow from the orders.</summary>
internal static class EcomCustomers
{
    public static readonly Resource Resource = new("ecomCustomers", "ecomCustomer", "EcomCustomer",
    [
        Number("connectionid").Required("The ecomCustomer connectionid was not provided."),
        Text("externalid").Required("The ecomCustomer externalid was not provided."),
        Text("email").Required("The ecomCustomer email was not provided."),
        Computed("totalRevenue", Kind.Number, (store, row) => Revenue(store, row)),
        Computed("totalOrders", Kind.Number, (store, row) => OrdersOf(store, row).Length),
        Computed("totalProducts", Kind.Number, (store, row) => OrdersOf(store, row).Sum(order => EcomOrders.ProductCount(store, order))),
        Computed("avgRevenuePerOrder", Kind.Number,
            (store, row) => OrdersOf(store, row).Length is var count and > 0 ? Revenue(store, row) / count : 0),
        Computed("avgProductCategory", Kind.Text, (store, row) => FavouriteCategory(store, row)), Updated("tstamp").In(Shown.Rows),
        Flag("acceptsMarketing"),
        Text("sms_marketing_state", null), Text("sms_opt_in_level", null), Moment("sms_consent_updated_at"), Links("connection", "orders"),
        Id(),
        Computed("connection", Kind.Reference, (_, row) => row.IdOf("connectionid")).In(Shown.Always),
    ])
    {
        Filters = [Filter.Equal("email"), Filter.Equal("externalid"), Filter.Equal("connectionid")],
        Sideloads = [
            Sideload.Of("connections", Shown.Created, "connections",
                (store, row) =>
                    store.Table(Connections.Resource).Find(((Record)row).IdOf("connectionid")) is { } connection ? [connection] : [])],
        Check = Check,
        Nested = [Nested.Under("connections", "customers", "connectionid")],
        Cascades = [new("ecomOrders", "customerid")],
    };

    static Answer? Check(Writing writing)
    {
        var connection = writing.IdOf("connectionid");
        if (writing.Store.Table(Connections.Resource).Find(connection) is null)
            return Errors.Attribute("The related connection does not exist.", "related_missing", "connectionid");
        return writing.Store.Table(Resource).Where("connectionid", connection)
            .Any(other => other != writing.Row && other.Text("externalid") == writing.TextOf("externalid"))
            ? Errors.Attribute("The ecomCustomer already exists in the system.", "duplicate", "connectionid,externalid")
            : null;
    }

    static Record[] OrdersOf(Store store, Record customer) => store.Table(EcomOrders.Resource).Where("customerid", customer.Id);

    static long Revenue(Store store, Record customer) => OrdersOf(store, customer).Sum(order => order.Number("totalPrice"));

    static string FavouriteCategory(Store store, Record customer) => OrdersOf(store, customer)
        .SelectMany(order => EcomOrderProducts.Of(store, order.Id))
        .GroupBy(product => product.Text("category"))
        .OrderByDescending(category => category.Count())
        .FirstOrDefault()?.Key ?? "";
}
