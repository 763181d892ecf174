using System.Text.Json.Nodes;

namespace Koppel.Sandbox.Tests.Contract;

/// <summary>What changed in the API's answers over the years: as of a day it is as it was then, and by default as today.</summary>
public sealed class AgesTests
{
    const string Today = "";

    [Theory]
    [InlineData("2020-05-24", """["email","phone","firstName","cdate","udate","orgid","orgname","links","id","organization"]""", "", "")]
    [InlineData("2020-06-10",
        """["email","phone","firstName","email_empty","cdate","udate","orgid","orgname","links","id","organization"]""", "", "")]
    [InlineData("2021-03-23",
        """["email","phone","firstName","email_empty","cdate","udate","orgid","orgname","links","hash","id","organization"]""", "", "")]
    [InlineData("2025-01-28", """["email","phone","firstName","cdate","udate","orgid","orgname","links","id","organization"]""", "0", null)]
    [InlineData(Today, """["email","phone","firstName","cdate","udate","orgid","orgname","links","id","organization"]""", "0", null)]
    public async Task A_created_contact_is_echoed_as_in_its_year(string day, string keys, string orgid, string? organization)
    {
        await using var sandbox = await AsOfAsync(day);
        var contact = (await sandbox.PostAsync(
            "contacts", """{"contact":{"email":"new@example.com","firstName":"New","phone":"1"}}""")).Json["contact"]!;
        Assert.Equal(keys, Keys(contact));
        Assert.Equal((orgid, organization), (contact["orgid"]!.GetValue<string>(), contact["organization"]?.GetValue<string>()));
    }

    [Fact]
    public async Task A_contact_that_is_created_without_a_phone_shows_an_empty_one_since_2025()
    {
        const string Body = """{"contact":{"email":"new@example.com"}}""";
        await using var sandbox = await Caller.FastAsync();
        var contact = (await sandbox.PostAsync("contacts", Body)).Json["contact"]!;
        Assert.Equal("""["email","cdate","udate","phone","orgid","orgname","links","id","organization"]""", Keys(contact));
        Assert.Equal("", contact["phone"]!.GetValue<string>());
        await using var earlier = await AsOfAsync("2020-05-24");
        Assert.Equal("""["email","cdate","udate","orgid","orgname","links","id","organization"]""",
            Keys((await earlier.PostAsync("contacts", Body)).Json["contact"]!));
    }

    [Theory]
    [InlineData("2020-05-24", "-")]
    [InlineData("2020-06-02", "\"0\"")]
    [InlineData("2020-06-10", "false")]
    [InlineData("2021-03-23", "false")]
    [InlineData("2025-01-28", "-")]
    [InlineData(Today, "false")]
    public async Task The_flag_that_a_contact_has_no_address_came_and_went(string day, string told)
    {
        await using var sandbox = await AsOfAsync(day);
        await sandbox.PostAsync("tags", """{"tag":{"tag":"News","tagType":"contact"}}""");
        var tag = (await sandbox.GetAsync("tags?search=News")).Column("tags", "id")[0];
        var beside =
            (await sandbox.PostAsync("contactTags", $$$"""{"contactTag":{"contact":"2","tag":"{{{tag}}}"}}""")).Json["contacts"]![0]!;
        Assert.Equal(told, Told(beside, "email_empty"));
        Assert.Equal(told, Told((await sandbox.GetAsync("contacts")).Json["contacts"]![0]!, "email_empty"));
        var one = (await sandbox.GetAsync("contacts/2")).Json["contact"]!;
        Assert.Equal((told, told == "-" ? "-" : "null"), (Told(one, "email_empty"), Told(one, "sentiment")));
    }

    [Fact]
    public async Task A_contact_shows_neither_of_the_gone_keys_once_they_are_off()
    {
        await using var sandbox = await Caller.FastAsync(new() { KeysGoneStay = false });
        var one = (await sandbox.GetAsync("contacts/2")).Json["contact"]!;
        Assert.Equal(("-", "-"), (Told(one, "email_empty"), Told(one, "sentiment")));
    }

    [Theory]
    [InlineData("2021-03-23", "\"\"")]
    [InlineData("2025-01-28", "\"acme.com\"")]
    [InlineData(Today, "\"\"")]
    public async Task The_domain_of_an_address_is_told_in_2025_only(string day, string domain)
    {
        await using var sandbox = await AsOfAsync(day);
        var contact = (await sandbox.GetAsync("contacts/1")).Json["contact"]!;
        Assert.Equal((domain, "\"\""), (Told(contact, "email_domain"), Told(contact, "email_local")));
    }

    [Theory]
    [InlineData("2020-05-24", "contacts/1", "contact", """["accountContacts","deals","geoIps"]""", "scoreValues mpp_tracking sms_consent")]
    [InlineData("2021-03-23", "contacts/1", "contact", """["accountContacts","scoreValues"]""", "mpp_tracking best_send_hour sms_consent")]
    [InlineData("2025-01-28", "contacts/1", "contact",
        """["best_send_hour","last_click_date","last_mpp_open_date","last_open_date","mpp_tracking"]""",
        "sms_consent sms_consent_updated_at whatsapp_id whatsapp_username")]
    [InlineData(Today, "contacts/1", "contact",
        """["best_send_hour","mpp_tracking","sms_consent","sms_consent_updated_at","whatsapp_id","whatsapp_username"]""", "")]
    [InlineData("2021-03-23", "accounts/1", "account", "[]", "owner fields")]
    [InlineData("2025-01-28", "accounts/1", "account", """["owner"]""", "fields")]
    [InlineData("2021-03-23", "tags/1", "tag", "[]", "deleted")]
    [InlineData("2025-01-28", "tags/1", "tag", """["deleted"]""", "")]
    [InlineData("2020-05-24", "groups/3", "group", """["pgAccountExport"]""", "pgLandingPagesAccess pgWebPersonalizationManage")]
    [InlineData("2021-03-23", "groups/3", "group", """["pgLandingPagesAccess","pgWebPersonalizationManage"]""", "")]
    [InlineData("2025-01-28", "users/1", "user", """["password_updated_utc_timestamp","cdate","udate"]""", "lang roles")]
    [InlineData("2026-08-14", "users/1", "user", """["lang","roles"]""", "password_updated_utc_timestamp cdate udate")]
    [InlineData("2025-01-28", "dealCustomFieldMeta/1", "dealCustomFieldMetum", "[]", "createdBy updatedBy")]
    [InlineData("2026-08-14", "dealCustomFieldMeta/1", "dealCustomFieldMetum", """["createdBy","updatedBy"]""", "")]
    [InlineData("2025-01-28", "dealTasktypes/1", "dealTasktype", "[]", "outcomes")]
    [InlineData("2026-08-14", "dealTasktypes/1", "dealTasktype", """["outcomes"]""", "")]
    public async Task A_row_has_the_keys_of_its_year(string day, string path, string one, string keys, string others)
    {
        await using var sandbox = await AsOfAsync(day);
        var row = (await sandbox.GetAsync(path)).Json[one]!.AsObject();
        Assert.All(JsonNode.Parse(keys)!.AsArray(), key => Assert.Contains(key!.GetValue<string>(), row));
        Assert.All(others.Split(' ', StringSplitOptions.RemoveEmptyEntries), key => Assert.DoesNotContain(key, row));
    }

    [Theory]
    [InlineData("2021-03-23", "channel description non_deleted_subscribers active_subscribers", false)]
    [InlineData("2025-01-28", "channel description non_deleted_subscribers active_subscribers", true)]
    public async Task A_list_tells_its_members_since_2025(string day, string keys, bool are)
    {
        await using var sandbox = await AsOfAsync(day);
        var made = await sandbox.PostAsync(
            "lists", """{"list":{"sender_reminder":"r","name":"News","stringid":"news","sender_url":"https://example.com"}}""");
        Assert.Equal("""["sender_reminder","name","stringid","sender_url","cdate","udate","links","id"]""", Keys(made.Json["list"]!));
        var list = (await sandbox.GetAsync("lists/1")).Json["list"]!.AsObject();
        Assert.All(keys.Split(' '), key => Assert.Equal(are, list.ContainsKey(key)));
    }

    [Theory]
    [InlineData("2020-05-24", """["type","title","perstag","cdate","udate","ordernum","links","id"]""", "null")]
    [InlineData("2021-03-23", """["title","type","perstag","created_by","updated_by","cdate","udate","ordernum","links","id"]""", "\"1\"")]
    public async Task A_field_that_is_made_tells_who_made_it_since_2021(string day, string keys, string maker)
    {
        await using var sandbox = await AsOfAsync(day);
        Assert.Equal(keys, Keys((await sandbox.PostAsync("fields", """{"field":{"title":"Size","type":"text"}}""")).Json["field"]!));
        Assert.Equal(maker, Told((await sandbox.GetAsync("fields/1")).Json["field"]!, "created_by"));
    }

    [Theory]
    [InlineData("2020-05-24", "")]
    [InlineData("2021-03-23", "{}")]
    public async Task The_deletion_of_an_option_had_no_body_in_2020(string day, string body)
    {
        await using var sandbox = await AsOfAsync(day);
        await sandbox.PostAsync("fields", """{"field":{"title":"Size","type":"dropdown"}}""");
        await sandbox.PostAsync("fieldOption/bulk", """{"fieldOptions":[{"field":1,"label":"S","value":"s"}]}""");
        Assert.Equal((200, body), (await sandbox.DeleteAsync("fieldOptions/1")) is var gone ? (gone.Status, gone.Body) : default);
    }

    [Theory]
    [InlineData("2020-05-24", "18D499 32B0FC E6CE4B", "null")]
    [InlineData("2020-07-14", "19CCA3 5884EA FBD965", "null")]
    [InlineData("2025-01-28", "19CCA3 5884EA FBD965", "\"0\"")]
    [InlineData(Today, "19CCA3 5884EA FBD965", "\"0\"")]
    public async Task A_pipeline_begins_with_the_colours_of_its_year_and_a_list_of_deals_has_a_next_task_of_it(
        string day, string colors, string next)
    {
        await using var sandbox = await AsOfAsync(day);
        var pipeline = (await sandbox.PostAsync("dealGroups", """{"dealGroup":{"title":"Sales","currency":"eur","allgroups":1}}""")).Json;
        Assert.Equal(colors, string.Join(' ', pipeline["dealStages"]!.AsArray().Select(stage => stage!["color"]!.GetValue<string>())));
        await sandbox.PostAsync("deals", """{"deal":{"title":"Bikes","contact":"1","value":100,"currency":"eur","group":"1"}}""");
        Assert.Equal((next, "null"),
            (Told((await sandbox.GetAsync("deals")).Json["deals"]![0]!, "nexttaskid"),
                Told((await sandbox.GetAsync("deals/1")).Json["deal"]!, "nexttaskid")));
    }

    static Task<Caller> AsOfAsync(string day) =>
        Caller.FastAsync(
            new() { Seed = 2, AsOf = day == Today ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture) });

    static string Keys(JsonNode row) => new JsonArray([.. row.AsObject().Select(member => (JsonNode)member.Key)]).ToJsonString();

    /// <summary>A value as it is written; a dash for a key that is not there.</summary>
    static string Told(JsonNode row, string key) =>
        row.AsObject().TryGetPropertyValue(key, out var value) ? value?.ToJsonString() ?? "null" : "-";
}
