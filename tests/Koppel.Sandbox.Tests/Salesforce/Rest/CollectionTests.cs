using System.Text.Json.Nodes;

namespace Koppel.Sandbox.Tests.Salesforce.Rest;

/// <summary>Up to 200 records in one call.</summary>
public sealed class CollectionTests
{
    [Fact]
    public async Task Each_record_has_an_answer_of_its_own_in_the_order_in_which_it_was_sent()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var reply = await org.SendAsync("POST", "composite/sobjects", """
            {"allOrNone":false,"records":[{"attributes":{"type":"Account"},"Name":"One"},{"attributes":{"type":"Account"}},
            {"attributes":{"type":"Contact"},"LastName":"Two"}]}
            """);
        Assert.Equal(200, reply.Status);
        Assert.Equal("001 - 003", Ids(reply, 3));
        Assert.Equal("""{"success":false,"errors":[{"statusCode":"REQUIRED_FIELD_MISSING","message":"Required fields are missing: [Name]","fields":["Name"]}]}""",
            reply.Json[1]!.ToJsonString());
        Assert.Equal(["id", "success", "errors"], reply.Json[0]!.AsObject().Select(one => one.Key));
    }

    [Fact]
    public async Task All_or_none_takes_back_what_was_done()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var kept = await org.CreateAsync("Account", """{"Name":"Kept","Site":"before"}""");
        var reply = await org.SendAsync("PATCH", "composite/sobjects", $$"""
            {"allOrNone":true,"records":[{"attributes":{"type":"Account"},"id":"{{kept}}","Site":"after"},
            {"attributes":{"type":"Account"},"id":"001xx000003DHP0AAO","Site":"after"}]}
            """);
        Assert.Equal("ALL_OR_NONE_OPERATION_ROLLED_BACK INVALID_CROSS_REFERENCE_KEY", Codes(reply));
        Assert.Equal("before", await org.LinesAsync($"SELECT Site FROM Account WHERE Id = '{kept}'"));
        var none = await org.SendAsync("POST", "composite/sobjects",
            """{"allOrNone":true,"records":[{"attributes":{"type":"Account"},"Name":"Zz"},{"attributes":{"type":"Account"}}]}""");
        Assert.Equal("ALL_OR_NONE_OPERATION_ROLLED_BACK REQUIRED_FIELD_MISSING", Codes(none));
        Assert.Equal(0, await org.CountAsync("SELECT Id FROM Account WHERE Name = 'Zz'"));
        var gone = await org.SendAsync("DELETE", $"composite/sobjects?ids={kept},001xx000003DHP0AAO&allOrNone=true");
        Assert.Equal("ALL_OR_NONE_OPERATION_ROLLED_BACK INVALID_CROSS_REFERENCE_KEY", Codes(gone));
        Assert.Equal(1, await org.CountAsync($"SELECT Id FROM Account WHERE Id = '{kept}'"));
    }

    [Fact]
    public async Task An_upsert_tells_which_records_are_new()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var reply = await org.SendAsync("PATCH", "composite/sobjects/Contact/Email", """
            {"allOrNone":false,"records":[{"attributes":{"type":"Contact"},"Email":"JOHN.DOE@acme.com","Title":"Boss"},
            {"attributes":{"type":"Contact"},"Email":"new@example.com","LastName":"New"},{"attributes":{"type":"Contact"},"LastName":"Keyless"},
            {"attributes":{"type":"Contact"},"Email":"new2@example.com"}]}
            """);
        Assert.Equal("False True", string.Join(' ', reply.Json.AsArray().Take(2).Select(one => one!["created"]!.GetValue<bool>())));
        Assert.Equal("- - MISSING_ARGUMENT REQUIRED_FIELD_MISSING", Codes(reply));
        Assert.Equal("john.doe@acme.com|Boss", (await org.LinesAsync("SELECT Email, Title FROM Contact WHERE LastName = 'Doe'")).ToLowerInvariant().Replace("boss", "Boss"));
    }

    [Fact]
    public async Task A_record_that_is_named_twice_in_one_call_is_refused()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var upsert = await org.SendAsync("PATCH", "composite/sobjects/Contact/External_Id__c", """
            {"records":[{"attributes":{"type":"Contact"},"External_Id__c":"t","LastName":"A"},{"attributes":{"type":"Contact"},"External_Id__c":"T","LastName":"B"},
            {"attributes":{"type":"Contact"},"External_Id__c":"u","LastName":"C"}]}
            """);
        Assert.Equal("DUPLICATE_VALUE DUPLICATE_VALUE -", Codes(upsert));
        var id = upsert.Json[2]!["id"]!.GetValue<string>();
        var update = await org.SendAsync("PATCH", "composite/sobjects", $$"""
            {"records":[{"attributes":{"type":"Contact"},"id":"{{id}}","LastName":"D"},{"attributes":{"type":"Contact"},"id":"{{id[..15]}}","LastName":"E"}]}
            """);
        Assert.Equal("- DUPLICATE_VALUE", Codes(update));
    }

    [Fact]
    public async Task Rows_that_others_have_locked_are_refused_and_can_be_sent_again()
    {
        await using var org = await OrgCaller.WithFaultsAsync("rows-locked@1");
        const string Body = """
            {"records":[{"attributes":{"type":"Account"},"Name":"L1"},{"attributes":{"type":"Account"},"Name":"L2"},{"attributes":{"type":"Account"},"Name":"L3"}]}
            """;
        Assert.Equal("- UNABLE_TO_LOCK_ROW -", Codes(await org.SendAsync("POST", "composite/sobjects", Body)));
        Assert.Equal("- - -", Codes(await org.SendAsync("POST", "composite/sobjects", Body)));
    }

    [Fact]
    public async Task More_than_two_hundred_records_are_refused()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var records = string.Join(',', Enumerable.Range(0, 201).Select(n => $$"""{"attributes":{"type":"Account"},"Name":"Many {{n}}"}"""));
        var reply = await org.SendAsync("POST", "composite/sobjects", $$"""{"records":[{{records}}]}""");
        Assert.Equal((400, "EXCEEDED_ID_LIMIT"), (reply.Status, reply.Code()));
        Assert.Equal(0, await org.CountAsync("SELECT Id FROM Account WHERE Name LIKE 'Many %'"));
    }

    [Fact]
    public async Task Records_are_read_by_their_ids_and_those_that_are_not_there_are_null()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var id = await org.CreateAsync("Account", """{"Name":"Read"}""");
        var read = await org.SendAsync("POST", "composite/sobjects/Account", $$"""{"ids":["{{id}}","001KO0000zzzzzz"],"fields":["Name"]}""");
        Assert.Equal(("Read", null), (read.Json[0]!["Name"]!.GetValue<string>(), read.Json[1]));
    }

    static string Codes(Reply reply) => string.Join(' ', reply.Json.AsArray().Select(one =>
        one!["errors"]!.AsArray() is [JsonNode error, ..] ? error["statusCode"]!.GetValue<string>() : "-"));

    static string Ids(Reply reply, int letters) => string.Join(' ', reply.Json.AsArray().Select(one => one!["id"]?.GetValue<string>()[..letters] ?? "-"));
}
