using System.Text.Json.Nodes;

namespace Koppel.Sandbox.Tests.Segments;

public sealed class SegmentsV2Tests
{
    [Fact]
    public async Task A_segment_is_created_read_changed_and_deleted()
    {
        await using var sandbox = await Caller.FastAsync();
        var made = await sandbox.PostAsync("segmentsV2", SegmentText.Of("Wave 1", "and", SegmentText.Tag("tagid", "=", "1")));
        Assert.Equal(200, made.Status);
        var (id, said) = (Id(made), made.Json["data"]![0]!["attributes"]!);
        Assert.Equal(("Segment.v2", "AUDIENCE", "Wave 1"),
            (made.Json["data"]![0]!["type"]!.GetValue<string>(), said["category"]!.GetValue<string>(), said["name"]!.GetValue<string>()));
        Assert.Equal("tagid", said["segment_conditions"]![0]!["fields"]![0]!["name"]!.GetValue<string>());
        Assert.True(JsonNode.DeepEquals(made.Json, (await sandbox.GetAsync("segmentsV2/" + id)).Json));
        var changed = await sandbox.PutAsync(
            "segmentsV2/" + id, SegmentText.Of(null, "or", SegmentText.Tag("tagid", "=", "1"), SegmentText.Tag("tagid", "=", "2")));
        Assert.Equal("Wave 1", changed.Json["data"]![0]!["attributes"]!["name"]!.GetValue<string>());
        Assert.NotEqual(
            said["segment_hash"]!.GetValue<string>(), changed.Json["data"]![0]!["attributes"]!["segment_hash"]!.GetValue<string>());
        Assert.True(JsonNode.DeepEquals(changed.Json, (await sandbox.DeleteAsync("segmentsV2/" + id)).Json));
        var gone = await sandbox.GetAsync("segmentsV2/" + id);
        Assert.Equal((404, $"Segment {id} not found"), (gone.Status, gone.Json["errors"]![0]!["title"]!.GetValue<string>()));
    }

    [Fact]
    public async Task What_it_said_at_a_moment_can_be_read_and_brought_back()
    {
        await using var sandbox = await Caller.WithClockAsync(new() { RefusesTooMany = false });
        var id = Id(await sandbox.PostAsync("segmentsV2", SegmentText.Of("Then", "and", SegmentText.Tag("tagid", "=", "1"))));
        var then = sandbox.Time!.GetUtcNow().ToUnixTimeMilliseconds();
        sandbox.Time.Advance(TimeSpan.FromHours(1));
        await sandbox.PutAsync("segmentsV2/" + id, SegmentText.Of(null, "and", SegmentText.Tag("tagid", "=", "2")));
        Assert.Equal("1", Value(await sandbox.GetAsync($"segmentsV2/{id}/createdDate/{then + 1000}")));
        Assert.Equal("2", Value(await sandbox.GetAsync("segmentsV2/" + id)));
        Assert.Equal(404, (await sandbox.GetAsync($"segmentsV2/{id}/createdDate/{then - 1}")).Status);
        Assert.Equal("1", Value(await sandbox.PutAsync($"segmentsV2/{id}/createdDate/{then}", "{}")));
        Assert.Equal("1", Value(await sandbox.GetAsync("segmentsV2/" + id)));
        sandbox.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(400, (await sandbox.GetAsync($"segmentsV2/1/createdDate/{then}")).Status);
    }

    [Theory]
    [InlineData("""{"data":[{"attributes":{"segment_condition_groups":[],"segment_condition_group_operator":"and"}}]}""",
        "segment_conditions is a required field.")]
    [InlineData("""{"data":[]}""", "data is a required field.")]
    [InlineData("""{"data":[{"attributes":{"segment_conditions":[{"id":"1","object_type":"tag","fields":[]}]"""
        + ""","segment_condition_groups":[],"segment_condition_group_operator":"and"}}]}""", "SourceSystem is a required field.")]
    [InlineData("""{"data":[{"attributes":{"segment_conditions":["""
        + """{"id":"1","source_system":"activecampaign","object_type":"tag","fields":[{"name":"tagid","operator":"=","value":"1"}]}]"""
        + ""","segment_condition_groups":[],"segment_condition_group_operator":"and"}}]}""",
        "These conditions must be included in a condition group for the segment to be valid: [1]")]
    public async Task What_does_not_hold_together_is_refused(string body, string detail)
    {
        await using var sandbox = await Caller.FastAsync();
        var reply = await sandbox.PostAsync("segmentsV2", body);
        Assert.Equal((400, detail), (reply.Status, reply.Json["errors"]![0]!["detail"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("tag", "tagid", "=", "Customer", "no id of a tag")]
    [InlineData("tag", "tagid", "<", "1", "does not compare ids")]
    [InlineData("tag", "colour", "=", "1", "A tag has no field 'colour'")]
    [InlineData("deal", "title", "=", "1", "is about 'deal', which the sandbox does not know")]
    [InlineData("contact", "shoe_size", "=", "1", "Contacts have no field 'shoe_size'")]
    [InlineData("contact", "cdate", "=", "soon", "no date")]
    [InlineData("contact", "email", "<", "a", "does not compare texts")]
    [InlineData("contact", "id", "between", "4", "needs two values")]
    public async Task What_cannot_be_asked_is_refused_with_the_reason(
        string about, string field, string comparison, string value, string reason)
    {
        await using var sandbox = await Caller.FastAsync();
        var reply = await sandbox.PostAsync(
            "segmentMatchAll", SegmentText.Of(null, "and", SegmentText.Condition(about, field, comparison, value, "")));
        Assert.Equal(400, reply.Status);
        Assert.Contains(reason, reply.Json["errors"]![0]!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saved_segments_have_names_of_their_own()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.PostAsync("segmentsV2", SegmentText.Of("One", "and", SegmentText.Tag("tagid", "=", "1")));
        var again = await sandbox.PostAsync("segmentsV2", SegmentText.Of("one", "and", SegmentText.Tag("tagid", "=", "2")));
        Assert.Equal(400, again.Status);
        var nameless = Id(await sandbox.PostAsync("segmentsV2", SegmentText.Of(null, "and", SegmentText.Tag("tagid", "=", "1"))));
        Assert.Equal(400,
            (await sandbox.PutAsync("segmentsV2/" + nameless, SegmentText.Of("Late", "and", SegmentText.Tag("tagid", "=", "1")))).Status);
    }

    [Fact]
    public async Task Saved_segments_are_listed_as_audiences()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.PostAsync("segmentsV2", SegmentText.Of("Wave 1", "and", SegmentText.Tag("tagid", "=", "1")));
        await sandbox.PostAsync("segmentsV2", SegmentText.Of("Wave 2", "and", SegmentText.Tag("tagid", "!=", "1")));
        var found = await sandbox.GetAsync("audiences?search=WAVE&sort=-name");
        Assert.Equal(["Wave 2", "Wave 1"], Names(found));
        Assert.Equal(["Wave 1"], Names(await sandbox.GetAsync("audiences?search=wave&sort=name&page_size=1")));
        var id = found.Json["data"]![0]!["id"]!.GetValue<string>();
        Assert.Equal("{}", (await sandbox.GetAsync("audiences/" + id)).Json["data"]![0]!["attributes"]!["counts"]!.ToJsonString());
        await sandbox.GetAsync("segmentMatchAll/" + id);
        Assert.Equal(100,
            (await sandbox.GetAsync(
                "audiences/" + id)).Json["data"]![0]!["attributes"]!["counts"]!["last_total"]!["count"]!.GetValue<int>());
        Assert.Equal(404, (await sandbox.GetAsync("audiences?search=nothing")).Status);
        Assert.Equal(400, (await sandbox.GetAsync("audiences?sort=colour")).Status);
        await using var lenient = await Caller.FastAsync(new() { NoAudienceAnswer = 200 });
        Assert.Equal("""{"data":[]}""", (await lenient.GetAsync("audiences?search=nothing")).Body);
    }

    [Fact]
    public async Task The_older_list_gives_each_a_number_that_the_newer_paths_take_too()
    {
        await using var sandbox = await Caller.FastAsync();
        var id = Id(await sandbox.PostAsync("segmentsV2", SegmentText.Of("Wave 1", "and", SegmentText.Tag("tagid", "=", "1"))));
        var rows = (await sandbox.GetAsync("segments")).Json["segments"]!.AsArray();
        var row = rows.Single(row => row!["segmentid_v2"]!.GetValue<string>() == id)!;
        Assert.Equal(
            ["created_by", "created_timestamp", "hidden", "id", "links", "logic", "name", "segmentid_v2", "seriesid", "updated_by",
                "updated_timestamp"],
            row.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal(id, Id(await sandbox.GetAsync("segmentsV2/" + row["id"]!.GetValue<string>())));
        Assert.Equal(404, (await sandbox.GetAsync("segments/999")).Status);
    }

    [Fact]
    public async Task A_snapshot_keeps_them_with_their_history_and_a_reset_forgets_them()
    {
        await using var sandbox = await Caller.FastAsync();
        var id = Id(
            await sandbox.PostAsync("segmentsV2",
                SegmentText.Of("Kept", "and",
                    SegmentText.Tag(
                        "tagid", "=", "1", ""","field_aggregate":{"aggregate_field_operator":">","aggregate_field_value":"0"}"""))));
        await sandbox.GetAsync("segmentMatchAll/" + id);
        var before = (await sandbox.GetAsync("segmentsV2/" + id)).Body;
        var snapshot = (await sandbox.GetAsync("/_sandbox/snapshot")).Body;
        await sandbox.PostAsync("/_sandbox/reset", "");
        Assert.Equal(404, (await sandbox.GetAsync("segmentsV2/" + id)).Status);
        Assert.Equal(200, (await sandbox.PutAsync("/_sandbox/snapshot", snapshot)).Status);
        Assert.Equal(before, (await sandbox.GetAsync("segmentsV2/" + id)).Body);
        Assert.Single((await sandbox.GetAsync($"segmentsV2/{id}/count-history")).Json["data"]!.AsArray());
    }

    [Fact]
    public async Task A_plan_without_matching_knows_only_the_older_list()
    {
        await using var sandbox = await Caller.FastAsync(new() { HasSegmentMatching = false });
        Assert.Equal(200, (await sandbox.GetAsync("segments")).Status);
        Assert.Equal(404, (await sandbox.GetAsync("audiences")).Status);
        Assert.Equal(404, (await sandbox.PostAsync("segmentsV2", "{}")).Status);
        Assert.Equal(404, (await sandbox.PostAsync("segmentMatchAll", "{}")).Status);
    }

    static string Id(Reply reply) => reply.Json["data"]![0]!["id"]!.GetValue<string>();

    static string Value(Reply reply) =>
        reply.Json["data"]![0]!["attributes"]!["segment_conditions"]![0]!["fields"]![0]!["value"]!.GetValue<string>();

    static string[] Names(Reply reply) => [.. reply.Json["data"]!.AsArray().Select(row => row!["attributes"]!["name"]!.GetValue<string>())];
}
