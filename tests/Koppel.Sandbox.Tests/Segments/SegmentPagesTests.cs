using Koppel.Sandbox.Tests.Campaigns;

namespace Koppel.Sandbox.Tests.Segments;

public sealed class SegmentPagesTests
{
    [Fact]
    public async Task Saved_segments_are_told_in_words_with_who_is_in_them_now()
    {
        await using var sandbox = await Caller.FastAsync();
        var list = await CampaignTests.ListAsync(sandbox);
        await sandbox.PostAsync("fields", """{"field":{"title":"Colour","type":"text"}}""");
        await sandbox.PostAsync("segmentsV2", SegmentText.Of(
            "Mine",
            "or",
            SegmentText.Tag("tagid", "=", "1"),
            SegmentText.Condition("list", "listid", "is in any", $"{list},99", ""),
            SegmentText.Contact("field1", "contains", "re"),
            SegmentText.Tag(
                "tag", "contains", "x", ""","field_aggregate":{"aggregate_field_operator":">=","aggregate_field_value":"9"}""")));
        await CampaignTests.TagAsync(sandbox, 3);
        await CampaignTests.SubscribeAsync(sandbox, list, 5, 1);
        await CampaignTests.SubscribeAsync(sandbox, list, 6, 2);
        var row = (await sandbox.GetAsync("/_sandbox/segments")).Json.AsArray().Single(row => row!["name"]!.GetValue<string>() == "Mine")!;
        Assert.Equal("tag = Test or list is in any News, 99 or Colour contains re or number of tags with tag contains x >= 9",
            row["says"]!.GetValue<string>());
        Assert.Equal((2, 1), (row["contacts"]!.GetValue<int>(), row["active"]!.GetValue<int>()));
        var page = (await sandbox.GetAsync($"/_sandbox/segments/{row["id"]}")).Json;
        Assert.Equal([3, 5], page["contacts"]!.AsArray().Select(contact => contact!["id"]!.GetValue<int>()));
        Assert.Equal([5],
            (await sandbox.GetAsync($"/_sandbox/segments/{row["id"]}?offset=1")).Json["contacts"]!.AsArray()
                .Select(contact => contact!["id"]!.GetValue<int>()));
        Assert.Empty((await sandbox.GetAsync($"/_sandbox/segments/{row["id"]}?offset=9")).Json["contacts"]!.AsArray());
        Assert.Equal(404, (await sandbox.GetAsync("/_sandbox/segments/999")).Status);
    }

    [Fact]
    public async Task A_segment_of_two_groups_and_one_of_nothing_read_as_they_are_meant()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.PostAsync("segmentsV2", """
            {"data":[{"attributes":{"name":"Two","segment_condition_group_operator":"and",
              "segment_condition_groups":[{"id":"1","operator":"or","values":[{"id":"1","type":"condition"},{"id":"2","type":"condition"}]},
               {"id":"2","operator":"AND","values":[{"id":"3","type":"condition"}]}],
              "segment_conditions":[
                {"id":"1","source_system":"activecampaign","object_type":"tag","fields":[{"name":"tagid","data_type":"number",
                 "operator":"=",
                 "value":"2"}]},
                {"id":"2","source_system":"activecampaign","object_type":"tag","fields":[{"name":"tagid","data_type":"number",
                 "operator":"=",
                 "value":"3"}]},
                {"id":"3","source_system":"activecampaign","object_type":"contact","fields":[{"name":"first_name","data_type":"string",
                 "operator":"not empty","value":""}]}]}}]}
            """);
        await sandbox.PostAsync("segmentsV2",
            """{"data":[{"attributes":{"name":"Nothing asked","segment_condition_group_operator":"and","segment_condition_groups":[]"""
            + ""","segment_conditions":[]}}]}""");
        var rows = (await sandbox.GetAsync("/_sandbox/segments")).Json.AsArray()
            .ToDictionary(row => row!["name"]!.GetValue<string>(), row => row!);
        Assert.Equal("(tag = Customer or tag = Prospect) and first_name not empty", rows["Two"]["says"]!.GetValue<string>());
        Assert.Equal(
            ("everybody", 100), (rows["Nothing asked"]["says"]!.GetValue<string>(), rows["Nothing asked"]["contacts"]!.GetValue<int>()));
    }
}
