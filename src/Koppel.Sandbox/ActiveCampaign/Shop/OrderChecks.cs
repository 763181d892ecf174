using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Shop;

/// <summary>
/// What an order must have, and how what stands inside it is stored: products and discounts that are sent take the place of those before.
/// </summary>
internal static class OrderChecks
{
    static readonly string[] OfProducts = ["externalid", "sku", "name", "description", "category", "imageUrl", "productUrl"];

    public static Answer? Check(Writing writing)
    {
        var store = writing.Store;
        if (string.IsNullOrWhiteSpace(writing.TextOf("externalid")) && string.IsNullOrWhiteSpace(writing.TextOf("externalcheckoutid")))
            return Errors.Attribute("Either externalid or externalcheckoutid must be provided.", "field_missing", "externalid");
        if (writing.Sent("externalid") is null && writing.IsNew && string.IsNullOrWhiteSpace(writing.Sent("abandonedDate").Text()))
            return Errors.Attribute("A cart needs its abandonedDate.", "field_missing", "abandonedDate");
        if (store.Table(Connections.Resource).Find(writing.IdOf("connectionid")) is null)
            return Errors.Attribute("The related connection does not exist.", "related_missing", "connectionid");
        if (store.Table(EcomCustomers.Resource).Find(writing.IdOf("customerid")) is null)
            return Errors.Attribute("The related customer does not exist.", "related_missing", "customerid");
        foreach (var key in (string[])["externalid", "externalcheckoutid"])
        {
            if (writing.Sent(key).Text() is { Length: > 0 } id
                && store.Table(EcomOrders.Resource).Where("connectionid", writing.IdOf("connectionid"))
                    .Any(other => other != writing.Row && other.Text(key) == id))
                return Errors.Attribute("The ecomOrder already exists in the system.", "duplicate", "connectionid," + key);
        }

        return CheckProducts(writing);
    }

    public static void Saved(Writing writing)
    {
        var (store, order) = (writing.Store, writing.Record);
        if (List(writing, "orderProducts") is { } products)
        {
            foreach (var old in EcomOrderProducts.Of(store, order.Id)) store.Table(EcomOrderProducts.Resource).Remove(old);
            foreach (var product in products)
            {
                var row = store.Table(EcomOrderProducts.Resource)
                    .Add(writing.Now, ("orderid", order.Id), ("connectionid", order.IdOf("connectionid")),
                        ("price", Whole(product, "price")), ("quantity", Whole(product, "quantity")));
                foreach (var key in OfProducts)
                {
                    if (product.Member(key).Text() is { } text) row[key] = text;
                }
            }
        }

        if (List(writing, "orderDiscounts") is not { } discounts) return;
        foreach (var old in store.Table(EcomOrderDiscounts.Resource).Where("orderid", order.Id))
            store.Table(EcomOrderDiscounts.Resource).Remove(old);
        foreach (var discount in discounts)
            store.Table(EcomOrderDiscounts.Resource)
                .Add(writing.Now, ("orderid", order.Id), ("name", discount.Member("name").Text() ?? ""),
                    ("type", discount.Member("type").Text() ?? "order"), ("discountAmount", Whole(discount, "discountAmount")));
    }

    static Answer? CheckProducts(Writing writing)
    {
        foreach (var product in List(writing, "orderProducts") ?? [])
        {
            foreach (var key in (string[])["externalid", "name", "price", "quantity"])
            {
                if (string.IsNullOrWhiteSpace(product.Member(key).Text()))
                    return Errors.Attribute($"The ecomOrderProduct {key} was not provided.", "field_missing", "orderProducts/" + key);
            }
        }

        return null;
    }

    static JsonElement?[]? List(Writing writing, string key) =>
        writing.Body.Member(key) is { ValueKind: JsonValueKind.Array } sent ? [.. sent.EnumerateArray()] : null;

    static long Whole(JsonElement? sent, string key) => (long)(SentNumber.Of(sent.Member(key).Text()) ?? 0);
}
