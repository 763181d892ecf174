namespace Koppel.Sandbox.Tests;

public sealed class FieldsTests
{
    static Task<Reply> AddAsync(Caller sandbox, string field) => sandbox.PostAsync("fields", "{\"field\":" + field + "}");

    [Fact]
    public async Task Personalization_tags_are_in_capitals_and_each_is_there_once()
    {
        await using var sandbox = await Caller.FastAsync();
        Assert.Equal("SHOESIZE", Tag(await AddAsync(sandbox, """{"title":"Shoe size","type":"text","perstag":"shoe size"}""")));
        Assert.Equal("SHOESIZE_1", Tag(await AddAsync(sandbox, """{"title":"Other","type":"text","perstag":"ShoeSize"}""")));
        Assert.Equal("NOTAG", Tag(await AddAsync(sandbox, """{"title":"No tag","type":"text"}""")));
        Assert.Equal(["2"], (await sandbox.GetAsync("fields?filters[perstag]=SHOESIZE_1")).Column("fields", "id"));
        Assert.Equal("NOTAG", Tag(await sandbox.PutAsync("fields/3", """{"field":{"descript":"changed"}}""")));

        static string Tag(Reply reply) => reply.Json["field"]!["perstag"]!.GetValue<string>();
    }

    [Fact]
    public async Task A_title_is_there_once()
    {
        await using var sandbox = await Caller.FastAsync();
        await AddAsync(sandbox, """{"title":"Colour","type":"text"}""");
        var refused = await AddAsync(sandbox, """{"title":"colour","type":"text"}""");
        var error = refused.Json["errors"]![0]!;
        Assert.Equal((422, "duplicate", "There is already a field with this title"),
            (refused.Status, error["code"]!.GetValue<string>(), error["title"]!.GetValue<string>()));
        Assert.Equal(422, (await AddAsync(sandbox, """{"type":"text"}""")).Status);
        Assert.Equal(200, (await sandbox.PutAsync("fields/1", """{"field":{"title":"COLOUR"}}""")).Status);
    }

    [Fact]
    public async Task Options_stand_beside_fields_and_under_them()
    {
        await using var sandbox = await Caller.FastAsync();
        await AddAsync(sandbox, """{"title":"Colour","type":"dropdown"}""");
        var made = await sandbox.PostAsync("fieldOption/bulk",
            """{"fieldOptions":[{"field":1,"label":"Red","value":"red","orderid":2},{"field":1"""
            + ""","label":"Blue","value":"blue","orderid":1}]}""");
        Assert.Equal((201, 2), (made.Status, made.Json["fieldOptions"]!.AsArray().Count));
        await sandbox.PostAsync("fieldRels", """{"fieldRel":{"field":1,"relid":0}}""");
        var fields = await sandbox.GetAsync("fields");
        Assert.Equal(["blue", "red"], fields.Column("fieldOptions", "value"));
        Assert.Equal("""["2","1"]""", fields.Json["fields"]![0]!["options"]!.ToJsonString());
        Assert.Equal("""["1"]""", fields.Json["fields"]![0]!["relations"]!.ToJsonString());
        Assert.Equal(["red", "blue"], (await sandbox.GetAsync("fields/1/options")).Column("fieldOptions", "value"));
        Assert.Equal(404, (await sandbox.GetAsync("fields/9/options")).Status);
        Assert.Equal(422, (await sandbox.PostAsync("fieldOption/bulk", """{"fieldOptions":{}}""")).Status);
        Assert.Equal("{}", (await sandbox.DeleteAsync("fieldOptions/1")).Body);
        Assert.Equal(200, (await sandbox.DeleteAsync("fields/1")).Status);
        Assert.Equal((0, 0), (sandbox.Server.GetStats().Rows["fieldOptions"], sandbox.Server.GetStats().Rows["fieldRels"]));
    }

    [Fact]
    public async Task A_contact_has_one_value_for_a_field()
    {
        await using var sandbox = await Caller.WithClockAsync(new() { RefusesTooMany = false });
        await AddAsync(sandbox, """{"title":"Colour","type":"text"}""");
        Assert.Equal(201, (await sandbox.PostAsync("fieldValues", """{"fieldValue":{"contact":1,"field":1,"value":"red"}}""")).Status);
        sandbox.Time!.Advance(TimeSpan.FromMinutes(1));
        var again = await sandbox.PostAsync("fieldValues", """{"fieldValue":{"contact":"1","field":"1","value":"blue"}}""");
        Assert.Equal((200, "1"), (again.Status, again.Json["fieldValue"]!["id"]!.GetValue<string>()));
        Assert.Equal("2026-06-01T10:31:00-05:00", (await sandbox.GetAsync("contacts/1")).Json["contact"]!["udate"]!.GetValue<string>());
        Assert.Equal(["1"], (await sandbox.GetAsync("fieldValues?filters[val]=blue&filters[fieldid]=1")).Column("fieldValues", "contact"));
        Assert.Equal("0", (await sandbox.GetAsync("fieldValues?filters[fieldid]=2")).Json["meta"]!["total"]!.GetValue<string>());
        Assert.Equal("Field id not valid",
            (await sandbox.PostAsync("fieldValues",
                """{"fieldValue":{"contact":1,"field":"COLOUR","value":"x"}}""")).Json["errors"]![0]!["title"]!.GetValue<string>());
        await sandbox.DeleteAsync("fields/1");
        Assert.Empty((await sandbox.GetAsync("contacts/1/fieldValues")).Json["fieldValues"]!.AsArray());
        Assert.Equal(404, (await sandbox.GetAsync("fieldValues/1")).Status);
    }

    [Fact]
    public async Task A_contact_is_written_with_its_values_and_what_is_no_field_is_passed_over()
    {
        await using var sandbox = await Caller.FastAsync();
        await AddAsync(sandbox, """{"title":"Colour","type":"text"}""");
        await AddAsync(sandbox, """{"title":"Size","type":"text","isrequired":1,"defval":"M"}""");
        var created = await sandbox.PostAsync("contact/sync",
            """{"contact":{"email":"new@example.com","fieldValues":[{"field":"1","value":"red"},{"field":99,"value":"x"}]}}""");
        Assert.Equal((201, """["1"]"""), (created.Status, created.Json["contact"]!["fieldValues"]!.ToJsonString()));
        Assert.Equal(["red"], created.Column("fieldValues", "value"));
        var changed =
            await sandbox.PutAsync("contacts/101", """{"contact":{"fieldValues":[{"field":1,"value":"blue"}]},"useDefaults":true}""");
        Assert.Equal(["blue"], changed.Column("fieldValues", "value"));
        Assert.Equal(["blue", "M"], (await sandbox.GetAsync("contacts/101")).Column("fieldValues", "value"));
    }

    [Fact]
    public async Task Include_brings_what_belongs_to_the_contacts_of_the_page()
    {
        await using var sandbox = await Caller.FastAsync();
        await AddAsync(sandbox, """{"title":"Colour","type":"text"}""");
        await sandbox.PostAsync(
            "lists", """{"list":{"name":"News","stringid":"s","sender_url":"https://example.com","sender_reminder":"r"}}""");
        foreach (var contact in (int[])[1, 2, 3])
        {
            await sandbox.PostAsync(
                "fieldValues", "{\"fieldValue\":{\"contact\":" + contact + ",\"field\":1,\"value\":\"v" + contact + "\"}}");
            await sandbox.PostAsync("contactLists", "{\"contactList\":{\"contact\":" + contact + ",\"list\":1,\"status\":1}}");
            await sandbox.PostAsync("accountContacts", "{\"accountContact\":{\"contact\":" + contact + ",\"account\":1}}");
        }

        var page =
            await sandbox.GetAsync("contacts?limit=2&include=fieldValues.field,contactLists.list,accountContacts,organization,nothing");
        Assert.Equal(["v1", "v2"], page.Column("fieldValues", "value"));
        Assert.Equal(["Colour"], page.Column("fields", "title"));
        Assert.Equal(["1", "2"], page.Column("contactLists", "contact"));
        Assert.Equal(["News"], page.Column("lists", "name"));
        Assert.Equal(["1", "2"], page.Column("accountContacts", "id"));
        Assert.Equal(["1"], page.Column("organizations", "id"));
        Assert.Equal("""["1"]""", page.Json["contacts"]![0]!["accountContacts"]!.ToJsonString());
    }

    [Fact]
    public async Task Contacts_are_found_by_their_list_and_how_they_stand_to_it()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.PostAsync(
            "lists", """{"list":{"name":"News","stringid":"s","sender_url":"https://example.com","sender_reminder":"r"}}""");
        foreach (var (contact, status) in new[] { (5, 1), (3, 2), (9, 1), (7, 3) })
            await sandbox.PostAsync("contactLists", "{\"contactList\":{\"contact\":" + contact + ",\"list\":1,\"status\":" + status + "}}");
        Assert.Equal(["3", "5", "7", "9"], await Ids("listid=1"));
        Assert.Equal(["9", "7"], await Ids("listid=1&orders[id]=DESC&limit=2"));
        Assert.Equal(["5", "9"], await Ids("listid=1&status=1"));
        Assert.Equal(["3"], await Ids("listid=1&status=2"));
        Assert.Equal(["7"], await Ids("status=3"));
        Assert.Equal(["7", "9"], await Ids("listid=1&id_greater=5"));
        Assert.Empty(await Ids("listid=2"));
        Assert.Empty(await Ids("listid=1&tagid=1"));

        async Task<string[]> Ids(string query) => (await sandbox.GetAsync("contacts?" + query)).Column("contacts", "id");
    }
}
