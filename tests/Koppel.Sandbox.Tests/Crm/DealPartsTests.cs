namespace Koppel.Sandbox.Tests.Crm;

/// <summary>What belongs to a deal: values of custom fields, further contacts, roles, notes, activities.</summary>
public sealed class DealPartsTests
{
    [Fact]
    public async Task A_custom_field_is_named_for_messages_and_gives_true_numbers()
    {
        await using var sandbox = await Caller.FastAsync();
        var created = await sandbox.PostAsync("dealCustomFieldMeta",
            """{"dealCustomFieldMetum":{"fieldLabel":"Title","fieldType":"dropdown","fieldOptions":["a","b"],"isRequired":true}}""");
        Assert.Equal((201, "DEAL_TITLE_1", "1", "0"),
            (created.Status, created.Text("dealCustomFieldMetum", "personalization"),
                created.Json["dealCustomFieldMetum"]!["isRequired"]!.ToJsonString(),
                created.Json["dealCustomFieldMetum"]!["isFormVisible"]!.ToJsonString()));
        Assert.Equal(["dealCustomFieldMeta"], (await sandbox.GetAsync("dealCustomFieldMeta")).Json.AsObject().Select(member => member.Key));
        Assert.Equal("""{"errors":[{"title":"The field type field is required.","detail":"","code":422}]}""",
            (await sandbox.PostAsync("dealCustomFieldMeta", """{"dealCustomFieldMetum":{"fieldLabel":"a"}}""")).Body);
        // The plural is no envelope: nothing changes, and nobody says so.
        Assert.Equal("Title",
            (await sandbox.PutAsync("dealCustomFieldMeta/2", """{"dealCustomFieldMeta":{"fieldLabel":"Other"}}""")).Text(
                "dealCustomFieldMetum", "fieldLabel"));
        Assert.Equal("Other",
            (await sandbox.PutAsync("dealCustomFieldMeta/2", """{"dealCustomFieldMetum":{"fieldLabel":"Other"}}""")).Text(
                "dealCustomFieldMetum", "fieldLabel"));
        Assert.Equal("""{"message":"DealCustomFieldMeta deleted."}""", (await sandbox.DeleteAsync("dealCustomFieldMeta/2")).Body);
        Assert.Equal((404, """{"errors":[{"status":404,"title":"Not Found"}]}"""),
            (await sandbox.GetAsync("dealCustomFieldMeta/2")) is var gone ? (gone.Status, gone.Body) : default);
    }

    [Fact]
    public async Task A_value_is_there_once_for_a_field_and_writes_tell_the_one_before()
    {
        await using var sandbox = await FilledAsync();
        var first = await sandbox.PostAsync(
            "dealCustomFieldData", """{"dealCustomFieldDatum":{"dealId":"1","customFieldId":"2","fieldValue":"red"}}""");
        Assert.Equal((200, "1", "\"\""),
            (first.Status, first.Json["dealCustomFieldDatum"]!["dealId"]!.ToJsonString(),
                first.Json["dealCustomFieldDatum"]!["originalValue"]!.ToJsonString()));
        Assert.Matches(@"\+00:00$", first.Text("dealCustomFieldDatum", "createdTimestamp"));
        Assert.Equal("red",
            (await sandbox.PostAsync("dealCustomFieldData",
                """{"dealCustomFieldDatum":{"dealId":1,"customFieldId":2,"fieldValue":"blue"}}""")).Text(
                    "dealCustomFieldDatum", "originalValue"));
        Assert.Equal("blue",
            (await sandbox.PutAsync("dealCustomFieldData/1", """{"dealCustomFieldDatum":{"fieldValue":["red","green"]}}""")).Text(
                "dealCustomFieldDatum", "originalValue"));
        var list = (await sandbox.GetAsync("dealCustomFieldData?filters[dealId]=1")).Json;
        Assert.Equal("1", list["meta"]!["total"]!.ToJsonString());
        Assert.Equal("""["red","green"]""", list["dealCustomFieldData"]![0]!["fieldValue"]!.ToJsonString());
        Assert.False(list["dealCustomFieldData"]![0]!.AsObject().ContainsKey("originalValue"));
        Assert.Empty((await sandbox.GetAsync("dealCustomFieldData?filters[dealId]=2")).Json["dealCustomFieldData"]!.AsArray());
        Assert.Equal("""{"message":"DealCustomFieldData deleted."}""", (await sandbox.DeleteAsync("dealCustomFieldData/1")).Body);
        Assert.Equal(404,
            (await sandbox.PostAsync(
                "dealCustomFieldData", """{"dealCustomFieldDatum":{"dealId":1,"customFieldId":99,"fieldValue":"x"}}""")).Status);
    }

    [Fact]
    public async Task Values_are_written_in_bulk_or_not_at_all()
    {
        await using var sandbox = await FilledAsync();
        var created = await sandbox.PostAsync("dealCustomFieldData/bulkCreate",
            """[{"dealId":"1","customFieldId":"2","fieldValue":"red"},{"dealId":1,"customFieldId":3,"fieldValue":9999"""
            + ""","fieldCurrency":"cad"}]""");
        Assert.Equal((200, """{"message":"The bulk insert was successful."}"""), (created.Status, created.Body));
        var changed = await sandbox.SendAsync(
            "PATCH", "dealCustomFieldData/bulkUpdate", """[{"id":"1","fieldValue":"blue"},{"id":2,"fieldValue":100}]""");
        Assert.Equal((200, "DealCustomFieldDatas with ID(s): 1, 2 successfully bulk updated."),
            (changed.Status, changed.Json["message"]!.GetValue<string>()));
        Assert.Equal(["blue", "100"], (await sandbox.GetAsync("dealCustomFieldData")).Column("dealCustomFieldData", "fieldValue"));
        Assert.Equal("cad", (await sandbox.GetAsync("dealCustomFieldData/2")).Text("dealCustomFieldDatum", "fieldCurrency"));
        var refused = await sandbox.SendAsync(
            "PATCH", "dealCustomFieldData/bulkUpdate", """[{"id":"1","fieldValue":"green"},{"id":2,"fieldValue":"much"}]""");
        Assert.Equal((422, "The custom field value could not be saved to the custom field of type `currency`."),
            (refused.Status, refused.Json["errors"]![0]!["detail"]!.GetValue<string>()));
        Assert.Equal(404,
            (await sandbox.PostAsync("dealCustomFieldData/bulkCreate",
                """[{"dealId":"1","customFieldId":"2","fieldValue":"green"},{"dealId":9,"customFieldId":2,"fieldValue":"x"}]""")).Status);
        Assert.Equal("blue", (await sandbox.GetAsync("dealCustomFieldData/1")).Text("dealCustomFieldDatum", "fieldValue"));
        Assert.Equal(400, (await sandbox.PostAsync("dealCustomFieldData/bulkCreate", "{}")).Status);
    }

    [Fact]
    public async Task A_further_contact_is_another_one_than_the_first_and_can_have_a_role()
    {
        await using var sandbox = await FilledAsync();
        // Without an envelope, as the reference sends it, and with one.
        Assert.Equal(201, (await sandbox.PostAsync("dealRoles", """{"title":"Buyer"}""")).Status);
        await sandbox.PostAsync("dealRoles", """{"dealRole":{"title":"Adviser"}}""");
        Assert.Equal(["Adviser"], (await sandbox.GetAsync("dealRoles?search=ADV")).Column("dealRoles", "title"));
        var created = await sandbox.PostAsync("contactDeals", """{"contactDeal":{"deal":"1","contact":2,"role":1}}""");
        Assert.Equal((201, "1"), (created.Status, string.Join(',', created.Column("deals", "id"))));
        foreach (var (sent, title) in ((string, string)[])[
            ("""{"deal":1,"contact":2}""", "The given contact is already associated to the deal"),
            ("""{"deal":1,"contact":1}""", "The given contact is already associated to the deal"),
            ("""{"deal":1}""", "The contactDeal contact was not provided."),
            ("""{"deal":1,"contact":999}""", "The related contact does not exist."),
            ("""{"deal":9,"contact":1}""", "The related deal does not exist.")])
        {
            var refused = await sandbox.PostAsync("contactDeals", $$"""{"contactDeal":{{sent}}}""");
            Assert.Equal((422, title), (refused.Status, refused.Titles()[0]));
        }

        Assert.Equal("3", (await sandbox.PutAsync("contactDeals/1", """{"contactDeal":{"contact":3}}""")).Text("contactDeal", "contact"));
        Assert.Equal(["1"], (await sandbox.GetAsync("contacts/3/contactDeals")).Column("contactDeals", "deal"));
        Assert.Equal(["3"], (await sandbox.GetAsync("dealRoles/1/contactDeals")).Column("contactDeals", "contact"));
        Assert.Equal(["1"], (await sandbox.GetAsync("contacts/1/deals")).Column("deals", "id"));
        Assert.Equal(200, (await sandbox.DeleteAsync("contactDeals/1")).Status);
        Assert.Equal("""{"message":"No Result found for SubscriberDeal with id 1"}""", (await sandbox.DeleteAsync("contactDeals/1")).Body);
    }

    [Fact]
    public async Task A_note_under_a_deal_stands_beside_the_deal_of_before_and_a_second_post_makes_another()
    {
        await using var sandbox = await FilledAsync();
        var first = await sandbox.PostAsync("deals/1/notes", """{"note":{"note":"Called."}}""");
        Assert.Equal((201, "Deal", "1", ""),
            (first.Status, first.Text("note", "reltype"), first.Json["deals"]![0]!["activitycount"]!.GetValue<string>(),
                first.Text("note", "is_draft")));
        var second = await sandbox.PostAsync("deals/1/notes/1", """{"note":{"note":"Called again."}}""");
        Assert.Equal(("2", "2"), (second.Text("note", "id"), second.Json["deals"]![0]!["activitycount"]!.GetValue<string>()));
        Assert.Equal((200, "Wrote."),
            (await sandbox.PutAsync("deals/1/notes/1", """{"note":{"note":"Wrote."}}""")) is var changed
                ? (changed.Status, changed.Text("note", "note"))
                : default);
        Assert.Equal(["Wrote.", "Called again."], (await sandbox.GetAsync("deals/1/notes")).Column("notes", "note"));
        Assert.Equal(404, (await sandbox.PutAsync("deals/1/notes/99", """{"note":{"note":"x"}}""")).Status);
        Assert.Equal(422, (await sandbox.PostAsync("deals/1/notes", """{"note":{}}""")).Status);
        Assert.Equal(["1", "1"],
            (await sandbox.GetAsync("dealActivities?filters[data_type]=note&filters[data_id]=1")).Column("dealActivities", "dataId"));
        Assert.Equal(4, (await sandbox.GetAsync("dealActivities?deal=1&exclude=emails")).Column("dealActivities", "id").Length);
        Assert.Empty((await sandbox.GetAsync("dealActivities?deal=2")).Json["dealActivities"]!.AsArray());
    }

    [Fact]
    public async Task Notes_belong_to_contacts_and_accounts_too()
    {
        await using var sandbox = await FilledAsync();
        var created = await sandbox.PostAsync("notes", """{"note":{"note":"Likes tea.","relid":2,"reltype":"Subscriber"}}""");
        Assert.Equal((201, "2", """{"type":"contact","id":"2"}"""),
            (created.Status, created.Json["contacts"]![0]!["id"]!.GetValue<string>(), created.Json["note"]!["owner"]!.ToJsonString()));
        Assert.Equal(["Likes tea."], (await sandbox.GetAsync("contacts/2/notes")).Column("notes", "note"));
        var account = await sandbox.PostAsync("accounts/1/notes", """{"note":{"note":"Pays late."}}""");
        Assert.Equal((201, "1"), (account.Status, account.Json["accounts"]![0]!["id"]!.GetValue<string>()));
        Assert.Equal("Pays.", (await sandbox.PutAsync("accounts/1/notes/2", """{"note":{"note":"Pays."}}""")).Text("note", "note"));
        Assert.Equal("""{"message":"No Result found for Subscriber with id 999"}""",
            (await sandbox.PostAsync("notes", """{"note":{"note":"x","relid":999,"reltype":"Subscriber"}}""")).Body);
        Assert.Equal(["The value you selected is not a valid choice."],
            (await sandbox.PostAsync("notes", """{"note":{"note":"x","relid":1,"reltype":"House"}}""")).Titles());
        Assert.Equal(["The note was not provided.", "The note relid was not provided.", "The note reltype was not provided."],
            (await sandbox.PostAsync("notes", """{"note":{}}""")).Titles());
        Assert.Equal(200, (await sandbox.DeleteAsync("notes/1")).Status);
        Assert.Equal("""{"message":"No Result found for Note with id 1"}""", (await sandbox.GetAsync("notes/1")).Body);
    }

    static async Task<Caller> FilledAsync()
    {
        var sandbox = await Caller.FastAsync();
        await sandbox.CreatePipelineAsync();
        await sandbox.CreateDealAsync();
        await sandbox.PostAsync("dealCustomFieldMeta", """{"dealCustomFieldMetum":{"fieldLabel":"Colour","fieldType":"text"}}""");
        await sandbox.PostAsync("dealCustomFieldMeta", """{"dealCustomFieldMetum":{"fieldLabel":"Budget","fieldType":"currency"}}""");
        return sandbox;
    }
}
