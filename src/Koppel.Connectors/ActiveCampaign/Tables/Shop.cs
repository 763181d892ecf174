using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// What shops tell: connections, their customers, orders and products. Source: the API's reference of deep data (2026-08), recorded answers
/// (2025) and the schemas of a production extractor. Prices are in cents. An order's source decides whether automations run: 1 lets them, 0
/// is history.
/// </summary>
internal static class Shop
{
    /// <summary>The shops.</summary>
    public static readonly RestTable Connections = new("connections", Item: "connection")
    {
        Description = "The shops and other services that are connected",
        Path = "connections",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.Text("service") with { Required = true, Description = "The kind of service", Example = "webshop" },
            Column.Text("externalid") with { Required = true, Description = "The service's own id" },
            Column.Text("name") with { Required = true },
            Column.Text("logoUrl") with { Required = true, Example = "https://example.org/logo.png" },
            Column.Text("linkUrl") with { Required = true, Example = "https://example.org" },
            Column.BigInt("listId") with { Form = ValueForm.Quoted, InsertOnly = true, References = "lists" },
            Column.BigInt("status") with { UpdateOnly = true, Description = "1 connected", Example = "1" },
            Column.BigInt("syncStatus") with { UpdateOnly = true, Description = "0 not under way, 1 under way", Example = "0" },
            ReadOnlyColumns.Flag("isInternal"),
            ReadOnlyColumns.Time("lastSync"),
            ReadOnlyColumns.Created("cdate"),
            ReadOnlyColumns.Changed("udate"),
            .. ReadOnlyColumns.Aside(
                ReadOnlyColumns.Text("connectionType"), ReadOnlyColumns.Time("credentialExpiration"),
                ReadOnlyColumns.Time("disconnectDate"), ReadOnlyColumns.Text("planTier"), ReadOnlyColumns.Text("serviceName"),
                ReadOnlyColumns.Time("sync_request_time"), ReadOnlyColumns.Time("sync_start_time")),
        ],
        Filters =
        [
            Filter.ById("id", "connections/{id}"),
            Filter.Query("service", "filters[service]", Match.Inexact),
            Filter.Query("externalid", "filters[externalid]", Match.Inexact),
        ],
        Identity = ["service", "externalid"],
        Insert = RowCall.Post("connections"),
        Update = RowCall.Put("connections/{id}"),
        Delete = RowCall.Delete("connections/{id}"),
    };

    /// <summary>The customers of shops.</summary>
    public static readonly RestTable Customers = new("ecomCustomers", Item: "ecomCustomer")
    {
        Description = "The customers of shops, with what they spent",
        Path = "ecomCustomers",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.BigInt("connectionid") with { Form = ValueForm.Quoted, Required = true, References = "connections" },
            Column.Text("externalid") with { Required = true, Description = "The shop's own id" },
            Column.Text("email") with { Required = true, IgnoresCase = true, Example = "anna@example.org" },
            Column.Boolean("acceptsMarketing") with { Form = ValueForm.Quoted },
            ReadOnlyColumns.Number("totalRevenue", "What was spent, in cents; the currency is not told"),
            ReadOnlyColumns.Number("totalOrders"),
            ReadOnlyColumns.Number("totalProducts"),
            ReadOnlyColumns.Number("avgRevenuePerOrder", "In cents"),
            ReadOnlyColumns.Text("avgProductCategory"),
            ReadOnlyColumns.Created("tstamp"),
            ReadOnlyColumns.Aside(ReadOnlyColumns.Id("connection", "connections", "As connectionid")),
        ],
        Filters =
        [
            Filter.ById("id", "ecomCustomers/{id}"),
            Filter.Query("email", "filters[email]", Match.Inexact),
            Filter.Query("externalid", "filters[externalid]", Match.Inexact),
            Filter.Query("connectionid", "filters[connectionid]", Match.Inexact),
        ],
        Identity = ["connectionid", "externalid"],
        Insert = RowCall.Post("ecomCustomers"),
        Update = RowCall.Put("ecomCustomers/{id}"),
        Delete = RowCall.Delete("ecomCustomers/{id}"),
    };

    /// <summary>The orders.</summary>
    public static readonly RestTable Orders = new("ecomOrders", Item: "ecomOrder")
    {
        Description = "The orders of shops, and carts that were left",
        Path = "ecomOrders",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.BigInt("connectionid") with { InsertOnly = true, Required = true, References = "connections" },
            Column.BigInt("customerid") with { InsertOnly = true, Required = true, References = "ecomCustomers" },
            Column.Text("externalid") with { Description = "The shop's own id; an order needs it or externalcheckoutid" },
            Column.Text("externalcheckoutid") with { Description = "The shop's own id of a cart" },
            Column.BigInt("source") with { InsertOnly = true, Required = true, Description = "1 lets automations run, 0 is history",
                Example = "0" },
            Column.Text("email") with { Required = true, IgnoresCase = true, Example = "anna@example.org" },
            Column.Text("currency") with { Required = true, Description = "Three letters", Example = "EUR" },
            Column.Money("totalPrice", currency: "currency") with { Required = true },
            Column.Money("shippingAmount", currency: "currency"),
            Column.Money("taxAmount", currency: "currency"),
            Column.Money("discountAmount", currency: "currency"),
            Column.Timestamp("externalCreatedDate") with { InsertOnly = true, Required = true, Description = "When it was placed" },
            Column.Timestamp("externalUpdatedDate"),
            Column.Timestamp("abandonedDate") with { Description = "When a cart was left" },
            Column.Text("orderUrl"),
            Column.Text("orderNumber"),
            Column.Text("shippingMethod"),
            Column.Json("products") with { SentAs = "orderProducts", WriteOnly = true,
                Description = "What was ordered: [{\"externalid\":\"1\",\"name\":\"Bike\",\"price\":19900,\"quantity\":1}]; read in "
                    + "ecomOrderProducts" },
            Column.Json("discounts") with { SentAs = "orderDiscounts", WriteOnly = true },
            ReadOnlyColumns.Ids("orderProducts", "Ids of rows of ecomOrderProducts"),
            ReadOnlyColumns.Number("totalProducts"),
            ReadOnlyColumns.Number("state", "0 waiting, 1 placed, 2 left, 3 recovered"),
            ReadOnlyColumns.Created("createdDate"),
            ReadOnlyColumns.Changed("updatedDate"),
            .. ReadOnlyColumns.Aside(ReadOnlyColumns.Id("connection", "connections", "As connectionid"),
                ReadOnlyColumns.Id("customer", "ecomCustomers", "As customerid"), ReadOnlyColumns.Time("orderDate"),
                ReadOnlyColumns.Time("tstamp")),
        ],
        Filters =
        [
            Filter.ById("id", "ecomOrders/{id}"),
            Filter.Query("email", "filters[email]", Match.Inexact),
            Filter.Query("externalid", "filters[externalid]", Match.Inexact),
            Filter.Query("externalcheckoutid", "filters[externalcheckoutid]", Match.Inexact),
            Filter.Query("connectionid", "filters[connectionid]", Match.Inexact),
            Filter.Query("customerid", "filters[customerid]", Match.Inexact),
            Filter.Query("state", "filters[state]", Match.Inexact),
        ],
        ListColumns = [new ListColumn("orderProducts")],
        Identity = ["connectionid", "externalid"],
        Insert = RowCall.Post("ecomOrders"),
        Update = RowCall.Put("ecomOrders/{id}"),
        Delete = RowCall.Delete("ecomOrders/{id}"),
    };

    /// <summary>What was ordered.</summary>
    public static readonly RestTable Products = new("ecomOrderProducts", Item: "ecomOrderProduct")
    {
        Description = "What was ordered",
        Path = "ecomOrderProducts",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"), ReadOnlyColumns.Id("orderid", "ecomOrders"), ReadOnlyColumns.Id("connectionid", "connections"),
            ReadOnlyColumns.Text("externalid", "The shop's own id"), ReadOnlyColumns.Text("sku"), ReadOnlyColumns.Text("name"),
            ReadOnlyColumns.Text("description"),
            ReadOnlyColumns.Number("price", "In cents; the currency is that of the order"), ReadOnlyColumns.Number("quantity"),
            ReadOnlyColumns.Text("category"), ReadOnlyColumns.Text("imageUrl"), ReadOnlyColumns.Text("productUrl"),
            ReadOnlyColumns.Created("createdDate"), ReadOnlyColumns.Changed("updatedDate"),
            .. ReadOnlyColumns.Aside(ReadOnlyColumns.Id("ecomOrder", "ecomOrders", "As orderid"), ReadOnlyColumns.Time("tstamp")),
        ],
        Filters = [Filter.ById("id", "ecomOrderProducts/{id}"),
            Filter.Path("orderid", "ecomOrders/{orderid}/orderProducts") with { Match = Match.Inexact }],
        Refusals = Refusals.ReadOnly("ecomOrderProduct", "It travels with its order: give the order's products in ecomOrders."),
    };
}
