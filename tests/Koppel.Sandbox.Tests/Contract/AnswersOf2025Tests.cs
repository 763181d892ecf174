using System.Text.Json.Nodes;

namespace Koppel.Sandbox.Tests.Contract;

/// <summary>
/// What a client's test run of January 2025 shows of answers that no recording of 2020 and 2021 has, and what public clients show besides.
/// </summary>
public sealed class AnswersOf2025Tests
{
    [Fact]
    public async Task A_changed_deal_stands_beside_its_stage_and_beside_contact_and_pipeline_only_when_they_were_sent()
    {
        await using var sandbox = await WithDealAsync();
        Assert.Equal(["dealStages", "deal"], Keys((await sandbox.PutAsync("deals/1", """{"deal":{"value":201}}""")).Json));
        Assert.Equal(["contacts", "dealStages", "deal"], Keys((await sandbox.PutAsync("deals/1", """{"deal":{"contact":"2"}}""")).Json));
        Assert.Equal(["dealGroups", "dealStages", "deal"], Keys((await sandbox.PutAsync("deals/1", """{"deal":{"group":"1"}}""")).Json));
    }

    [Fact]
    public async Task Each_change_of_a_deals_value_and_each_note_written_or_changed_is_an_activity()
    {
        await using var sandbox = await WithDealAsync();
        Assert.Equal("1", await ActivitiesAsync(sandbox));
        Assert.Equal(
            "2", (await sandbox.PutAsync("deals/1", """{"deal":{"value":201}}""")).Json["deal"]!["activitycount"]!.GetValue<string>());
        await sandbox.PutAsync("deals/1", """{"deal":{"value":201}}""");
        Assert.Equal("2", await ActivitiesAsync(sandbox));
        await sandbox.PostAsync("deals/1/notes", """{"note":{"note":"Called"}}""");
        Assert.Equal("3", await ActivitiesAsync(sandbox));
        await sandbox.PutAsync("deals/1/notes/1", """{"note":{"note":"Called twice"}}""");
        Assert.Equal("4", await ActivitiesAsync(sandbox));
        var change = (await sandbox.GetAsync("dealActivities?filters[data_type]=value")).Json["dealActivities"]![0]!;
        Assert.Equal(("101", "201"), (change["dataOldval"]!.GetValue<string>(), change["dataId"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_changed_note_of_a_deal_stands_beside_its_author_and_its_deal_and_a_new_one_beside_its_deal()
    {
        await using var sandbox = await WithDealAsync();
        Assert.Equal(["deals", "note"], Keys((await sandbox.PostAsync("deals/1/notes", """{"note":{"note":"Called"}}""")).Json));
        var changed = (await sandbox.PutAsync("deals/1/notes/1", """{"note":{"note":"Called twice"}}""")).Json;
        Assert.Equal(["users", "deals", "note"], Keys(changed));
        Assert.Equal(changed["note"]!["user"]!.GetValue<string>(), changed["users"]![0]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Answers_about_a_connection_that_was_written_or_deleted_have_a_meta()
    {
        await using var sandbox = await Caller.FastAsync();
        const string Connection = """
            {"connection":{"service":"shop","externalid":"1","name":"Shop","logoUrl":"https://example.com/l.png",
             "linkUrl":"https://example.com"}}
            """;
        Assert.Equal(["connection", "meta"], Keys((await sandbox.PostAsync("connections", Connection)).Json));
        Assert.Equal(["connection", "meta"], Keys((await sandbox.PutAsync("connections/1", """{"connection":{"syncStatus":0}}""")).Json));
        Assert.Equal(["connection"], Keys((await sandbox.GetAsync("connections/1")).Json));
        Assert.Equal(["meta"], Keys((await sandbox.DeleteAsync("connections/1")).Json));
    }

    [Fact]
    public async Task A_list_that_was_there_from_the_start_has_an_owner_and_an_empty_address()
    {
        await using var sandbox = await Caller.FullAsync(new() { Seed = 10 });
        var lists = (await sandbox.GetAsync("lists")).Json["lists"]!.AsArray();
        Assert.NotEmpty(lists);
        Assert.All(lists,
            list => Assert.Equal(("1", "1", ""),
                (list!["user"]!.GetValue<string>(), list["userid"]!.GetValue<string>(), list["fulladdress"]!.GetValue<string>())));
    }

    [Fact]
    public async Task The_grant_of_a_list_to_a_group_tells_fourteen_permissions()
    {
        await using var sandbox = await Caller.FullAsync(new() { Seed = 10 });
        Assert.Equal(["list", "group", "links", "id"],
            Keys((await sandbox.PostAsync("listGroups", """{"listGroup":{"listid":"1","groupid":"3"}}""")).Json["listGroup"]!));
        var row = (await sandbox.GetAsync("listGroups")).Json["listGroups"]![0]!;
        Assert.Equal(
            "list group p_list_add p_list_edit p_list_delete p_list_sync p_list_filter p_message_add p_message_edit p_message_delete "
                + "p_message_send "
            + "p_subscriber_add p_subscriber_edit p_subscriber_delete p_subscriber_import p_subscriber_approve links id",
            string.Join(' ', Keys(row)));
        Assert.Equal(14,
            row.AsObject()
                .Count(member => member.Key.StartsWith("p_", StringComparison.Ordinal) && member.Value!.GetValue<string>() == "1"));
    }

    [Fact]
    public async Task A_new_group_has_fifteen_permissions_and_the_administrators_lack_eight()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.PostAsync("groups", """{"group":{"title":"Sales","descript":"Sells"}}""");
        var groups = (await sandbox.GetAsync("groups")).Json["groups"]!.AsArray();
        Assert.Equal(["Admin", "Sales"], groups.Select(group => group!["title"]!.GetValue<string>()));
        Assert.Equal(8, Flags(groups[0]!).Count(flag => flag == "0"));
        Assert.Equal(15, Flags(groups[1]!).Count(flag => flag == "1"));
    }

    [Fact]
    public async Task What_was_sent_comes_back_in_the_order_of_the_call_and_what_the_database_names_otherwise_behind_it()
    {
        await using var sandbox = await Caller.FastAsync();
        Assert.Equal(["description", "tag", "tagType", "cdate", "links", "id"],
            Keys((await sandbox.PostAsync("tags", """{"tag":{"tagType":"contact","description":"d","tag":"Bikes"}}""")).Json["tag"]!));
        var user = await sandbox.PostAsync("users",
            """{"user":{"lastName":"Smit","email":"mila@example.org","firstName":"Mila","username":"mila","group":"3","password":"p"}}""");
        Assert.Equal(["email", "username", "lastName", "firstName"], Keys(user.Json["user"]!)[..4]);
        var address = await sandbox.PostAsync(
            "addresses", """{"address":{"companyName":"Bikes","address1":"Street 1","city":"Utrecht","country":"NL"}}""");
        Assert.Equal(["city", "country", "companyName", "address1", "isDefault", "links", "id"], Keys(address.Json["address"]!));
    }

    static IEnumerable<string> Flags(JsonNode group) =>
        group.AsObject().Where(member => member.Key.StartsWith("pg", StringComparison.Ordinal) || member.Key == "socialdata")
            .Select(member => member.Value!.GetValue<string>());

    static string[] Keys(JsonNode row) => [.. row.AsObject().Select(member => member.Key)];

    static async Task<string> ActivitiesAsync(Caller sandbox) =>
        (await sandbox.GetAsync("deals/1")).Json["deal"]!["activitycount"]!.GetValue<string>();

    static async Task<Caller> WithDealAsync()
    {
        var sandbox = await Caller.FastAsync(new() { Seed = 2 });
        await sandbox.PostAsync("dealGroups", """{"dealGroup":{"title":"Sales","currency":"eur","allgroups":1}}""");
        await sandbox.PostAsync("deals", """{"deal":{"title":"Bikes","contact":"1","value":101,"currency":"eur","group":"1"}}""");
        return sandbox;
    }
}
