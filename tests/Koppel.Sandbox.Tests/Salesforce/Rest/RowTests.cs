namespace Koppel.Sandbox.Tests.Salesforce.Rest;

/// <summary>One record at a time.</summary>
public sealed class RowTests
{
    [Fact]
    public async Task A_record_is_made_read_changed_and_deleted()
    {
        await using var org = await OrgCaller.WithClockAsync(new() { Seed = 1 });
        var made = await org.SendAsync("POST", "sobjects/Account/",
            """{"Name":"Nova","BillingCity":"Goes","AnnualRevenue":15000,"NumberOfEmployees":"7"}""");
        var id = made.Text("id");
        Assert.Equal((201, $"/services/data/v60.0/sobjects/Account/{id}"), (made.Status, made.Header("Location")));
        Assert.Equal($$"""{"id":"{{id}}","success":true,"errors":[]}""", made.Body);
        var row = await org.GetAsync("sobjects/Account/" + id);
        Assert.Contains("\"AnnualRevenue\":15000.0,\"NumberOfEmployees\":7,", row.Body, StringComparison.Ordinal);
        Assert.Contains("\"BillingAddress\":{\"city\":\"Goes\",\"country\":null,", row.Body, StringComparison.Ordinal);
        Assert.Contains("\"CreatedDate\":\"2026-06-01T09:30:00.000+0000\"", row.Body, StringComparison.Ordinal);
        Assert.Contains("\"ShippingAddress\":null", row.Body, StringComparison.Ordinal);
        Assert.Equal(("Robin Beheerder", "Pending"), (await org.LinesAsync($"SELECT Owner.Name FROM Account WHERE Id = '{id}'") is var owner
            ? owner.Trim('(', ')') : "", row.Text("CleanStatus")));
        org.Time!.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(204, (await org.SendAsync("PATCH", "sobjects/Account/" + id, """{"BillingCity":null,"Site":"x"}""")).Status);
        Assert.Equal("|x|2026-06-01T09:31:00.000+0000|2026-06-01T09:30:00.000+0000", await org.LinesAsync(
            $"SELECT BillingCity, Site, LastModifiedDate, CreatedDate FROM Account WHERE Id = '{id}'"));
        Assert.Equal(204, (await org.SendAsync("DELETE", "sobjects/Account/" + id)).Status);
        Assert.Equal((404, "ENTITY_IS_DELETED"), await RefusalAsync(org, "GET", "sobjects/Account/" + id));
        Assert.Equal((404, "ENTITY_IS_DELETED"), await RefusalAsync(org, "DELETE", "sobjects/Account/" + id));
        Assert.Equal((404, "ENTITY_IS_DELETED"), await RefusalAsync(org, "PATCH", "sobjects/Account/" + id, """{"Site":"y"}"""));
    }

    [Fact]
    public async Task Some_fields_of_a_record_can_be_read_by_a_key_of_its_own()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var john = (await org.GetAsync("sobjects/Contact/Email/john.doe%40acme.com?fields=Name,Email")).Json.AsObject();
        Assert.Equal(["attributes", "Name", "Email"], john.Select(one => one.Key));
        Assert.Equal("John Doe", john["Name"]!.GetValue<string>());
        Assert.Equal((404, "NOT_FOUND"), await RefusalAsync(org, "GET", "sobjects/Contact/Email/nobody%40example.com"));
        Assert.Equal((404, "NOT_FOUND"), await RefusalAsync(org, "GET", "sobjects/Contact/LastName/Doe"));
        Assert.Equal((400, "INVALID_FIELD"),
            await RefusalAsync(org, "GET", $"sobjects/Contact/{john["attributes"]!["url"]!.ToString()[^18..]}?fields=Nmae"));
    }

    [Fact]
    public async Task An_upsert_makes_a_record_and_then_changes_it()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var path = "sobjects/Contact/External_Id__c/a%2Fb";
        var made = await org.SendAsync("PATCH", path, """{"LastName":"Zwart","Account":{"Customer_Number__c":"C-00001"}}""");
        Assert.Equal((201, "True"), (made.Status, made.Json["created"]!.GetValue<bool>().ToString()));
        var changed = await org.SendAsync("PATCH", path, """{"FirstName":"Ans"}""");
        Assert.Equal((200, false, made.Text("id")), (changed.Status, changed.Json["created"]!.GetValue<bool>(), changed.Text("id")));
        Assert.Equal("Ans Zwart|a/b|(Acme)",
            await org.LinesAsync($"SELECT Name, External_Id__c, Account.Name FROM Contact WHERE Id = '{made.Text("id")}'"));
        var older = await org.SendAsync("PATCH", "/services/data/v45.0/" + path, "{}");
        Assert.Equal((204, ""), (older.Status, older.Body));
        Assert.Equal((400, "INVALID_FIELD"), await RefusalAsync(org, "PATCH", path, """{"External_Id__c":"c"}"""));
        var refused = await org.SendAsync("PATCH", "sobjects/Contact/Namez/1", "{}");
        Assert.Equal(
            (404, """[{"message":"Provided external ID field does not exist or is not accessible: Namez","errorCode":"NOT_FOUND"}]"""),
            (refused.Status, refused.Body));
    }

    [Fact]
    public async Task A_key_that_stands_for_several_records_is_answered_with_their_addresses()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var ids = new[] { await org.CreateAsync("Contact", """{"LastName":"A","Email":"two@example.com"}"""),
            await org.CreateAsync("Contact", """{"LastName":"B","Email":"TWO@example.com"}""") };
        var reply = await org.SendAsync("PATCH", "sobjects/Contact/Email/two%40example.com", """{"LastName":"C"}""");
        Assert.Equal(300, reply.Status);
        Assert.Equal(ids.Select(id => "/services/data/v60.0/sobjects/Contact/" + id),
            reply.Json.AsArray().Select(one => one!.GetValue<string>()));
    }

    [Theory]
    [InlineData("Account", """{"Site":"x"}""", "REQUIRED_FIELD_MISSING", "Required fields are missing: [Name]")]
    [InlineData("Contact", """{"FirstName":"x"}""", "REQUIRED_FIELD_MISSING", "Required fields are missing: [LastName]")]
    [InlineData("Opportunity", """{"Name":"x"}""", "REQUIRED_FIELD_MISSING", "Required fields are missing: [StageName, CloseDate]")]
    [InlineData("Account", """{"Name":""}""", "REQUIRED_FIELD_MISSING", "Required fields are missing: [Name]")]
    [InlineData("Account", """{"foo":"x"}""", "INVALID_FIELD", "No such column 'foo' on sobject of type Account")]
    [InlineData("Account", """{"Name":"x","CreatedDate":"2026-01-01T00:00:00Z"}""", "INVALID_FIELD_FOR_INSERT_UPDATE",
        "Unable to create/update fields: CreatedDate")]
    [InlineData("Contact", """{"LastName":"x","Name":"y"}""", "INVALID_FIELD_FOR_INSERT_UPDATE", "Unable to create/update fields: Name")]
    [InlineData("Account", """{"Name":"x","TickerSymbol":"123456789012345678901"}""", "STRING_TOO_LONG",
        "Ticker Symbol: data value too large: 123456789012345678901 (max length=20)")]
    [InlineData("Contact", """{"LastName":"x","Email":"nobody"}""", "INVALID_EMAIL_ADDRESS", "Email: invalid email address: nobody")]
    [InlineData("Account", """{"Name":"x","NumberOfEmployees":"many"}""", "INVALID_TYPE_ON_FIELD_IN_RECORD",
        "Employees: value not of required type: many")]
    [InlineData("Account", """{"Name":"x","NumberOfEmployees":1.5}""", "INVALID_TYPE_ON_FIELD_IN_RECORD",
        "Employees: value not of required type: 1.5")]
    [InlineData("Account", """{"Name":"x","SLAExpirationDate__c":"31.12.2026"}""", "INVALID_TYPE_ON_FIELD_IN_RECORD",
        "SLA Expiration Date")]
    [InlineData("Contact", """{"LastName":"x","DoNotCall":"perhaps"}""", "INVALID_TYPE_ON_FIELD_IN_RECORD", "Do Not Call")]
    [InlineData("Contact", """{"LastName":"x","Score__c":10000}""", "NUMBER_OUTSIDE_VALID_RANGE",
        "Score: value outside of valid range on numeric field: 10000.0")]
    [InlineData("Contact", """{"LastName":"x","Level__c":"Highest"}""", "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
        "Level: bad value for restricted picklist field: Highest")]
    [InlineData("Contact", """{"LastName":"x","AccountId":"nothing"}""", "MALFORMED_ID", "Account ID: id value of incorrect type: nothing")]
    [InlineData("Contact", """{"LastName":"x","AccountId":"003KO0000000001"}""", "MALFORMED_ID", "Account ID: id value of incorrect type")]
    [InlineData("Contact", """{"LastName":"x","AccountId":"001KO0000zzzzzz"}""", "INVALID_CROSS_REFERENCE_KEY",
        "invalid cross reference id")]
    [InlineData("Contact", """{"LastName":"x","Account":{"Customer_Number__c":"none"}}""", "INVALID_FIELD",
        "Foreign key external ID: none not found for field Customer_Number__c in entity Account")]
    [InlineData("Contact", """{"LastName":"x","External_Id__c":"p-0000001"}""", "DUPLICATE_VALUE",
        "duplicate value found: External_Id__c duplicates value on record with id: 003")]
    [InlineData("Profile", """{"Name":"x"}""", "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "entity type cannot be inserted: Profile")]
    public async Task A_record_that_is_not_right_is_refused_with_the_platforms_code(string type, string fields, string code, string message)
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var before = await org.CountAsync("SELECT COUNT() FROM " + type);
        var reply = await org.SendAsync("POST", "sobjects/" + type, fields);
        Assert.Equal((400, code), (reply.Status, reply.Code()));
        Assert.StartsWith(message, reply.Json[0]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(before, await org.CountAsync("SELECT COUNT() FROM " + type));
    }

    [Fact]
    public async Task Values_that_are_written_another_way_are_kept_as_the_platform_keeps_them()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var id = await org.CreateAsync("Contact",
            """
            {"LastName":"x","Last_Seen__c":"2026-03-01T10:00:00.789+01:00","Call_At__c":"09:15:00.000Z","DoNotCall":"TRUE",
            "Level__c":"primary","Score__c":1e2,"Title":""}
            """);
        Assert.Equal("2026-03-01T09:00:00.000+0000|09:15:00.000Z|true|Primary|100.0|", await org.LinesAsync(
            $"SELECT Last_Seen__c, Call_At__c, DoNotCall, Level__c, Score__c, Title FROM Contact WHERE Id = '{id}'"));
    }

    [Theory]
    [InlineData("12345678.9", "1.23456789E7")]
    [InlineData("139000000", "1.39E8")]
    [InlineData("123456789012345678", "1.2345678901234568E17")]
    [InlineData("0.5", "0.5")]
    [InlineData("-9999999.99", "-9999999.99")]
    [InlineData("0", "0.0")]
    [InlineData("1.10", "1.1")]
    public async Task Numbers_are_shown_as_doubles(string sent, string shown)
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var id = await org.CreateAsync("Account", $$"""{"Name":"x","AnnualRevenue":{{sent}}}""");
        Assert.Contains($"\"AnnualRevenue\":{shown}}}", (await org.GetAsync($"sobjects/Account/{id}?fields=AnnualRevenue")).Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_belongs_to_a_record_goes_with_it_and_what_holds_it_keeps_it()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var account = await org.CreateAsync("Account", """{"Name":"x"}""");
        var contact = await org.CreateAsync("Contact", $$"""{"LastName":"x","AccountId":"{{account}}"}""");
        var other = await org.CreateAsync("Contact", $$"""{"LastName":"y","ReportsToId":"{{contact}}"}""");
        var hold = await org.CreateAsync("Case", $$"""{"Subject":"x","ContactId":"{{contact}}"}""");
        Assert.Equal((400, "DELETE_FAILED"), await RefusalAsync(org, "DELETE", "sobjects/Account/" + account));
        Assert.Equal(1, await org.CountAsync($"SELECT Id FROM Contact WHERE Id = '{contact}'"));
        Assert.Equal(204, (await org.SendAsync("DELETE", "sobjects/Case/" + hold)).Status);
        Assert.Equal(204, (await org.SendAsync("DELETE", "sobjects/Account/" + account)).Status);
        Assert.Equal("y|", await org.LinesAsync($"SELECT LastName, ReportsToId FROM Contact WHERE Id IN ('{contact}','{other}')"));
    }

    [Fact]
    public async Task What_was_changed_and_deleted_in_a_time_is_told()
    {
        await using var org = await OrgCaller.WithClockAsync(new() { Seed = 1 });
        var kept = await org.CreateAsync("Account", """{"Name":"kept"}""");
        var gone = await org.CreateAsync("Account", """{"Name":"gone"}""");
        Assert.Equal(204, (await org.SendAsync("DELETE", "sobjects/Account/" + gone)).Status);
        const string Span = "?start=2026-06-01T09:00:00%2B00:00&end=2026-06-01T10:00:00Z";
        Assert.Equal($$"""{"ids":["{{kept}}"],"latestDateCovered":"2026-06-01T09:30:00.000+0000"}""",
            (await org.GetAsync("sobjects/Account/updated" + Span)).Body);
        var deleted = (await org.GetAsync("sobjects/Account/deleted" + Span)).Json["deletedRecords"]!.AsArray();
        Assert.Equal($"{gone} 2026-06-01T09:30:00.000+0000", $"{Assert.Single(deleted)!["id"]} {deleted[0]!["deletedDate"]}");
        Assert.Equal((400, "INVALID_REPLICATION_DATE"),
            await RefusalAsync(org, "GET", "sobjects/Account/updated?start=2026-06-02T00:00:00Z&end=2026-06-01T00:00:00Z"));
    }

    static async Task<(int Status, string Code)> RefusalAsync(OrgCaller org, string method, string path, string? body = null)
    {
        var reply = await org.SendAsync(method, path, body);
        return (reply.Status, reply.Code());
    }
}
