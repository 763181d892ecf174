namespace Koppel.Sandbox.Tests;

/// <summary>Fields, lists and accounts in imports.</summary>
public sealed class ImportListsTests
{
    static async Task<Caller> WithListsAndFieldsAsync(SandboxOptions? options = null)
    {
        var sandbox = await Caller.FastAsync(options);
        foreach (var name in (string[])["News", "Offers"])
            await sandbox.PostAsync("lists",
                "{\"list\":{\"name\":\"" + name
                    + "\",\"stringid\":\"s\",\"sender_url\":\"https://example.com\",\"sender_reminder\":\"r\"}}");
        foreach (var title in (string[])["Colour", "Size"])
            await sandbox.PostAsync("fields", "{\"field\":{\"title\":\"" + title + "\",\"type\":\"text\"}}");
        return sandbox;
    }

    [Fact]
    public async Task One_row_writes_fields_lists_tags_and_the_account()
    {
        await using var sandbox = await WithListsAndFieldsAsync();
        var batch = await sandbox.ImportAsync("""
            {"email":"new@example.com","customer_acct_name":"Acme","tags":["Test"],"fields":[{"id":1,"value":"red"},{"id":"2","value":44},
             {"id":99,"value":"nowhere"}],
            "subscribe":[{"listid":1},{"listid":99}],"unsubscribe":[{"listid":"2"}]}
            """);
        Assert.Equal(
            """{"status":"completed","success":["101"],"failure":[]}""", (await sandbox.GetAsync("import/info?batchId=" + batch)).Body);
        var contact = await sandbox.GetAsync("contacts/101");
        Assert.Equal(["red", "44"], contact.Column("fieldValues", "value"));
        Assert.Equal(["1: 1", "2: 2"],
            contact.Column("contactLists", "list").Zip(contact.Column("contactLists", "status"), (list, status) => $"{list}: {status}"));
        Assert.Equal(["101"], contact.Column("accountContacts", "contact"));
        await sandbox.ImportAsync("""{"email":"new@example.com","fields":[{"id":1,"value":""}]}""");
        Assert.Equal(["", "44"], (await sandbox.GetAsync("contacts/101/fieldValues")).Column("fieldValues", "value"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nobody_comes_back_to_a_list_by_an_import(int status)
    {
        await using var sandbox = await WithListsAndFieldsAsync();
        await sandbox.PostAsync("contactLists", "{\"contactList\":{\"list\":1,\"contact\":1,\"status\":" + status + "}}");
        var batch = await sandbox.ImportAsync("""{"email":"john.doe@acme.com","first_name":"Johnny","subscribe":[{"listid":1}]}""",
            """{"email":"new@example.com","subscribe":[{"listid":1}]}""");
        Assert.Equal("""{"status":"completed","success":["101"],"failure":["john.doe@acme.com"]}""",
            (await sandbox.GetAsync("import/info?batchId=" + batch)).Body);
        var john = (await sandbox.GetAsync("contacts/1")).Json;
        Assert.Equal((status.ToString(null as IFormatProvider), "John"),
            (john["contactLists"]![0]!["status"]!.GetValue<string>(), john["contact"]!["firstName"]!.GetValue<string>()));
        await sandbox.ImportAsync("""{"email":"john.doe@acme.com","first_name":"Johnny","subscribe":[{"listid":2}]}""");
        Assert.Equal("Johnny", (await sandbox.GetAsync("contacts/1")).Json["contact"]!["firstName"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"email":"a@example.com","fields":{"1":"red"}}""", "fields")]
    [InlineData("""{"email":"a@example.com","fields":[{"value":"red"}]}""", "fields")]
    [InlineData("""{"email":"a@example.com","subscribe":[1]}""", "subscribe")]
    [InlineData("""{"email":"a@example.com","unsubscribe":[{"list":1}]}""", "unsubscribe")]
    public async Task What_cannot_be_read_refuses_the_batch(string contact, string field)
    {
        await using var sandbox = await WithListsAndFieldsAsync();
        var refused = await sandbox.PostAsync("import/bulk_import", "{\"contacts\":[" + contact + "]}");
        Assert.Equal((400, $"Field '{field}' incorrect format"),
            (refused.Status, refused.Json["failureReasons"]![0]!["failureReason"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_batch_that_waits_survives_a_snapshot_with_all_that_it_holds()
    {
        await using var sandbox = await Caller.WithClockAsync();
        await sandbox.PostAsync("fields", """{"field":{"title":"Colour","type":"text"}}""");
        await sandbox.ImportAsync("""{"email":"new@example.com","fields":[{"id":1,"value":"red"}]}""");
        await using var other = await Caller.WithClockAsync();
        Assert.Equal(200, (await other.PutAsync("/_sandbox/snapshot", (await sandbox.GetAsync("/_sandbox/snapshot")).Body)).Status);
        other.Time!.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(["red"], (await other.GetAsync("contacts/101/fieldValues")).Column("fieldValues", "value"));
    }

    [Fact]
    public async Task Points_on_which_the_sources_do_not_agree_can_be_turned()
    {
        await using var sandbox = await WithListsAndFieldsAsync(
            new() { NewPairAnswer = 200, StatusThreeIsBounced = false, ImportEmptyTextClears = false, ImportMovesAccounts = false });
        Assert.Equal(200, (await sandbox.PostAsync("contactLists", """{"contactList":{"list":1,"contact":1,"status":3}}""")).Status);
        Assert.Equal(200, (await sandbox.PostAsync("fieldValues", """{"fieldValue":{"contact":1,"field":1,"value":"red"}}""")).Status);
        await sandbox.ImportAsync(
            """{"email":"john.doe@acme.com","first_name":"","fields":[{"id":1,"value":""}],"subscribe":[{"listid":1}]"""
            + ""","customer_acct_name":"Acme"}""");
        var john = (await sandbox.GetAsync("contacts/1")).Json;
        Assert.Equal(("John", "red", "1"),
            (john["contact"]!["firstName"]!.GetValue<string>(), john["fieldValues"]![0]!["value"]!.GetValue<string>(),
                john["contactLists"]![0]!["status"]!.GetValue<string>()));
        var batch = await sandbox.ImportAsync("""{"email":"john.doe@acme.com","customer_acct_name":"Other"}""");
        Assert.Equal("""["john.doe@acme.com"]""", (await sandbox.GetAsync("import/info?batchId=" + batch)).Json["failure"]!.ToJsonString());
        Assert.Equal("Acme", (await sandbox.GetAsync("contacts/1")).Json["contact"]!["orgname"]!.GetValue<string>());
    }
}
