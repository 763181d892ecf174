using System.Text.Json.Nodes;

namespace Koppel.Sandbox.Tests.Segments;

public sealed class SegmentMatchingTests
{
    [Fact]
    public async Task A_new_segment_is_matched_at_once_and_kept_for_a_day()
    {
        await using var sandbox = await Caller.FastAsync();
        await TagAsync(sandbox, 3, 8, 5);
        var reply = await sandbox.PostAsync("segmentMatchAll?page_size=2", SegmentText.Of(null, "and", SegmentText.Tag("tagid", "=", "1")));
        var found = Attributes(reply);
        Assert.True(found["is_ready"]!.GetValue<bool>());
        Assert.Equal("[3,5]", found["matches"]!.ToJsonString());
        Assert.Equal("""{"current_page":1,"last_page":2,"per_page":2,"total":3}""", found["page"]!.ToJsonString());
        var (segment, run) = (found["segment_id"]!.GetValue<string>(), found["run_id"]!.GetValue<string>());
        Assert.Equal(
            "[8]", Attributes(await sandbox.GetAsync($"segmentMatchAll/{segment}/{run}?page_size=2&page=2"))["matches"]!.ToJsonString());
        Assert.Equal(
            "[]", Attributes(await sandbox.GetAsync($"segmentMatchAll/{segment}/{run}?page_size=2&page=9"))["matches"]!.ToJsonString());
        Assert.Equal("[3,5,8]", Attributes(await sandbox.GetAsync($"segmentMatchSome/{segment}/{run}"))["matches"]!.ToJsonString());
        Assert.Equal(404, (await sandbox.GetAsync($"segmentMatchAll/{segment}/no-such-run")).Status);
        Assert.Equal(404, (await sandbox.GetAsync($"segmentMatchAll/no-such-segment/{run}")).Status);
        Assert.Equal(400, (await sandbox.GetAsync($"segmentMatchAll/{segment}/{run}?page_size=10001")).Status);
    }

    [Fact]
    public async Task An_ad_hoc_segment_is_gone_after_a_day()
    {
        await using var sandbox = await Caller.WithClockAsync();
        var made = await sandbox.PostAsync(
            "segmentMatchAll?instant", SegmentText.Of("Named all the same", "and", SegmentText.Tag("tagid", "=", "1")));
        var segment = Attributes(made)["segment_id"]!.GetValue<string>();
        sandbox.Time!.Advance(TimeSpan.FromHours(23));
        Assert.Equal(200, (await sandbox.GetAsync($"segmentMatchAll/{segment}?instant")).Status);
        sandbox.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(404, (await sandbox.GetAsync($"segmentMatchAll/{segment}?instant")).Status);
    }

    [Fact]
    public async Task An_instant_call_is_answered_before_the_run_is_ready()
    {
        await using var sandbox = await Caller.WithClockAsync();
        var begun = Attributes(
            await sandbox.PostAsync("segmentMatchAll?instant", SegmentText.Of(null, "and", SegmentText.Tag("tagid", "!=", "1"))));
        Assert.False(begun["is_ready"]!.GetValue<bool>());
        Assert.Null(begun["matches"]);
        Assert.Null(begun["run_id_end"]);
        var path = $"segmentMatchAll/{begun["segment_id"]}/{begun["run_id"]}";
        sandbox.Time!.Advance(TimeSpan.FromSeconds(1));
        var ready = Attributes(await sandbox.GetAsync(path + "?page_size=1"));
        Assert.True(ready["is_ready"]!.GetValue<bool>());
        Assert.Equal(100, ready["page"]!["total"]!.GetValue<int>());
        Assert.NotNull(ready["run_id_end"]);
    }

    [Fact]
    public async Task A_slow_run_is_asked_for_again_and_a_failed_one_has_an_end_without_a_result()
    {
        // Fast enough that four seconds are waited in no time, slow enough that a minute is not over.
        await using var sandbox = await Caller.StartAsync(
            new() { TimeScale = 20, RefusesTooMany = false, Faults = [FaultRule.Parse("match-slow@1"), FaultRule.Parse("match-fails@2")] });
        var segment = SegmentText.Of(null, "and", SegmentText.Tag("tagid", "=", "1"));
        var slow = Attributes(await sandbox.PostAsync("segmentMatchAll", segment));
        Assert.False(slow["is_ready"]!.GetValue<bool>());
        Assert.Null(slow["run_id_end"]);
        var failed = Attributes(await sandbox.PostAsync("segmentMatchAll", segment));
        Assert.False(failed["is_ready"]!.GetValue<bool>());
        Assert.NotNull(failed["run_id_end"]);
        Assert.True(Attributes(await sandbox.PostAsync("segmentMatchAll", segment))["is_ready"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Matches_come_in_the_order_that_was_asked_for()
    {
        await using var sandbox = await Caller.FastAsync(new() { Seed = 30 });
        var reply = Attributes(
            await sandbox.PostAsync("segmentMatchAll?sort=last_name,-first_name&page_size=100",
                SegmentText.Of(null, "and", SegmentText.Tag("tagid", "!=", "1"))));
        var people = (await sandbox.GetAsync("contacts?limit=100")).Json["contacts"]!.AsArray()
            .OrderBy(contact => contact!["lastName"]!.GetValue<string>(), StringComparer.OrdinalIgnoreCase)
            .ThenByDescending(contact => contact!["firstName"]!.GetValue<string>(), StringComparer.OrdinalIgnoreCase)
            .ThenBy(contact => int.Parse(contact!["id"]!.GetValue<string>(), null));
        Assert.Equal(
            people.Select(contact => contact!["id"]!.GetValue<string>()), reply["matches"]!.AsArray().Select(id => id!.ToString()));
        var again = Attributes(await sandbox.GetAsync($"segmentMatchAll/{reply["segment_id"]}/{reply["run_id"]}?sort=-id&page_size=100"));
        Assert.Equal(Enumerable.Range(1, 30).Reverse().Select(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            again["matches"]!.AsArray().Select(id => id!.ToString()));
        Assert.Equal(400,
            (await sandbox.PostAsync(
                "segmentMatchAll?sort=colour", SegmentText.Of(null, "and", SegmentText.Tag("tagid", "!=", "1")))).Status);
    }

    [Fact]
    public async Task Some_of_a_segment_are_those_for_whom_more_holds()
    {
        await using var sandbox = await Caller.FastAsync();
        await TagAsync(sandbox, 3, 5, 8);
        var id = Id(await sandbox.PostAsync("segmentsV2", SegmentText.Of("Three", "and", SegmentText.Tag("tagid", "=", "1"))));
        const string More = """
            {"data":{"type":"additionalCriteria","attributes":{"group_operator":"and","condition_groups":[{"id":"1","operator":"and",
             "values":[{"id":"1","type":"condition"}]}],
             "conditions":[{"id":"1","source_system":"activecampaign","object_type":"contact","fields":[{"name":"id","data_type":"number",
              "operator":"OP","value":"4"}]}],"limit":LIMIT REL}}}
            """;
        Assert.Equal("[5,8]", await SomeAsync(">", "100", ""));
        Assert.Equal("[5]", await SomeAsync(">", "1", ""));
        Assert.Equal("[3,4,5,8]", await SomeAsync("=", "100", ""","segment_relationship":"or" """));
        Assert.Empty((await sandbox.GetAsync($"segmentsV2/{id}/count-history")).Json["data"]!.AsArray());

        async Task<string> SomeAsync(string comparison, string limit, string relation) => Attributes(await sandbox.PostAsync(
            "segmentMatchSome/" + id,
            More.Replace("OP", comparison, StringComparison.Ordinal).Replace("LIMIT", limit, StringComparison.Ordinal)
                .Replace("REL", relation, StringComparison.Ordinal)))["matches"]!.ToJsonString();
    }

    [Fact]
    public async Task One_contact_is_matched_by_itself_with_a_value_that_is_told_then()
    {
        await using var sandbox = await Caller.FastAsync();
        await TagAsync(sandbox, 3);
        var id = Id(await sandbox.PostAsync("segmentsV2", SegmentText.Of(null, "and", SegmentText.Tag("tagid", "=", "1"))));
        var match = Attributes(await sandbox.GetAsync($"segmentMatch/{id}/3"));
        Assert.Equal((true, "3", id),
            (match["match"]!.GetValue<bool>(), match["entity_id"]!.GetValue<string>(), match["segment_id"]!.GetValue<string>()));
        Assert.False(Attributes(await sandbox.GetAsync($"segmentMatch/{id}/4"))["match"]!.GetValue<bool>());
        Assert.False(Attributes(await sandbox.GetAsync($"segmentMatch/{id}/99999"))["match"]!.GetValue<bool>());
        Assert.Equal(404, (await sandbox.GetAsync("segmentMatch/nothing/3")).Status);
        var external = Id(
            await sandbox.PostAsync("segmentsV2",
                SegmentText.Of(null, "and",
                    SegmentText.Tag("tagid", "=", "99")
                        .Replace("\"value\":\"99\"", "\"value\":\"99\",\"external\":true", StringComparison.Ordinal))));
        Assert.True(Attributes(await sandbox.GetAsync($"segmentMatch/{external}/3/1"))["match"]!.GetValue<bool>());
        Assert.False(Attributes(await sandbox.GetAsync($"segmentMatch/{external}/3/3"))["match"]!.GetValue<bool>());
        var untold = await sandbox.GetAsync($"segmentMatch/{external}/3");
        Assert.Equal(400, untold.Status);
        Assert.Contains("its value must be told", untold.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_count_of_a_segment_is_remembered()
    {
        await using var sandbox = await Caller.FastAsync();
        var id = Id(await sandbox.PostAsync("segmentsV2", SegmentText.Of("Counted", "and", SegmentText.Tag("tagid", "=", "1"))));
        await sandbox.GetAsync("segmentMatchAll/" + id);
        await TagAsync(sandbox, 3, 5);
        await sandbox.GetAsync("segmentMatchAll/" + id);
        var counts = (await sandbox.GetAsync($"segmentsV2/{id}/count-history")).Json["data"]!.AsArray();
        Assert.Equal([2, 0], counts.Select(count => count!["attributes"]!["result_count"]!.GetValue<int>()));
        Assert.Equal(
            2, Attributes(await sandbox.GetAsync($"segmentsV2/count-history?segmentIds=nothing,{id}"))["result_count"]!.GetValue<int>());
        Assert.Empty((await sandbox.GetAsync($"segmentsV2/{id}/count-history/1")).Json["data"]!.AsArray());
        Assert.Equal(400, (await sandbox.GetAsync("segmentsV2/count-history")).Status);
    }

    static async Task TagAsync(Caller sandbox, params int[] contacts)
    {
        foreach (var contact in contacts) await sandbox.PostAsync("contactTags", $$$"""{"contactTag":{"contact":{{{contact}}},"tag":1}}""");
    }

    static JsonNode Attributes(Reply reply) =>
        reply.Status == 200 ? reply.Json["data"]![0]!["attributes"]! : throw new InvalidOperationException(reply.Body);

    static string Id(Reply reply) => reply.Json["data"]![0]!["id"]!.GetValue<string>();
}
