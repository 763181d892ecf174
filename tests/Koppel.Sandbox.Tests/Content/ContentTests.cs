using Koppel.Sandbox.Tests.Crm;

namespace Koppel.Sandbox.Tests.Content;

public sealed class ContentTests
{
    [Fact]
    public async Task A_new_address_is_the_default_and_keys_are_taken_in_both_spellings()
    {
        await using var sandbox = await Caller.FastAsync();
        var first = await sandbox.PostAsync(
            "addresses", """{"address":{"companyName":"Acme","address1":"Road 1","country":"NL"},"changeCase":false}""");
        Assert.Equal((201, "1"), (first.Status, first.Json["address"]!["isDefault"]!.ToJsonString()));
        var second = await sandbox.PostAsync(
            "addresses", """{"address":{"company_name":"Acme Two","address_1":"Road 2","country":"NL","is_default":true,"groupid":3}}""");
        Assert.Equal(("Acme Two", "Road 2"), (second.Text("address", "companyName"), second.Text("address", "address1")));
        Assert.Equal(["0", "1"], (await sandbox.GetAsync("addresses")).Column("addresses", "isDefault"));
        var changed = await sandbox.PutAsync("addresses/1", """{"address":{"isDefault":false,"allgroup":true,"city":"Delft"}}""");
        Assert.Equal(("0", "1", "Delft"),
            (changed.Json["address"]!["isDefault"]!.ToJsonString(), changed.Json["address"]!["allgroup"]!.ToJsonString(),
                changed.Text("address", "city")));
        Assert.Equal(3, (await sandbox.PostAsync("addresses", """{"address":{}}""")).Titles().Length);
        Assert.Equal(["3"], (await sandbox.GetAsync("addresses/2/addressGroup")).Column("addressGroups", "group"));
        Assert.Equal(200, (await sandbox.DeleteAsync("addressGroups/1")).Status);
        Assert.Equal("""{"message":"No Result found for AddressGroup with id 1"}""", (await sandbox.DeleteAsync("addressGroups/1")).Body);
        Assert.Equal("""{"message":"No Result found for AddressList with id 6"}""", (await sandbox.DeleteAsync("addressLists/6")).Body);
        Assert.Equal(200, (await sandbox.DeleteAsync("addresses/2")).Status);
        Assert.Equal("""{"message":"No Result found for Address with id 2"}""", (await sandbox.GetAsync("addresses/2")).Body);
    }

    [Fact]
    public async Task A_saved_response_needs_a_title_and_something_to_say()
    {
        await using var sandbox = await Caller.FastAsync();
        Assert.Equal(
            ["This field is required.", "Either a subject or a body needs to be provided.",
                "Either a subject or a body needs to be provided."],
                (await sandbox.PostAsync("savedResponses", """{"savedResponse":{}}""")).Titles());
        var created = await sandbox.PostAsync("savedResponses", """{"savedResponse":{"title":"Thanks","body":"Thank you."}}""");
        Assert.Equal((201, false), (created.Status, created.Json["savedResponse"]!.AsObject().ContainsKey("mdate")));
        Assert.Equal("null", (await sandbox.GetAsync("savedResponses/1")).Text("savedResponse", "mdate"));
        Assert.Equal("Hello",
            (await sandbox.PutAsync("savedResponses/1", """{"savedResponse":{"subject":"Hello"}}""")).Text("savedResponse", "subject"));
        Assert.NotEqual("null", (await sandbox.GetAsync("savedResponses/1")).Text("savedResponse", "mdate"));
        Assert.Equal(422, (await sandbox.PutAsync("savedResponses/1", """{"savedResponse":{"subject":"","body":""}}""")).Status);
        Assert.Equal(200, (await sandbox.DeleteAsync("savedResponses/1")).Status);
        Assert.Equal("""{"message":"No Result found for SavedResponse with id 1"}""", (await sandbox.DeleteAsync("savedResponses/1")).Body);
    }

    [Fact]
    public async Task A_variable_names_its_lists_and_is_locked_found_ordered_and_deleted_with_others()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.PostAsync(
            "lists", """{"list":{"name":"Weekly","stringid":"w","sender_url":"https://example.com","sender_reminder":"r"}}""");
        var created = await sandbox.PostAsync("personalizations",
            """{"personalization":{"name":"Greeting","tag":"greet","format":"text","content":"Hello","listids":"1"}}""");
        Assert.Equal((201, "1", "false"),
            (created.Status, created.Text("personalization", "listids"), created.Json["personalization"]!["isLocked"]!.ToJsonString()));
        await sandbox.PostAsync("personalizations", """{"personalization":{"name":"Bye","tag":"bye","content":"So long"}}""");
        var read = (await sandbox.GetAsync("personalizations/1")).Json["personalization"]!;
        Assert.Equal(("1", "Weekly", "1", false),
            (read["listIds"]!.ToString(), read["listNames"]!.ToString(), read["listsCount"]!.ToString(),
                read.AsObject().ContainsKey("listids")));
        foreach (var (query, tags) in ((string, string)[])[("filter[name]=gree", "greet"), ("filter[tag]=BY", "bye"),
            ("filter[content]=long", "bye"), ("filter[format]=html", "bye"), ("filter[listName]=week", "greet"),
            ("filters[name]=gree", "greet,bye"), ("orders[tag]=ASC", "bye,greet"), ("orders[content]=DESC", "bye,greet"),
            ("orders[format]=DESC", "greet,bye"), ("orders[name]=ASC", "bye,greet")])
            Assert.Equal((query, tags),
                (query, string.Join(',', (await sandbox.GetAsync("personalizations?" + query)).Column("personalizations", "tag"))));
        Assert.True((await sandbox.SendAsync("PATCH", "personalizations/1/lock")).Json["success"]!.GetValue<bool>());
        Assert.Equal("true", (await sandbox.GetAsync("personalizations/1")).Json["personalization"]!["isLocked"]!.ToJsonString());
        await sandbox.SendAsync("PATCH", "personalizations/1/unlock");
        Assert.Equal("false", (await sandbox.GetAsync("personalizations/1")).Json["personalization"]!["isLocked"]!.ToJsonString());
        Assert.Equal("Hi",
            (await sandbox.PutAsync("personalizations/1", """{"personalization":{"content":"Hi"}}""")).Text("personalization", "content"));
        Assert.Equal((404, "No Result found for ActiveCampaign\\Hosted\\Personalization\\Personalization with id 9"),
            (await sandbox.PutAsync("personalizations/9", "{}")) is var unknown
                ? (unknown.Status, unknown.Json["message"]!.GetValue<string>())
                : default);
        Assert.Equal((400, "No Result found for Personalization with id 9"),
            (await sandbox.DeleteAsync("personalizations/9")) is var missing
                ? (missing.Status, missing.Json["message"]!.GetValue<string>())
                : default);
        Assert.Equal((200, "Delete successful"),
            (await sandbox.DeleteAsync("personalizations/bulkdelete?ids=1,2,9")) is var deleted ? (deleted.Status, deleted.Body) : default);
        Assert.Empty((await sandbox.GetAsync("personalizations")).Json["personalizations"]!.AsArray());
    }

    [Fact]
    public async Task A_calendar_has_a_token_and_one_of_three_types()
    {
        await using var sandbox = await Caller.FastAsync();
        var created = await sandbox.PostAsync("calendars", """{"calendar":{"title":"Tasks","type":"Deals","notification":true}}""");
        Assert.Equal((201, "1", 32),
            (created.Status, created.Json["calendar"]!["notification"]!.ToJsonString(), created.Text("calendar", "token").Length));
        Assert.Equal(["The value you selected is not a valid choice."],
            (await sandbox.PostAsync("calendars", """{"calendar":{"title":"Tasks","type":"Holidays"}}""")).Titles());
        Assert.Equal(created.Text("calendar", "token"),
            (await sandbox.PutAsync("calendars/1", """{"calendar":{"type":"All"}}""")).Text("calendar", "token"));
        Assert.Equal(200, (await sandbox.DeleteAsync("calendars/1")).Status);
        Assert.Equal("""{"message":"No Result found for Calendar with id 1"}""", (await sandbox.GetAsync("calendars/1")).Body);
    }

    [Fact]
    public async Task The_account_has_one_branding_and_settings_whose_value_changes()
    {
        await using var sandbox = await Caller.FastAsync();
        Assert.Equal(["3"], (await sandbox.GetAsync("brandings")).Column("brandings", "groupid"));
        Assert.Equal(("Acme", "1"),
            (await sandbox.PutAsync("brandings/1", """{"branding":{"siteName":"Acme"}}""")) is var branding
                ? (branding.Text("branding", "siteName"), branding.Text("branding", "links"))
                : default);
        Assert.Equal(405, (await sandbox.DeleteAsync("brandings/1")).Status);
        var config = await sandbox.PutAsync("configs/1", """{"config":{"val":"50","keyname":"other"}}""");
        Assert.Equal(("50", "pagination.users_index"), (config.Text("config", "val"), config.Text("config", "keyname")));
        Assert.Equal("""{"message":"No Result found for ConfigResult with id 100"}""", (await sandbox.PutAsync("configs/100", "{}")).Body);
    }

    [Fact]
    public async Task What_is_made_by_hand_comes_through_the_control_door_and_is_read_and_deleted()
    {
        await using var sandbox = await Caller.FastAsync();
        foreach (var (resource, one, name) in ((string, string, string)[])[("templates", "template", "Spring"),
            ("forms", "form", "Sign up")])
        {
            Assert.Equal("""{"id":7}""",
                (await sandbox.PostAsync(
                    "/_sandbox/rows", $$$"""{"resource":"{{{resource}}}","id":7,"values":{"name":"{{{name}}}"}}""")).Body);
            Assert.Equal([name], (await sandbox.GetAsync(resource)).Column(resource, "name"));
            Assert.Equal(name, (await sandbox.GetAsync($"{resource}/7")).Text(one, "name"));
            Assert.Equal(405, (await sandbox.PostAsync(resource, "{}")).Status);
            Assert.Equal(200, (await sandbox.DeleteAsync($"{resource}/7")).Status);
            Assert.Equal(404, (await sandbox.GetAsync($"{resource}/7")).Status);
        }

        var unknown = await sandbox.PostAsync("/_sandbox/rows", """{"resource":"templates","values":{"colour":"red"}}""");
        Assert.Equal(400, unknown.Status);
        Assert.StartsWith("A row of templates keeps no 'colour'. It keeps userid, ", unknown.Json["message"]!.GetValue<string>(),
            StringComparison.Ordinal);
        Assert.StartsWith("Send {",
            (await sandbox.PostAsync("/_sandbox/rows", """{"resource":"houses"}""")).Json["message"]!.GetValue<string>(),
            StringComparison.Ordinal);
        Assert.Equal("The id 7 of templates was given already. The next one is 8.",
            (await sandbox.PostAsync("/_sandbox/rows", """{"resource":"templates","id":7}""")).Json["message"]!.GetValue<string>());
    }
}
