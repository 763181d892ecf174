namespace Koppel.Sandbox.Tests;

public sealed class ListsTests
{
    const string Awesome = """
        {"list":{"name":"Weekly letter","stringid":"weekly-letter","sender_url":"https://example.com","sender_reminder":"You asked for it"}}
        """;

    [Fact]
    public async Task What_was_sent_comes_back_and_a_read_shows_the_rest()
    {
        await using var sandbox = await Caller.FastAsync();
        var created = await sandbox.PostAsync("lists", Awesome);
        Assert.Equal((201, "1"), (created.Status, created.Json["list"]!["id"]!.GetValue<string>()));
        Assert.Equal(["cdate", "id", "links", "name", "sender_reminder", "sender_url", "stringid", "udate"],
            created.Json["list"]!.AsObject().Select(member => member.Key).Order());
        var read = (await sandbox.GetAsync("lists/1")).Json["list"]!;
        Assert.Equal(("Subscriber", "1", "0"),
            (read["to_name"]!.GetValue<string>(), read["p_use_tracking"]!.GetValue<string>(),
                read["active_subscribers"]!.GetValue<string>()));
        Assert.Null(read["carboncopy"]);
    }

    [Fact]
    public async Task Each_missing_value_is_named()
    {
        await using var sandbox = await Caller.FastAsync();
        var refused = await sandbox.PostAsync("lists", """{"list":{"name":"Weekly letter"}}""");
        Assert.Equal(422, refused.Status);
        Assert.Equal(["/data/attributes/stringid", "/data/attributes/sender_url", "/data/attributes/sender_reminder"],
            refused.Json["errors"]!.AsArray().Select(error => error!["source"]!["pointer"]!.GetValue<string>()));
        Assert.Equal("0", (await sandbox.GetAsync("lists")).Json["meta"]!["total"]!.GetValue<string>());
    }

    [Fact]
    public async Task Names_are_filtered_with_operators_and_what_is_unknown_is_ignored()
    {
        await using var sandbox = await Caller.FastAsync();
        foreach (var name in (string[])["Bikes", "Cars", "Boats"])
            await sandbox.PostAsync("lists", Awesome.Replace("Weekly letter", name, StringComparison.Ordinal));
        Assert.Equal(["Cars"], await Names("filters[name]=car"));
        Assert.Equal(["Bikes", "Boats"], await Names("filters[name][starts_with]=b"));
        Assert.Equal(["Bikes", "Boats"], await Names("filters[name][neq]=cars"));
        Assert.Equal(["Cars", "Boats", "Bikes"], await Names("orders[name]=DESC"));
        Assert.Equal(["Bikes", "Cars", "Boats"], await Names("filters[colour]=red&orders[colour]=ASC&filters[name][like]=x"));
        Assert.Equal(["Cars"], await Names("limit=1&offset=1"));

        async Task<string[]> Names(string query) => (await sandbox.GetAsync("lists?" + query)).Column("lists", "name");
    }

    [Fact]
    public async Task A_contact_has_one_row_for_a_list_whatever_becomes_of_it()
    {
        await using var sandbox = await Caller.WithClockAsync();
        await sandbox.PostAsync("lists", Awesome);
        var first = await sandbox.PostAsync("contactLists", """{"contactList":{"list":"1","contact":2,"status":1}}""");
        Assert.Equal((201, "1", 1),
            (first.Status, first.Json["contactList"]!["id"]!.GetValue<string>(), first.Json["contactList"]!["status"]!.GetValue<int>()));
        Assert.Equal("2", first.Json["contacts"]![0]!["id"]!.GetValue<string>());
        sandbox.Time!.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await sandbox.PostAsync("contactLists", """{"contactList":{"list":1,"contact":"2","status":"2"}}""")).Status);
        var row = (await sandbox.GetAsync("contacts/2/contactLists")).Json["contactLists"]![0]!;
        Assert.Equal(("1", "2", "2026-06-01T10:30:00-05:00", "2026-06-01T10:31:00-05:00"),
            (row["id"]!.GetValue<string>(), row["status"]!.GetValue<string>(), row["sdate"]!.GetValue<string>(),
                row["udate"]!.GetValue<string>()));
        var list = (await sandbox.GetAsync("lists/1")).Json["list"]!;
        Assert.Equal(("0", "1"), (list["active_subscribers"]!.GetValue<string>(), list["non_deleted_subscribers"]!.GetValue<string>()));
        await sandbox.PostAsync("contactLists", """{"contactList":{"list":1,"contact":2,"status":1,"sourceid":4}}""");
        row = (await sandbox.GetAsync("contactLists")).Json["contactLists"]![0]!;
        Assert.Equal(("1", "4", null), (row["status"]!.GetValue<string>(), row["sourceid"]!.GetValue<string>(), row["udate"]));
    }

    [Theory]
    [InlineData("""{"list":1,"contact":2,"status":4}""", "The value you selected is not a valid choice.")]
    [InlineData("""{"list":1,"contact":2,"status":"active"}""", "The value you selected is not a valid choice.")]
    [InlineData("""{"list":9,"contact":2,"status":1}""", "The related list does not exist.")]
    [InlineData("""{"list":1,"contact":999,"status":1}""", "The related contact does not exist.")]
    public async Task What_does_not_fit_is_refused(string sent, string title)
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.PostAsync("lists", Awesome);
        var refused = await sandbox.PostAsync("contactLists", "{\"contactList\":" + sent + "}");
        Assert.Equal((422, title), (refused.Status, refused.Json["errors"]![0]!["title"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_list_takes_its_members_along_and_all_of_it_survives_a_snapshot()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.PostAsync("lists", Awesome);
        await sandbox.PostAsync("lists", Awesome.Replace("Weekly letter", "Other", StringComparison.Ordinal));
        for (var contact = 1; contact < 5; contact++)
        {
            foreach (var list in (int[])[1, 2])
                await sandbox.PostAsync("contactLists", $$$"""{"contactList":{"list":{{{list}}},"contact":{{{contact}}},"status":1}}""");
        }

        var snapshot = await sandbox.GetAsync("/_sandbox/snapshot");
        await using var other = await Caller.FastAsync(new() { Seed = 1 });
        Assert.Equal(200, (await other.PutAsync("/_sandbox/snapshot", snapshot.Body)).Status);
        Assert.Equal(snapshot.Body, (await other.GetAsync("/_sandbox/snapshot")).Body);
        Assert.Equal(8, other.Server.GetStats().Rows["contactLists"]);
        Assert.Equal(200, (await other.DeleteAsync("lists/1")).Status);
        Assert.Equal(404, (await other.DeleteAsync("lists/1")).Status);
        Assert.Equal(["2", "2", "2", "2"], (await other.GetAsync("contactLists")).Column("contactLists", "list"));
        await other.DeleteAsync("contacts/1");
        Assert.Equal("3", (await other.GetAsync("lists/2")).Json["list"]!["active_subscribers"]!.GetValue<string>());
    }
}
