namespace Koppel.Sandbox.Tests.Crm;

/// <summary>Three deals on one Monday morning, and what each condition finds among them.</summary>
public sealed class DealFiltersTests
{
    [Theory]
    [InlineData("filters[title]=BIKE", "1,2")]
    [InlineData("filters[stage]=3", "2")]
    [InlineData("filters[group]=2", "3")]
    [InlineData("filters[status]=1", "2")]
    [InlineData("filters[owner]=1", "1,2,3")]
    [InlineData("filters[owner]=2", "")]
    [InlineData("filters[organization]=4", "3")]
    [InlineData("filters[minimum_value]=20", "2,3")]
    [InlineData("filters[maximum_value]=20.00", "1,2")]
    [InlineData("filters[minimum_value]=15&filters[maximum_value]=25", "2")]
    [InlineData("filters[created_after]=2026-06-01T10:31:00-05:00", "2,3")]
    [InlineData("filters[created_before]=2026-06-01T10:31:00-05:00", "1")]
    [InlineData("filters[updated_after]=2026-06-01T10:33:00-05:00", "1")]
    [InlineData("filters[updated_before]=2026-06-01T10:32:00-05:00", "2")]
    [InlineData("filters[tag]=1", "1")]
    [InlineData("filters[tag]=-1", "1")]
    [InlineData("filters[tag]=-2", "2,3")]
    [InlineData("filters[tasktype]=2", "1")]
    [InlineData("filters[nextdate_range]=upcoming", "1")]
    [InlineData("filters[nextdate_range]=scheduled", "2")]
    [InlineData("filters[nextdate_range]=overdue", "3")]
    [InlineData("filters[nextdate_range]=no-task", "")]
    [InlineData("filters[search]=ski", "3")]
    [InlineData("filters[search]=ada&filters[search_field]=contact", "1")]
    [InlineData("filters[search]=ada lov&filters[search_field]=contact", "1")]
    [InlineData("filters[search]=ada hop&filters[search_field]=contact", "")]
    [InlineData("filters[search]=acme&filters[search_field]=org", "2")]
    [InlineData("filters[search]=acme&filters[search_field]=title", "")]
    [InlineData("filters[search]=acme", "2")]
    [InlineData("filters[score]=1:40", "1")]
    [InlineData("filters[score_greater_than]=1:30", "1")]
    [InlineData("filters[score_less_than]=1:40", "2")]
    [InlineData("filters[colour]=red", "1,2,3")]
    [InlineData("filters[created_after]=whenever", "1,2,3")]
    [InlineData("orders[title]=ASC", "1,2,3")]
    [InlineData("orders[title]=DESC", "3,2,1")]
    [InlineData("orders[value]=DESC", "3,2,1")]
    [InlineData("orders[cdate]=DESC", "3,2,1")]
    [InlineData("orders[contact_name]=ASC", "1,3,2")]
    [InlineData("orders[contact_orgname]=DESC", "2,1,3")]
    [InlineData("orders[next-action]=ASC", "1,2,3")]
    [InlineData("orders[value]=ASC&limit=1&offset=1", "2")]
    public async Task A_condition_finds_its_deals(string query, string ids)
    {
        await using var sandbox = await Caller.WithClockAsync(new() { Seed = 1, RefusesTooMany = false });
        await FillAsync(sandbox);
        Assert.Equal(ids, string.Join(',', (await sandbox.GetAsync("deals?" + query)).Column("deals", "id")));
    }

    static async Task FillAsync(Caller sandbox)
    {
        await sandbox.PostAsync("contacts", """{"contact":{"email":"ada@example.com","firstName":"Ada","lastName":"Lovelace"}}""");
        await sandbox.PostAsync("contacts", """{"contact":{"email":"grace@example.com","firstName":"Grace","lastName":"Hopper"}}""");
        await sandbox.PostAsync("contacts", """{"contact":{"email":"edsger@example.com","firstName":"Edsger","lastName":"Dijkstra"}}""");
        var account = (await sandbox.PostAsync("accounts", """{"account":{"name":"Acme Bikes"}}""")).Text("account", "id");
        await sandbox.PostAsync("accountContacts", $$$"""{"accountContact":{"contact":3,"account":{{{account}}}}}""");
        await sandbox.PostAsync("contactTags", """{"contactTag":{"contact":2,"tag":1}}""");
        await sandbox.CreatePipelineAsync();
        await sandbox.CreatePipelineAsync();
        await sandbox.CreateDealAsync("A bike", 2, "1000");
        sandbox.Time!.Advance(TimeSpan.FromMinutes(1));
        await sandbox.CreateDealAsync("Bikes for all", 3, "2000", ",\"stage\":3,\"status\":1");
        sandbox.Time!.Advance(TimeSpan.FromMinutes(1));
        await sandbox.PostAsync(
            "deals", """{"deal":{"title":"Ski school","contact":4,"account":4,"value":3000,"currency":"eur","group":2,"owner":1}}""");
        sandbox.Time!.Advance(TimeSpan.FromMinutes(1));
        await sandbox.PutAsync("deals/1", """{"deal":{"description":"One."}}""");
        foreach (var (deal, type, due) in ((int, int, string)[])[(1, 2, "2026-06-02T09:00:00-05:00"), (2, 1, "2026-06-12T09:00:00-05:00"),
            (3, 1, "2026-05-30T09:00:00-05:00")])
            await sandbox.PostAsync(
                "dealTasks", $$$"""{"dealTask":{"relid":{{{deal}}},"dealTasktype":{{{type}}},"duedate":"{{{due}}}"}}""");
        await sandbox.PostAsync("/_sandbox/rows", """{"resource":"scoreValues","values":{"score":1,"deal":1,"scoreValue":40}}""");
        await sandbox.PostAsync("/_sandbox/rows", """{"resource":"scoreValues","values":{"score":1,"deal":2,"scoreValue":30}}""");
    }
}
