namespace Koppel.Sandbox.Tests.Segments;

public sealed class ContactsOfSegmentTests
{
    [Fact]
    public async Task Contacts_of_a_segment_stay_the_same_for_an_hour_unless_it_is_asked_anew()
    {
        await using var sandbox = await Caller.WithClockAsync(new() { RefusesTooMany = false });
        var segment = await MakeAsync(sandbox);
        Assert.Empty(await IdsAsync(sandbox, $"segmentid={segment}"));
        await TagAsync(sandbox, 3);
        Assert.Empty(await IdsAsync(sandbox, $"segmentid={segment}"));
        Assert.Equal(["3"], await IdsAsync(sandbox, $"segmentid={segment}&forceQuery=1"));
        await TagAsync(sandbox, 5);
        Assert.Equal(["3"], await IdsAsync(sandbox, $"segmentid={segment}"));
        sandbox.Time!.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["3", "5"], await IdsAsync(sandbox, $"segmentid={segment}"));
    }

    [Fact]
    public async Task The_number_of_the_older_list_does_too_and_other_conditions_join_in()
    {
        await using var sandbox = await Caller.FastAsync();
        var segment = await MakeAsync(sandbox);
        foreach (var contact in (int[])[3, 5, 8]) await TagAsync(sandbox, contact);
        var row = (await sandbox.GetAsync("segments")).Json["segments"]!.AsArray()
            .Single(row => row!["segmentid_v2"]!.GetValue<string>() == segment)!["id"]!.GetValue<string>();
        Assert.Equal(["5", "8"], await IdsAsync(sandbox, $"segmentid={row}&id_greater=3"));
        Assert.Equal(["8", "5"], await IdsAsync(sandbox, $"segmentid={row}&orders[id]=DESC&limit=2"));
        Assert.Equal(["5"], await IdsAsync(sandbox, $"segmentid={row}&ids[]=4&ids[]=5"));
        Assert.Equal(["3"], await IdsAsync(sandbox, $"segmentid={row}&email={Uri.EscapeDataString(SeedData.EmailOf(3))}"));
        Assert.Empty(await IdsAsync(sandbox, $"segmentid={row}&email={Uri.EscapeDataString(SeedData.EmailOf(4))}"));
        Assert.Empty(await IdsAsync(sandbox, "segmentid=999"));
        var reply = (await sandbox.GetAsync($"contacts?segmentid={row}")).Json["meta"]!;
        Assert.Equal((row, "3"), (reply["page_input"]!["segmentid"]!.ToString(), reply["total"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_first_read_can_find_nobody_as_the_reference_says()
    {
        await using var sandbox = await Caller.WithClockAsync(new() { FirstSegmentReadIsEmpty = true, RefusesTooMany = false });
        var segment = await MakeAsync(sandbox);
        await TagAsync(sandbox, 3);
        Assert.Empty(await IdsAsync(sandbox, $"segmentid={segment}"));
        Assert.Equal(["3"], await IdsAsync(sandbox, $"segmentid={segment}"));
    }

    static async Task<string> MakeAsync(Caller sandbox) =>
        (await sandbox.PostAsync(
            "segmentsV2", SegmentText.Of("Tagged", "and", SegmentText.Tag("tagid", "=", "1")))).Json["data"]![0]!["id"]!.GetValue<string>();

    static Task TagAsync(Caller sandbox, int contact) =>
        sandbox.PostAsync("contactTags", $$$"""{"contactTag":{"contact":{{{contact}}},"tag":1}}""");

    static async Task<string[]> IdsAsync(Caller sandbox, string query) =>
        (await sandbox.GetAsync("contacts?" + query)).Column("contacts", "id");
}
