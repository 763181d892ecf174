namespace Koppel.Sandbox.Tests.Salesforce.Rest;

/// <summary>Words are searched for over several objects.</summary>
public sealed class SearchTests
{
    [Fact]
    public async Task A_search_finds_records_of_several_objects_and_shows_what_it_is_asked_for()
    {
        await using var org = await OrgCaller.FastAsync();
        await org.CreateAsync("Contact", """{"LastName":"Zwaluw","Title":"Head of birds","Email":"zwaluw@example.com"}""");
        await org.CreateAsync("Lead", """{"LastName":"Zwaluwstaart","Company":"Birds"}""");
        Assert.Equal(["Contact Zwaluw", "Lead null"],
            await FoundAsync(org, "FIND {zwal*} IN NAME FIELDS RETURNING Contact(LastName), Lead"));
        Assert.Equal(["Contact Zwaluw"], await FoundAsync(org, "FIND {zwaluw} RETURNING Contact(LastName), Lead(LastName)"));
        Assert.Equal(["Contact Zwaluw"], await FoundAsync(org, "FIND {\"head of\" AND zwal?w} IN ALL FIELDS RETURNING Contact(LastName)"));
        Assert.Empty(await FoundAsync(org, "FIND {\"of head\"} RETURNING Contact(LastName)"));
        Assert.Equal(["Contact Zwaluw"], await FoundAsync(org, @"FIND {zwaluw\@example.com} IN EMAIL FIELDS RETURNING Contact(LastName)"));
        Assert.Empty(await FoundAsync(org, "FIND {zwaluw AND NOT birds} RETURNING Contact(LastName)"));
        Assert.Equal(["Contact Zwaluw", "Lead Zwaluwstaart"],
            await FoundAsync(org, "FIND {zwaluw OR zwaluwstaart} RETURNING Contact(LastName), Lead(LastName)"));
    }

    [Fact]
    public async Task What_is_found_can_be_filtered_ordered_and_cut()
    {
        await using var org = await OrgCaller.FastAsync();
        foreach (var name in new[] { "B", "A", "C" })
            await org.CreateAsync("Account", $$"""{"Name":"Merel {{name}}","Site":"it's ({{name}})"}""");
        Assert.Equal(["Account Merel C", "Account Merel B"],
            await FoundAsync(org, "FIND {merel} RETURNING Account(Name WHERE Name != 'Merel A' ORDER BY Name DESC LIMIT 2)", "Name"));
        Assert.Equal(["Account Merel B"],
            await FoundAsync(org, @"FIND {merel} RETURNING Account(Name WHERE Site = 'it\'s (B)') LIMIT 5", "Name"));
        Assert.Equal(["Account Merel A"], await FoundAsync(org, "FIND {merel} RETURNING Account(Name ORDER BY Name) LIMIT 1", "Name"));
    }

    [Fact]
    public async Task A_search_is_made_by_parameters_too()
    {
        await using var org = await OrgCaller.FastAsync();
        await org.CreateAsync("Account", """{"Name":"Specht"}""");
        var found =
            await org.GetAsync("parameterizedSearch?q=specht&sobject=Account&Account.fields=id,name&Account.limit=10&sobject=Contact");
        Assert.Equal("Specht", found.Json["searchRecords"]!.AsArray().Single()!["Name"]!.ToString());
        found = await org.SendAsync("POST", "parameterizedSearch",
            """{"q":"specht","in":"NAME","sobjects":[{"name":"Account","fields":["Name"],"where":"Name LIKE 'S%'"}],"overallLimit":5}""");
        Assert.Equal("Specht", found.Json["searchRecords"]!.AsArray().Single()!["Name"]!.ToString());
        Assert.Single((await org.GetAsync("parameterizedSearch?q=specht")).Json["searchRecords"]!.AsArray());
        Assert.Single((await org.GetAsync("/services/data/v36.0/search?q=FIND+%7Bspecht%7D")).Json.AsArray());
    }

    [Theory]
    [InlineData("FIND zwaluw", "MALFORMED_SEARCH")]
    [InlineData("FIND {a}", "MALFORMED_SEARCH")]
    [InlineData("FIND {}", "MALFORMED_SEARCH")]
    [InlineData("FIND {ab", "MALFORMED_SEARCH")]
    [InlineData("FIND {(ab)}", "MALFORMED_SEARCH")]
    [InlineData("FIND {ab} IN SOME FIELDS", "MALFORMED_SEARCH")]
    [InlineData("FIND {ab} RETURNING Contact(Id", "MALFORMED_SEARCH")]
    [InlineData("FIND {ab} WITH NETWORK = 'x'", "MALFORMED_SEARCH")]
    [InlineData("FIND {ab} RETURNING Nothing__c", "INVALID_TYPE")]
    [InlineData("FIND {ab} RETURNING Contact(Nothing__c)", "INVALID_FIELD")]
    public async Task What_is_no_search_is_refused(string search, string code)
    {
        await using var org = await OrgCaller.FastAsync();
        var reply = await org.GetAsync("search?q=" + Uri.EscapeDataString(search));
        Assert.Equal((400, code), (reply.Status, reply.Code()));
    }

    static async Task<string[]> FoundAsync(OrgCaller org, string search, string field = "LastName")
    {
        var reply = await org.GetAsync("search?q=" + Uri.EscapeDataString(search));
        Assert.True(reply.Status == 200, reply.Body);
        return [
            .. reply.Json["searchRecords"]!.AsArray().Select(one => $"{one!["attributes"]!["type"]} {one[field]?.ToString() ?? "null"}")];
    }
}
