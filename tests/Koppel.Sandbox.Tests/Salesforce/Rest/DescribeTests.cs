namespace Koppel.Sandbox.Tests.Salesforce.Rest;

/// <summary>What objects and fields there are.</summary>
public sealed class DescribeTests
{
    [Fact]
    public async Task All_objects_are_listed_those_included_that_cannot_be_queried()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var list = (await org.GetAsync("sobjects")).Json;
        Assert.Equal(("UTF-8", 200), (list["encoding"]!.GetValue<string>(), list["maxBatchSize"]!.GetValue<int>()));
        var objects = list["sobjects"]!.AsArray().ToDictionary(one => one!["name"]!.GetValue<string>(), one => one!);
        Assert.True(objects.Count > 60, $"{objects.Count}");
        Assert.All(["Account", "Contact", "Lead", "Opportunity", "Case", "Campaign", "CampaignMember", "Task", "Event", "User", "Subscription__c"],
            name => Assert.True(objects[name]["queryable"]!.GetValue<bool>()));
        Assert.False(objects["AccountChangeEvent"]["queryable"]!.GetValue<bool>());
        Assert.Equal("/services/data/v60.0/sobjects/Account/describe", objects["Account"]["urls"]!["describe"]!.GetValue<string>());
    }

    [Fact]
    public async Task Every_listed_object_can_be_described_and_its_fields_selected_when_it_can_be_queried()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 40 });
        foreach (var one in (await org.GetAsync("sobjects")).Json["sobjects"]!.AsArray())
        {
            var (name, isQueryable) = (one!["name"]!.GetValue<string>(), one["queryable"]!.GetValue<bool>());
            var described = await org.GetAsync($"sobjects/{name}/describe");
            Assert.Equal(200, described.Status);
            var fields = described.Json["fields"]!.AsArray().Select(field => field!["name"]!.GetValue<string>());
            var query = await org.QueryAsync($"SELECT {string.Join(", ", fields)} FROM {name} LIMIT 5");
            Assert.True(query.Status == (isQueryable ? 200 : 400), name + query.Body);
        }
    }

    [Fact]
    public async Task What_a_caller_has_already_is_not_sent_again()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        foreach (var path in new[] { "sobjects", "sobjects/Contact/describe" })
        {
            var first = await org.GetAsync(path);
            var again = await org.SendAsync("GET", path, change: request => request.Headers.TryAddWithoutValidation("If-None-Match", first.Header("ETag")));
            Assert.Equal((304, ""), (again.Status, again.Body));
        }
    }

    [Fact]
    public async Task An_object_that_is_not_there_is_not_found_whatever_is_asked_of_it()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        foreach (var path in new[] { "sobjects/Foo", "sobjects/Foo/describe", "sobjects/Foo/001KO0000000001AAA" })
            Assert.Equal("""[{"message":"The requested resource does not exist","errorCode":"NOT_FOUND"}]""", (await org.GetAsync(path)).Body);
        Assert.Equal(200, (await org.GetAsync("sobjects/account/describe")).Status);
    }

    [Fact]
    public async Task Fields_of_all_kinds_are_told_as_the_platform_does()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var fields = (await org.GetAsync("sobjects/Subscription__c/describe")).Json["fields"]!.AsArray()
            .ToDictionary(one => one!["name"]!.GetValue<string>(), one => one!.AsObject());
        Assert.All(fields.Values, field => Assert.Equal(57, field.Count));
        string Told(string name, params string[] keys) => string.Join(' ', keys.Select(key => $"{fields[name][key]}"));
        Assert.Equal("currency xsd:double 18 2 true", Told("Monthly_Fee__c", "type", "soapType", "precision", "scale", "nillable").ToLowerInvariant());
        Assert.Equal("time xsd:time", Told("Delivery_Time__c", "type", "soapType"));
        Assert.Equal("location urn:location", Told("Site__c", "type", "soapType"));
        Assert.Equal("Site__c", Told("Site__Latitude__s", "compoundFieldName"));
        Assert.Equal("true true true", Told("Contract_Key__c", "externalId", "unique", "caseSensitive").ToLowerInvariant());
        Assert.Equal("Account__r", Told("Account__c", "relationshipName"));
        Assert.Equal("false", Told("Notes__c", "filterable"));
        Assert.Equal("true false", Told("Account_Rating__c", "calculated", "updateable").ToLowerInvariant());
    }
}
