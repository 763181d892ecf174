using System.Text.Json.Nodes;
using Koppel.Sandbox.Tests.Crm;

namespace Koppel.Sandbox.Tests.Webhooks;

public sealed class WebhooksTests
{
    [Fact]
    public async Task A_webhook_is_created_found_changed_and_deleted()
    {
        await using var sandbox = await Caller.FastAsync();
        var created = await HookAsync(sandbox, "https://example.com/hook", "subscribe");
        Assert.Equal((201, "0", "[]", """["subscribe"]"""),
            (created.Status, created.Text("webhook", "listid"), created.Json["webhook"]!["links"]!.ToJsonString(),
                created.Json["webhook"]!["events"]!.ToJsonString()));
        var read = (await sandbox.GetAsync("webhooks/1")).Json["webhook"]!;
        Assert.Equal(("1", null), (read["state"]!.GetValue<string>(), read["deactivated_date"]));
        foreach (var query in (string[])["filters[name]=Hook", "filters[url]=https://example.com/hook", "filters[listid]=0"])
            Assert.Equal(["1"], (await sandbox.GetAsync("webhooks?" + query)).Column("webhooks", "id"));
        Assert.Empty((await sandbox.GetAsync("webhooks?filters[listid]=1")).Json["webhooks"]!.AsArray());
        Assert.Equal("Other", (await sandbox.PutAsync("webhooks/1", """{"webhook":{"name":"Other"}}""")).Text("webhook", "name"));
        Assert.Equal(200, (await sandbox.DeleteAsync("webhooks/1")).Status);
        Assert.Equal("""{"message":"No Result found for Webhook with id 1"}""", (await sandbox.GetAsync("webhooks/1")).Body);
        var events = (await sandbox.GetAsync("webhook/events")).Json;
        Assert.Equal((25, 25), (events["webhookEvents"]!.AsArray().Count, events["meta"]!["total"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("""{"name":"h","url":"example.com","events":["sent"],"sources":["api"]}""", "The webhook url is no address.")]
    [InlineData("""{"name":"h","url":"https://example.com","events":["dinner"],"sources":["api"]}""",
        "The value you selected is not a valid choice.")]
    [InlineData("""{"name":"h","url":"https://example.com","events":["sent"],"sources":["moon"]}""",
        "The value you selected is not a valid choice.")]
    [InlineData("""{"name":"h","url":"https://example.com","events":[],"sources":["api"]}""", "The webhook events were not provided.")]
    [InlineData("""{"name":"h","url":"https://example.com","events":["sent"]}""", "The webhook sources were not provided.")]
    [InlineData("""{}""", "The webhook name was not provided.")]
    public async Task What_a_webhook_cannot_be_is_refused(string webhook, string title)
    {
        await using var sandbox = await Caller.FastAsync();
        var refused = await sandbox.PostAsync("webhooks", $$"""{"webhook":{{webhook}}}""");
        Assert.Equal((422, title), (refused.Status, refused.Titles()[0]));
    }

    [Fact]
    public async Task A_webhook_is_told_of_tags_and_changes_as_a_form()
    {
        await using var sandbox = await Caller.WithClockAsync(new() { RefusesTooMany = false });
        await using var receiver = await Receiver.StartAsync();
        await HookAsync(sandbox, receiver.Url.ToString(), "contact_tag_added", "contact_tag_removed", "update");
        await sandbox.PostAsync("contactTags", """{"contactTag":{"contact":1,"tag":1}}""");
        var told = await receiver.NextAsync();
        Assert.Equal(("contact_tag_added", "Test", "1", "john.doe@acme.com", "api", "0", "2026-06-01T10:30:00-05:00"),
            (told["type"], told["tag"], told["contact[id]"], told["contact[email]"], told["initiated_from"], told["list"],
                told["date_time"]));
        Assert.Contains("Test", told["contact[tags]"], StringComparison.Ordinal);
        await sandbox.PutAsync("contacts/1", """{"contact":{"phone":"123"}}""");
        Assert.Equal(
            ("update", "123"), (await receiver.NextAsync()) is var changed ? (changed["type"], changed["contact[phone]"]) : default);
        var link = (await sandbox.GetAsync("contacts/1/contactTags")).Json["contactTags"]!.AsArray()
            .Single(row => row!["tag"]!.ToString() == "1")!["id"];
        await sandbox.DeleteAsync($"contactTags/{link}");
        Assert.Equal("contact_tag_removed", (await receiver.NextAsync())["type"]);
        // A link that is there already is no news, and a new contact is no event of this webhook.
        await sandbox.PostAsync("contacts", """{"contact":{"email":"new@example.com"}}""");
        Assert.True(receiver.IsEmpty);
    }

    [Fact]
    public async Task A_webhook_of_a_list_hears_of_that_list_only()
    {
        await using var sandbox = await Caller.FastAsync();
        await using var receiver = await Receiver.StartAsync();
        foreach (var name in (string[])["a", "b"])
            await sandbox.PostAsync("lists",
                $$$"""{"list":{"name":"{{{name}}}","stringid":"{{{name}}}","sender_url":"https://example.com","sender_reminder":"r"}}""");
        await sandbox.PostAsync("webhooks",
            $$$"""{"webhook":{"name":"h","url":"{{{receiver.Url}}}","events":["subscribe","unsubscribe","list_add"],"sources":["api"]"""
                + $$$""","listid":2}}""");
        await sandbox.PostAsync("contactLists", """{"contactList":{"list":1,"contact":1,"status":1}}""");
        await sandbox.PostAsync("contactLists", """{"contactList":{"list":2,"contact":1,"status":1}}""");
        await sandbox.PostAsync("contactLists", """{"contactList":{"list":2,"contact":1,"status":2}}""");
        await sandbox.PostAsync(
            "lists", """{"list":{"name":"c","stringid":"c","sender_url":"https://example.com","sender_reminder":"r"}}""");
        Assert.Equal(("subscribe", "2"), (await receiver.NextAsync()) is var on ? (on["type"], on["list"]) : default);
        Assert.Equal(("unsubscribe", "2"), (await receiver.NextAsync()) is var off ? (off["type"], off["list"]) : default);
        Assert.Equal(("list_add", "c"), (await receiver.NextAsync()) is var made ? (made["type"], made["list[name]"]) : default);
    }

    [Fact]
    public async Task A_webhook_hears_of_sales()
    {
        await using var sandbox = await Caller.FastAsync();
        await using var receiver = await Receiver.StartAsync();
        await HookAsync(sandbox, receiver.Url.ToString(), "deal_add", "deal_update", "deal_note_add", "deal_pipeline_add", "deal_stage_add",
            "deal_task_add", "deal_task_complete", "deal_tasktype_add", "subscriber_note", "contact_task_add");
        await sandbox.CreatePipelineAsync();
        Assert.Equal("Wholesale", (await receiver.NextAsync())["pipeline[title]"]);
        await sandbox.CreateDealAsync(value: "12550");
        Assert.Equal(("deal_add", "125.50", "125.5", "€", "To Contact", "Robin"), (await receiver.NextAsync()) is var deal
            ? (deal["type"], deal["deal[value]"], deal["deal[value_raw]"], deal["deal[currency_symbol]"], deal["deal[stage_title]"],
                deal["deal[owner_firstname]"]) : default);
        await sandbox.PutAsync("deals/1", """{"deal":{"title":"More"}}""");
        Assert.Equal(("deal_update", "title", "mdate"),
            (await receiver.NextAsync()) is var changed
                ? (changed["type"], changed["updated_fields[0]"], changed["updated_fields[1]"])
                : default);
        await sandbox.PostAsync("deals/1/notes", """{"note":{"note":"Hm."}}""");
        Assert.Equal(("deal_note_add", "Hm."), (await receiver.NextAsync()) is var note ? (note["type"], note["note[text]"]) : default);
        await sandbox.PostAsync("dealStages", """{"dealStage":{"title":"Won","group":1}}""");
        Assert.Equal("Won", (await receiver.NextAsync())["stage[title]"]);
        await sandbox.PostAsync("dealTasks", """{"dealTask":{"relid":1,"dealTasktype":1,"duedate":"2026-06-02T09:00:00-05:00"}}""");
        Assert.Equal(("deal_task_add", "Call", "2026-06-02 09:00:00", "2026-06-02T09:00:00-05:00"),
            (await receiver.NextAsync()) is var task
                ? (task["type"], task["task[type_title]"], task["task[duedate]"], task["task[duedate_iso]"])
                : default);
        await sandbox.PutAsync("dealTasks/1", """{"dealTask":{"status":1}}""");
        Assert.Equal("deal_task_complete", (await receiver.NextAsync())["type"]);
        await sandbox.PostAsync("dealTasktypes", """{"dealTasktype":{"title":"Visit"}}""");
        Assert.Equal("Visit", (await receiver.NextAsync())["tasktype[title]"]);
        await sandbox.PostAsync("notes", """{"note":{"note":"Tea.","relid":2,"reltype":"Subscriber"}}""");
        Assert.Equal(("subscriber_note", "Tea.", "2"),
            (await receiver.NextAsync()) is var about ? (about["type"], about["note"], about["contact[id]"]) : default);
        await sandbox.PostAsync("dealTasks", """{"dealTask":{"ownerType":"contact","relid":2,"dealTasktype":1,"duedate":"2026-06-02"}}""");
        Assert.Equal("contact_task_add", (await receiver.NextAsync())["type"]);
    }

    [Fact]
    public async Task A_webhook_hears_of_accounts_and_of_values_under_the_name_of_their_field()
    {
        await using var sandbox = await Caller.FastAsync();
        await using var receiver = await Receiver.StartAsync();
        await HookAsync(sandbox, receiver.Url.ToString(), "account_add", "account_update", "account_contact_add", "update", "subscribe");
        await sandbox.PostAsync("accounts", """{"account":{"name":"Acme"}}""");
        var account = await receiver.NextAsync();
        Assert.Equal(("account_add", "Acme"), (account["type"], account["account[name]"]));
        await sandbox.PutAsync($"accounts/{account["account[id]"]}", """{"account":{"accountUrl":"https://example.com"}}""");
        Assert.Equal(("account_update", "https://example.com"),
            (await receiver.NextAsync()) is var changed ? (changed["type"], changed["account[account_url]"]) : default);
        await sandbox.PostAsync("contacts", """{"contact":{"email":"new@example.com"}}""");
        var made = await receiver.NextAsync();
        Assert.Equal(("subscribe", "0"), (made["type"], made["list"]));
        await sandbox.PostAsync("accountContacts",
            $$$"""{"accountContact":{"contact":{{{made["contact[id]"]}}},"account":{{{account["account[id]"]}}},"jobTitle":"Baker"}}""");
        Assert.Equal(("account_contact_add", "Baker"),
            (await receiver.NextAsync()) is var link ? (link["type"], link["accountContact[job_title]"]) : default);
        var field = (await sandbox.PostAsync("fields", """{"field":{"title":"Colour","type":"text"}}""")).Text("field", "id");
        await sandbox.PostAsync("fieldValues", $$$"""{"fieldValue":{"contact":1,"field":{{{field}}},"value":"red"}}""");
        Assert.Equal(
            ("update", "red"), (await receiver.NextAsync()) is var value ? (value["type"], value["contact[fields][colour]"]) : default);
    }

    [Fact]
    public async Task An_import_tells_nobody()
    {
        await using var sandbox = await Caller.FastAsync();
        await using var receiver = await Receiver.StartAsync();
        await HookAsync(sandbox, receiver.Url.ToString(), "subscribe", "update", "contact_tag_added");
        await sandbox.ImportAsync("""{"email":"a@example.com","tags":["Test"]}""", """{"email":"b@example.com"}""");
        Assert.Equal("1", (await sandbox.GetAsync("contacts?email=a@example.com")).Json["meta"]!["total"]!.GetValue<string>());
        await sandbox.PutAsync("contacts/1", """{"contact":{"phone":"1"}}""");
        Assert.Equal("1", (await receiver.NextAsync())["contact[id]"]);
    }

    [Fact]
    public async Task What_is_not_for_this_machine_is_noted_and_not_sent()
    {
        await using var sandbox = await Caller.FastAsync();
        foreach (var url in (string[])["https://example.com/hook", "http://192.0.2.1/hook", "http://127.0.0.1.example.com/hook"])
            await HookAsync(sandbox, url, "update");
        await HookAsync(sandbox, "http://127.0.0.1:1/hook", "update");
        await sandbox.PutAsync("contacts/1", """{"contact":{"phone":"1"}}""");
        var noted = await NotedAsync(sandbox, 4);
        Assert.Equal(3, noted.Count(row => row!["notDelivered"]?.ToString() == "The sandbox calls nobody but this machine."));
        Assert.StartsWith("Nobody took it: ", noted[0]!["notDelivered"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("update", noted[0]!["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_webhook_that_answers_410_is_off_for_good_and_an_error_is_not_tried_again()
    {
        await using var sandbox = await Caller.FastAsync();
        await using var receiver = await Receiver.StartAsync();
        await HookAsync(sandbox, receiver.Url.ToString(), "update");
        receiver.Status = 500;
        await sandbox.PutAsync("contacts/1", """{"contact":{"phone":"1"}}""");
        await receiver.NextAsync();
        Assert.Equal(500, (await NotedAsync(sandbox, 1))[0]!["status"]!.GetValue<int>());
        receiver.Status = 410;
        await sandbox.PutAsync("contacts/1", """{"contact":{"phone":"2"}}""");
        await receiver.NextAsync();
        await NotedAsync(sandbox, 2);
        var hook = (await sandbox.GetAsync("webhooks/1")).Json["webhook"]!;
        Assert.Equal("0", hook["state"]!.GetValue<string>());
        Assert.NotNull(hook["deactivated_date"]);
        await sandbox.PutAsync("webhooks/1", """{"webhook":{"state":1}}""");
        await sandbox.PutAsync("contacts/1", """{"contact":{"phone":"3"}}""");
        Assert.Equal(2, (await sandbox.GetAsync("/_sandbox/webhooks")).Json.AsArray().Count);
        Assert.True(receiver.IsEmpty);
    }

    /// <summary>The deliveries, as soon as there are so many.</summary>
    static async Task<JsonArray> NotedAsync(Caller sandbox, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var noted = (await sandbox.GetAsync("/_sandbox/webhooks")).Json.AsArray();
            if (noted.Count >= count) return noted;
            await Task.Delay(20, patience.Token);
        }
    }

    static Task<Reply> HookAsync(Caller sandbox, string url, params string[] events) =>
        sandbox.PostAsync("webhooks",
            $$$"""{"webhook":{"name":"Hook","url":"{{{url}}}","events":["{{{string.Join("\",\"", events)}}}"],"sources":["api"]}}""");
}
