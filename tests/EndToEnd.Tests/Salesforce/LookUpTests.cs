using Koppel.Sandbox;
using Koppel.Sdk.Http;

namespace Koppel.EndToEnd.Tests.Salesforce;

/// <summary>Addresses are looked up in Salesforce by as few calls as their bytes allow.</summary>
public sealed class LookUpTests
{
    const string Joined = "select count(c.Id), count(distinct c.Id) from addresses@memory a join Contact@sf c on c.Email = a.email";

    [Theory, InlineData(40), InlineData(900), InlineData(2_500), InlineData(6_000)]
    public async Task A_look_up_costs_the_bytes_of_its_values_divided_by_what_an_address_can_hold(int addresses)
    {
        await using var org = await TestOrg.StartAsync(new SalesforceOptions { Seed = 40_000 }, ("bulk_above", "1000000"));
        await TakeAddressesAsync(org, addresses);
        // Each has quotes around it, and a comma behind.
        var bytes = (await org.RowsAsync("select email from addresses@memory")).Sum(row => UrlPath.QueryBytes($"'{row[0]}',"));
        var before = Calls(org);
        Assert.Equal([(long)addresses, (long)addresses], (await org.RowsAsync(Joined))[0]);
        Assert.Equal((bytes + 15_499) / 15_500, Calls(org) - before);
    }

    [Fact]
    public async Task An_object_that_has_fewer_pages_than_the_look_up_has_calls_is_read()
    {
        await using var org = await TestOrg.StartAsync(new SalesforceOptions { Seed = 1_500, QueryPage = 2_000, PagesVary = false });
        await TakeAddressesAsync(org, 1_500);
        await org.RowsAsync("insert into addresses@memory select 'nobody' || i || '@example.com' from range(6000) r(i)");
        var before = Calls(org);
        Assert.Equal([1_500L, 1_500L], (await org.RowsAsync(Joined))[0]);
        Assert.Equal(2, Calls(org) - before); // The first of the look-up, which told the size, and the page.
    }

    [Fact]
    public async Task Where_the_size_cannot_be_told_beside_the_look_up_it_is_asked_for()
    {
        await using var org = await TestOrg.StartAsync(new SalesforceOptions { Seed = 1_500, QueryPage = 2_000, PagesVary = false });
        await TakeAddressesAsync(org, 1_500);
        await org.SetFaultsAsync("414:1:POST /services/data/{version}/composite");
        Assert.Equal([1_500L, 1_500L], (await org.RowsAsync(Joined))[0]);
    }

    static long Calls(TestOrg org) => org.Count("/query") + org.Count("/composite");

    static Task TakeAddressesAsync(TestOrg org, int addresses) => org.RowsAsync(
        $"create table addresses@memory as select Email as email from Contact@sf where Email is not null order by Id limit {addresses}");
}
