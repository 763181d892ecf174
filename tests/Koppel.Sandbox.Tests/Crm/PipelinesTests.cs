namespace Koppel.Sandbox.Tests.Crm;

public sealed class PipelinesTests
{
    [Fact]
    public async Task A_pipeline_begins_with_three_stages_and_its_users_and_groups()
    {
        await using var sandbox = await Caller.FastAsync();
        var created = await sandbox.PostAsync(
            "dealGroups", """{"dealGroup":{"title":"Retail","currency":"usd","autoassign":2,"users":["1"],"groups":["3"]}}""");
        Assert.Equal(201, created.Status);
        Assert.Equal(
            ["dealStages", "dealGroupUsers", "dealGroupGroups", "dealGroup"], created.Json.AsObject().Select(member => member.Key));
        Assert.Equal("""["1","2","3"]""", created.Json["dealGroup"]!["stages"]!.ToJsonString());
        Assert.Equal(["To Contact", "In Contact", "Follow Up"], created.Column("dealStages", "title"));
        Assert.Null(created.Json["dealStages"]![0]!["cdate"]);
        Assert.Equal(["1"], created.Column("dealGroupGroups", "id"));
        var read = await sandbox.GetAsync("dealGroups/1");
        Assert.Equal(["dealStages", "dealGroup"], read.Json.AsObject().Select(member => member.Key));
        Assert.Equal(("2", "1", "0", "0"),
            (read.Text("dealGroup", "autoassign"), read.Text("dealGroup", "allgroups"), read.Text("dealGroup", "allusers"),
                read.Text("dealGroup", "count")));
        var changed = await sandbox.PutAsync("dealGroups/1", """{"dealGroup":{"title":"Shops","users":[]}}""");
        Assert.Equal((200, "Shops"), (changed.Status, changed.Text("dealGroup", "title")));
        Assert.Empty((await sandbox.GetAsync("dealGroupUsers")).Json["dealGroupUsers"]!.AsArray());
        Assert.Equal(["3"], (await sandbox.GetAsync("dealGroups/1/dealGroupGroups")).Column("dealGroupGroups", "groupid"));
        Assert.Equal(200, (await sandbox.DeleteAsync("dealGroups/1")).Status);
        Assert.Equal("""{"message":"No Result found for DealGroup with id 1"}""", (await sandbox.GetAsync("dealGroups/1")).Body);
        Assert.Empty((await sandbox.GetAsync("dealStages")).Json["dealStages"]!.AsArray());
    }

    [Fact]
    public async Task Pipelines_are_found_and_ordered()
    {
        await using var sandbox = await Caller.FastAsync();
        foreach (var title in (string[])["Retail", "Wholesale", "Rental"])
            await sandbox.PostAsync("dealGroups", $$$"""{"dealGroup":{"title":"{{{title}}}","currency":"eur"}}""");
        foreach (var stage in (int[])[7, 8, 9]) await sandbox.DeleteAsync($"dealStages/{stage}");
        await sandbox.PostAsync("deals", """{"deal":{"title":"a","contact":1,"value":1,"currency":"eur","group":2,"owner":1}}""");
        Assert.Equal(["Retail", "Rental"], await TitlesAsync("filters[title]=re"));
        Assert.Equal(["Rental"], await TitlesAsync("filters[have_stages]=0"));
        Assert.Equal(["Retail", "Wholesale"], await TitlesAsync("filters[have_stages]=1"));
        Assert.Equal(["Rental", "Retail", "Wholesale"], await TitlesAsync("orders[title]=ASC"));
        Assert.Equal("Wholesale", (await TitlesAsync("orders[popular]=DESC"))[0]);
        Assert.Equal(["The dealGroup title was not provided.", "The dealGroup currency was not provided."],
            (await sandbox.PostAsync("dealGroups", """{"dealGroup":{}}""")).Titles());

        async Task<string[]> TitlesAsync(string query) => (await sandbox.GetAsync("dealGroups?" + query)).Column("dealGroups", "title");
    }

    [Fact]
    public async Task A_stage_comes_last_unless_it_says_where_and_can_be_put_in_order()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.CreatePipelineAsync();
        var last = await sandbox.PostAsync("dealStages", """{"dealStage":{"title":"Signed","group":"1"}}""");
        Assert.Equal((201, "4"), (last.Status, last.Text("dealStage", "order")));
        await sandbox.PostAsync("dealStages?reorder=1", """{"dealStage":{"title":"Lead","group":1,"order":0,"color":"000000"}}""");
        Assert.Equal(["Lead:1", "To Contact:2", "In Contact:3", "Follow Up:4", "Signed:5"], await OrderAsync());
        var changed = await sandbox.PutAsync("dealStages/4?reorder=1", """{"dealStage":{"order":0,"width":300}}""");
        Assert.Equal((200, "300"), (changed.Status, changed.Json["dealStage"]!["width"]!.ToJsonString()));
        Assert.Equal("Signed:1", (await OrderAsync())[0]);
        Assert.Equal(["Signed"], (await sandbox.GetAsync("dealStages?filters[title]=sign")).Column("dealStages", "title"));
        Assert.Equal(5, (await sandbox.GetAsync("dealStages?filters[d_groupid]=1")).Column("dealStages", "id").Length);
        Assert.Empty((await sandbox.GetAsync("dealStages?filters[d_groupid]=2")).Json["dealStages"]!.AsArray());
        Assert.Equal("To Contact", (await sandbox.GetAsync("dealStages?orders[title]=DESC")).Column("dealStages", "title")[0]);
        Assert.Equal(["The related group does not exist."],
            (await sandbox.PostAsync("dealStages", """{"dealStage":{"title":"a","group":9}}""")).Titles());
        Assert.Equal("""{"message":"No Result found for DealStage with id 0"}""", (await sandbox.DeleteAsync("dealStages/")).Body);

        async Task<string[]> OrderAsync() =>
            [.. (await sandbox.GetAsync("dealGroups/1/stages")).Json["dealStages"]!.AsArray()
                .OrderBy(stage => int.Parse(stage!["order"]!.ToString(), null)).Select(stage => $"{stage!["title"]}:{stage["order"]}")];
    }

    [Fact]
    public async Task All_deals_of_a_stage_move_at_once_within_their_pipeline()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.CreatePipelineAsync();
        await sandbox.CreatePipelineAsync();
        await sandbox.CreateDealAsync("a");
        await sandbox.CreateDealAsync("b");
        var moved = await sandbox.PutAsync("dealStages/1/deals", """{"deal":{"stage":"3"}}""");
        Assert.Equal((200, "3,3"), (moved.Status, string.Join(',', moved.Column("deals", "stage"))));
        Assert.Equal(["1", "2"], (await sandbox.GetAsync("deals?filters[stage]=3")).Column("deals", "id"));
        var refused = await sandbox.PutAsync("dealStages/3/deals", """{"deal":{"stage":"4"}}""");
        Assert.Equal(
            (422,
                """{"errors":[{"detail":"Target stage does not belong to same pipeline","source":{"pointer":"/data/attributes/stage"}"""
                + ""","status":422,"title":"Invalid attribute"}]}"""), (refused.Status, refused.Json.ToJsonString(Plain)));
        Assert.Equal(404, (await sandbox.PutAsync("dealStages/99/deals", """{"deal":{"stage":"4"}}""")).Status);
    }

    [Fact]
    public async Task Pipelines_that_a_user_may_not_see_are_told()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.CreatePipelineAsync();
        await sandbox.CreateDealAsync();
        Assert.Empty((await sandbox.GetAsync("dealGroup/get_inaccessible_deal_groups?dealIds[]=1&userId=1")).Json["dealGroups"]!.AsArray());
        await sandbox.PutAsync("dealGroups/1", """{"dealGroup":{"allgroups":0}}""");
        Assert.Equal(
            ["1"], (await sandbox.GetAsync("dealGroup/get_inaccessible_deal_groups?dealIds[]=1&userId=1")).Column("dealGroups", "id"));
        foreach (var (query, detail) in ((string, string)[])[("dealIds[]=1", "Parameter userId is required."),
            ("userId=1", "Parameter dealIds is required."), ("dealIds[]=1&userId=99", "User was not found.")])
        {
            var refused = await sandbox.GetAsync("dealGroup/get_inaccessible_deal_groups?" + query);
            Assert.Equal((422, detail), (refused.Status, refused.Json["errors"]![0]!["detail"]!.GetValue<string>()));
        }
    }

    static readonly System.Text.Json.JsonSerializerOptions Plain =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
