using Koppel.Sdk.Connections;
using Koppel.Sdk.Tests.Testing;

namespace Koppel.Sdk.Tests.Rest;

/// <summary>Servers that do not page as they are declared to.</summary>
public sealed class OddPagesTests
{
    [Theory]
    [InlineData(250, true, true), InlineData(250, true, false), InlineData(250, false, false), InlineData(30, false, true)]
    public async Task A_server_that_ignores_the_limit_has_given_all_at_once(int count, bool byKey, bool tellsTotal)
    {
        await using var things = await ThingsServer.StartAsync(new ThingsServer(count) { IgnoresLimit = true, TellsTotal = tellsTotal });
        using var account = TestAccount.At(things.Server);

        var rows = await account.Open(ThingsServer.Table(ThingsServer.PagingOf(byKey))).ReadAsync();

        Assert.Equal(things.Ids.Select(i => $"{i}"), rows);
        Assert.Equal(1, things.Calls);
    }

    [Fact]
    public async Task A_server_that_ignores_where_the_page_begins_does_not_give_its_rows_twice()
    {
        await using var things = await ThingsServer.StartAsync(new ThingsServer(100) { IgnoresOffset = true, TellsTotal = false });
        using var account = TestAccount.At(things.Server);

        Assert.Equal(100, (await account.Open(ThingsServer.Table(ThingsServer.ByOffset)).ReadAsync()).Count);
        Assert.Equal(2, things.Calls);
    }

    [Fact]
    public async Task A_server_that_promises_more_than_its_first_page_again_and_again_is_told()
    {
        await using var things = await ThingsServer.StartAsync(new ThingsServer(300) { IgnoresOffset = true });
        using var account = TestAccount.At(things.Server);

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => account.Open(ThingsServer.Table(ThingsServer.ByOffset)).ReadAsync());

        Assert.Equal(
            "The answer to GET /api/things holds the rows of the page before again, and 100 of 300 rows came. Run it again; if it stays "
            + "so, the API has changed.", fault.Message);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_server_with_smaller_pages_than_declared_loses_no_row(bool byKey)
    {
        await using var things = await ThingsServer.StartAsync(new ThingsServer(333) { PageSize = 50 });
        using var account = TestAccount.At(things.Server);

        Assert.Equal(things.Ids.Select(i => $"{i}"), await account.Open(ThingsServer.Table(ThingsServer.PagingOf(byKey))).ReadAsync());
    }

    [Fact]
    public async Task A_server_that_ignores_the_order_is_told_before_a_row_is_lost()
    {
        await using var things = await ThingsServer.StartAsync(new ThingsServer(150) { IgnoresOrder = true });
        using var account = TestAccount.At(things.Server);

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => account.Open(ThingsServer.Table(ThingsServer.ByKey)).ReadAsync());

        Assert.Contains("holds the row with 'id' 297 behind 300, although they were asked for in ascending order", fault.Message,
            StringComparison.Ordinal);
    }
}
