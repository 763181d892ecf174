namespace Koppel.Sandbox.Tests.Salesforce;

/// <summary>Fields that the user of the API may not see are not there for that user.</summary>
public sealed class FieldAccessTests
{
    [Fact]
    public async Task A_hidden_field_is_missing_from_describe_records_and_queries()
    {
        await using var org = await OrgCaller.FastAsync();
        var before = await org.GetAsync("sobjects/Contact/describe");
        await HideAsync(org, "Contact.Title", "Contact.AccountId");
        var after = await org.SendAsync("GET", "sobjects/Contact/describe",
            change: request => request.Headers.Add("If-None-Match", before.Header("ETag")));
        Assert.Equal(200, after.Status);
        var names = after.Json["fields"]!.AsArray().Select(one => one!["name"]!.ToString()).ToArray();
        Assert.DoesNotContain("Title", names);
        Assert.Contains("Department", names);
        Assert.Contains("\"Title\"", before.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "\"relationshipName\":\"Contacts\"", (await org.GetAsync("sobjects/Account/describe")).Body, StringComparison.Ordinal);

        var id = await org.LinesAsync("SELECT Id FROM Contact WHERE Email = 'john.doe@acme.com'");
        Assert.Null((await org.GetAsync("sobjects/Contact/" + id)).Json["Title"]);
        foreach (var query in new[]
        {
            "SELECT Title FROM Contact", "SELECT Id FROM Contact WHERE Title = 'x'", "SELECT Account.Name FROM Contact",
            "SELECT COUNT(Id) FROM Contact GROUP BY Title",
        })
        {
            var reply = await org.GetAsync("query?q=" + Uri.EscapeDataString(query));
            Assert.Equal((400, "INVALID_FIELD"), (reply.Status, reply.Code()));
        }

        Assert.Equal("INVALID_TYPE", (await org.GetAsync("query?q=SELECT+Id,(SELECT+Id+FROM+Contacts)+FROM+Account")).Code());
    }

    [Fact]
    public async Task A_hidden_field_cannot_be_written_either_nor_records_be_found_by_it()
    {
        await using var org = await OrgCaller.FastAsync();
        await HideAsync(org, "Contact.Title", "Contact.External_Id__c");
        var refused = await org.SendAsync("POST", "sobjects/Contact", """{"LastName":"A","Title":"x"}""");
        Assert.Equal((400, "INVALID_FIELD"), (refused.Status, refused.Code()));
        Assert.Equal("NOT_FOUND", (await org.SendAsync("PATCH", "sobjects/Contact/External_Id__c/x", """{"LastName":"A"}""")).Code());
        var job = await org.IngestAsync("insert", "Contact", "LastName,Title\nA,b\n");
        Assert.Equal("InvalidBatch : Field name not found : Title", (await org.GetAsync("jobs/ingest/" + job)).Text("errorMessage"));
    }

    [Fact]
    public async Task Fields_are_shown_again_and_those_that_everybody_sees_cannot_be_hidden()
    {
        await using var org = await OrgCaller.FastAsync();
        await HideAsync(org, "contact.title");
        Assert.Equal("""{"hidden":["Contact.Title"]}""", (await org.GetAsync("/_sandbox/fields")).Body);
        foreach (var name in new[] { "Contact.LastName", "Contact.Id", "Contact.MailingCity", "Contact.Nothing", "Title" })
        {
            var refused = await org.SendAsync("PUT", "/_sandbox/fields", $$"""{"hidden":["{{name}}"]}""");
            Assert.Equal(400, refused.Status);
            Assert.Contains(name, refused.Text("message"), StringComparison.Ordinal);
        }

        await org.SendAsync("POST", "/_sandbox/reset");
        Assert.Equal(200, (await org.GetAsync("query?q=SELECT+Title+FROM+Contact+LIMIT+1")).Status);
    }

    static async Task HideAsync(OrgCaller org, params string[] names)
    {
        var reply = await org.SendAsync("PUT", "/_sandbox/fields", System.Text.Json.JsonSerializer.Serialize(new { hidden = names }));
        Assert.True(reply.Status == 200, reply.Body);
    }
}
