using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Shop;

/// <summary>
/// <c>/ecomOrders</c>: orders, and carts that were left: those have an <c>externalcheckoutid</c>. Prices are cents. The products come
/// inside the order.
/// </summary>
internal static class EcomOrders
{
    public static readonly Resource Resource = new("ecomOrders", "ecomOrder", "EcomOrder",
    [
        Number("customerid").Required("The ecomOrder customerid was not provided."),
        Number("connectionid").Required("The ecomOrder connectionid was not provided."),
        Computed("state", Kind.Number, State).In(Shown.Always), Number("source").Echoed(), Text("externalid").Echoed(),
        Text("externalcheckoutid", null).Echoed(), Text("orderNumber"),
        Text("email").Required("The ecomOrder email was not provided."),
        Number("totalPrice").Required("The ecomOrder totalPrice was not provided."), Number("discountAmount", null),
        Number("shippingAmount", null), Number("taxAmount", null),
        Computed("totalProducts", Kind.Number, (store, order) => ProductCount(store, order)).In(Shown.Always),
        Text("currency").Required("The ecomOrder currency was not provided."), Text("shippingMethod"), Text("orderUrl"),
        Moment("externalCreatedDate").AlsoSentAs("orderDate").Required("The ecomOrder externalCreatedDate was not provided."),
        Moment("externalUpdatedDate"), Moment("abandonedDate"),
        Created("createdDate"), Updated("updatedDate"),
        Computed("orderDate", Kind.Moment, (_, order) => order["externalCreatedDate"]).In(Shown.Always), Updated("tstamp"),
        Computed("orderProducts", Kind.Json, (store, order) => EcomOrderProducts.Of(store, order.Id).Select(product => product.Id))
            .In(Shown.List | Shown.Created | Shown.Changed),
        Links("connection", "customer", "orderProducts", "orderDiscounts", "orderActivities"), Id(),
        Computed("connection", Kind.Reference, (_, order) => order.IdOf("connectionid")).In(Shown.Always),
        Computed("customer", Kind.Reference, (_, order) => order.IdOf("customerid")).In(Shown.Always),
    ])
    {
        Filters =
        [
            Filter.Equal("connectionid"), Filter.Equal("externalid"), Filter.Equal("externalcheckoutid"), Filter.Equal("email"),
            Filter.Equal("state"), Filter.Equal("customerid"),
            Filter.OnRecord("external_created_date",
                (_, order, wanted) => order["externalCreatedDate"] is DateTime moment && CentralTime.TryRead(wanted, out var day)
                    && CentralTime.Day(moment) == CentralTime.Day(day)),
        ],
        Orders = ["connectionid", "externalid", "externalcheckoutid", "email", "state", "customerid",
            new("external_created_date", "externalCreatedDate")],
        Sideloads =
        [
            Sideload.Of("connections", Shown.Created, "connections",
                (store, order) =>
                    store.Table(Connections.Resource).Find(((Record)order).IdOf("connectionid")) is { } connection ? [connection] : []),
            Sideload.Of("ecomOrderProducts", Shown.Created | Shown.Changed, "ecomOrderProducts",
                (store, order) => EcomOrderProducts.Of(store, order.Id)),
            Sideload.Of("ecomOrderDiscounts", Shown.Created | Shown.Changed, "ecomOrderDiscounts",
                (store, order) => store.Table(EcomOrderDiscounts.Resource).Where("orderid", order.Id))
                with { When = (store, order) => store.Table(EcomOrderDiscounts.Resource).Where("orderid", order.Id).Length > 0 },
            Sideload.Of("contactConversions", Shown.Changed, "contactConversions", (_, _) => []),
        ],
        Check = OrderChecks.Check,
        Saved = OrderChecks.Saved,
        Nested = [Nested.Under("ecomCustomers", "orders", "customerid")],
        Cascades = [new("ecomOrderProducts", "orderid"), new("ecomOrderDiscounts", "orderid")],
    };

    /// <summary>How many pieces were ordered.</summary>
    public static long ProductCount(Store store, Record order) =>
        EcomOrderProducts.Of(store, order.Id).Sum(product => product.Number("quantity"));

    /// <summary>
    /// 1 completed; a cart is 0 pending or, once it was given up, 2 abandoned; and one that was bought after all is 3 recovered.
    /// </summary>
    static object State(Store store, Record order) => (order.Text("externalid").Length > 0, order["abandonedDate"] is not null) switch
    {
        (true, true) => 3L,
        (true, false) => 1L,
        (false, true) => 2L,
        (false, false) => 0L,
    };
}
