using Koppel.Sandbox.Tests.Crm;

namespace Koppel.Sandbox.Tests.Shop;

public sealed class ShopTests
{
    const string Order = """
        {"ecomOrder":{"externalid":"o-1","source":1,"email":"ada@example.com","connectionid":"1","customerid":"1","currency":"EUR",
         "totalPrice":7900,"externalCreatedDate":"2026-05-31T12:00:00-05:00",
        "orderProducts":[{"externalid":"p-1","name":"Pump","price":4900,"quantity":1,"category":"Tools"},{"externalid":"p-2","name":"Lock",
         "price":1500,"quantity":2,"category":"Locks"}],
        "orderDiscounts":[{"name":"SPRING","type":"order","discountAmount":100}]}}
        """;

    [Fact]
    public async Task A_connection_is_there_once_for_a_service()
    {
        await using var sandbox = await Caller.FastAsync();
        var created = await ConnectAsync(sandbox);
        Assert.Equal((201, "0"), (created.Status, created.Json["connection"]!["isInternal"]!.ToJsonString()));
        Assert.Equal("duplicate", (await ConnectAsync(sandbox)).Json["errors"]![0]!["code"]!.GetValue<string>());
        Assert.Equal(5, (await sandbox.PostAsync("connections", """{"connection":{}}""")).Titles().Length);
        Assert.Equal("0",
            (await sandbox.PutAsync("connections/1", """{"connection":{"status":0}}""")).Json["connection"]!["status"]!.ToJsonString());
        Assert.Equal("shopware", (await sandbox.GetAsync("connections/1")).Text("connection", "serviceName"));
        Assert.Equal(
            ["1"], (await sandbox.GetAsync("connections?filters[service]=shopware&filters[externalid]=acme")).Column("connections", "id"));
        Assert.Empty((await sandbox.GetAsync("connections?filters[service]=other")).Json["connections"]!.AsArray());
        Assert.Equal(200, (await sandbox.DeleteAsync("connections/1")).Status);
        Assert.Equal("""{"message":"No Result found for Connection with id 1"}""", (await sandbox.GetAsync("connections/1")).Body);
    }

    [Fact]
    public async Task A_customer_counts_its_orders()
    {
        await using var sandbox = await FilledAsync();
        Assert.Equal("0", (await sandbox.GetAsync("ecomCustomers/1")).Text("ecomCustomer", "totalOrders"));
        await sandbox.PostAsync("ecomOrders", Order);
        var read = await sandbox.GetAsync("ecomCustomers/1");
        Assert.Equal(("7900", "1", "3", "7900", "Tools"),
            (read.Text("ecomCustomer", "totalRevenue"), read.Text("ecomCustomer", "totalOrders"),
                read.Text("ecomCustomer", "totalProducts"), read.Text("ecomCustomer", "avgRevenuePerOrder"),
                read.Text("ecomCustomer", "avgProductCategory")));
        Assert.Equal("duplicate",
            (await sandbox.PostAsync("ecomCustomers",
                """{"ecomCustomer":{"connectionid":1,"externalid":"c-1","email":"b@example.com"}}"""))
                .Json["errors"]![0]!["code"]!.GetValue<string>());
        Assert.Equal(["The related connection does not exist."],
            (await sandbox.PostAsync(
                "ecomCustomers", """{"ecomCustomer":{"connectionid":9,"externalid":"c-1","email":"b@example.com"}}""")).Titles());
        Assert.Equal(3, (await sandbox.PostAsync("ecomCustomers", """{"ecomCustomer":{}}""")).Titles().Length);
        foreach (var query in (string[])["filters[email]=ada@example.com", "filters[externalid]=c-1", "filters[connectionid]=1"])
            Assert.Equal(["1"], (await sandbox.GetAsync("ecomCustomers?" + query)).Column("ecomCustomers", "id"));
        Assert.Empty((await sandbox.GetAsync("ecomCustomers?filters[email]=b@example.com")).Json["ecomCustomers"]!.AsArray());
        Assert.Equal("1",
            (await sandbox.PutAsync("ecomCustomers/1", """{"ecomCustomer":{"acceptsMarketing":"1"}}""")).Text(
                "ecomCustomer", "acceptsMarketing"));
        Assert.Equal(200, (await sandbox.DeleteAsync("ecomCustomers/1")).Status);
        Assert.Empty((await sandbox.GetAsync("ecomOrders")).Json["ecomOrders"]!.AsArray());
    }

    [Fact]
    public async Task An_order_holds_its_products_and_they_are_replaced_with_it()
    {
        await using var sandbox = await FilledAsync();
        var created = await sandbox.PostAsync("ecomOrders", Order);
        Assert.Equal(201, created.Status);
        Assert.Equal(
            ["connections", "ecomOrderProducts", "ecomOrderDiscounts", "ecomOrder"], created.Json.AsObject().Select(member => member.Key));
        Assert.Equal(("7900", "\"1\"", """["1","2"]"""),
            (created.Json["ecomOrder"]!["totalPrice"]!.ToJsonString(), created.Json["ecomOrder"]!["state"]!.ToJsonString(),
                created.Json["ecomOrder"]!["orderProducts"]!.ToJsonString()));
        var read = await sandbox.GetAsync("ecomOrders/1");
        Assert.Equal(("7900", "3", "2026-05-31T12:00:00-05:00", "null"),
            (read.Text("ecomOrder", "totalPrice"), read.Text("ecomOrder", "totalProducts"), read.Text("ecomOrder", "orderDate"),
                read.Text("ecomOrder", "discountAmount")));
        Assert.Equal(["100"], (await sandbox.GetAsync("ecomOrders/1/orderDiscounts")).Column("ecomOrderDiscounts", "discountAmount"));
        var changed = await sandbox.PutAsync("ecomOrders/1",
            """{"ecomOrder":{"totalPrice":4900,"orderProducts":[{"externalid":"p-1","name":"Pump","price":4900,"quantity":1}]}}""");
        Assert.Equal((200, "3"), (changed.Status, string.Join(',', changed.Column("ecomOrderProducts", "id"))));
        Assert.Empty(changed.Json["contactConversions"]!.AsArray());
        Assert.Equal(["Pump"], (await sandbox.GetAsync("ecomOrders/1/orderProducts")).Column("ecomOrderProducts", "name"));
        Assert.Equal("4900", (await sandbox.GetAsync("ecomOrderProducts/3")).Text("ecomOrderProduct", "price"));
        Assert.Equal(
            """{"message":"No Result found for EcomOrderProduct with id 1"}""", (await sandbox.GetAsync("ecomOrderProducts/1")).Body);
        Assert.Equal(200, (await sandbox.DeleteAsync("ecomOrders/1")).Status);
        Assert.Empty((await sandbox.GetAsync("ecomOrderProducts")).Json["ecomOrderProducts"]!.AsArray());
    }

    [Fact]
    public async Task A_cart_that_was_left_becomes_an_order()
    {
        await using var sandbox = await FilledAsync();
        var cart = Order.Replace("\"externalid\":\"o-1\"", "\"externalcheckoutid\":\"k-1\"", StringComparison.Ordinal);
        Assert.Equal(["A cart needs its abandonedDate."], (await sandbox.PostAsync("ecomOrders", cart)).Titles());
        var left = await sandbox.PostAsync("ecomOrders",
            cart.Replace("\"source\":1", "\"source\":1,\"abandonedDate\":\"2026-05-31T13:00:00-05:00\"", StringComparison.Ordinal));
        Assert.Equal((201, "2"), (left.Status, left.Text("ecomOrder", "state")));
        Assert.Equal("3", (await sandbox.PutAsync("ecomOrders/1", """{"ecomOrder":{"externalid":"o-1"}}""")).Text("ecomOrder", "state"));
    }

    [Theory]
    [InlineData("\"externalid\":\"o-1\",", "", "Either externalid or externalcheckoutid must be provided.")]
    [InlineData("\"connectionid\":\"1\"", "\"connectionid\":\"9\"", "The related connection does not exist.")]
    [InlineData("\"customerid\":\"1\"", "\"customerid\":\"9\"", "The related customer does not exist.")]
    [InlineData("\"totalPrice\":7900,", "", "The ecomOrder totalPrice was not provided.")]
    [InlineData("\"quantity\":2,", "", "The ecomOrderProduct quantity was not provided.")]
    public async Task What_an_order_lacks_is_refused(string part, string instead, string title)
    {
        await using var sandbox = await FilledAsync();
        var refused = await sandbox.PostAsync("ecomOrders", Order.Replace(part, instead, StringComparison.Ordinal));
        Assert.Equal((422, title), (refused.Status, refused.Titles()[0]));
    }

    [Fact]
    public async Task The_same_order_is_refused_and_orders_are_found_and_ordered()
    {
        await using var sandbox = await FilledAsync();
        await sandbox.PostAsync("ecomOrders", Order);
        var again = await sandbox.PostAsync("ecomOrders", Order);
        Assert.Equal((422, "duplicate"), (again.Status, again.Json["errors"]![0]!["code"]!.GetValue<string>()));
        await sandbox.PostAsync("ecomOrders",
            Order.Replace("\"o-1\"", "\"o-2\"", StringComparison.Ordinal).Replace("2026-05-31", "2026-05-30", StringComparison.Ordinal)
                .Replace("ada@", "bob@", StringComparison.Ordinal));
        foreach (var (query, ids) in ((string, string)[])[("filters[externalid]=o-2", "2"), ("filters[email]=ada@example.com", "1"),
            ("filters[state]=1", "1,2"), ("filters[state]=2", ""), ("filters[connectionid]=1", "1,2"), ("filters[customerid]=2", ""),
            ("filters[external_created_date]=2026-05-30", "2"), ("filters[externalcheckoutid]=k", ""),
            ("orders[external_created_date]=ASC", "2,1"), ("orders[externalid]=DESC", "2,1"), ("orders[email]=ASC", "1,2")])
            Assert.Equal(
                (query, ids), (query, string.Join(',', (await sandbox.GetAsync("ecomOrders?" + query)).Column("ecomOrders", "id"))));
        Assert.Equal(["1", "2"], (await sandbox.GetAsync("ecomCustomers/1/orders")).Column("ecomOrders", "id"));
    }

    static Task<Reply> ConnectAsync(Caller sandbox) =>
        sandbox.PostAsync("connections",
            """
            {"connection":{"service":"shopware","externalid":"acme","name":"Acme","logoUrl":"https://example.com/logo.png",
             "linkUrl":"https://example.com/shop"}}
            """);

    static async Task<Caller> FilledAsync()
    {
        var sandbox = await Caller.FastAsync();
        await ConnectAsync(sandbox);
        await sandbox.PostAsync("ecomCustomers", """{"ecomCustomer":{"connectionid":"1","externalid":"c-1","email":"ada@example.com"}}""");
        return sandbox;
    }
}
