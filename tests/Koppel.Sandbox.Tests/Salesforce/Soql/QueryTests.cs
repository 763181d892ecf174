namespace Koppel.Sandbox.Tests.Salesforce.Soql;

/// <summary>What queries find, by the platform's rules and not by those of SQL.</summary>
public sealed class QueryTests
{
    // Five companies of a kind that no seed has, so that each rule can be told by counting.
    static async Task<OrgCaller> OrgAsync()
    {
        var org = await OrgCaller.WithClockAsync(new() { Seed = 3 });
        foreach (var fields in new[]
                 {
                     """{"Name":"Zeta One","AccountNumber":"q","Site":"Alpha","NumberOfEmployees":5,"Interests__c":"Tools;Training"}""",
                     """{"Name":"Zeta Two","AccountNumber":"q","Site":"ALPHA","NumberOfEmployees":10,"Interests__c":"Tools"}""",
                     """{"Name":"Zeta 3%","AccountNumber":"q","Site":"beta","SLAExpirationDate__c":"2026-06-01"}""",
                     """{"Name":"Zeta O'Neill","AccountNumber":"q","Rating":"Hot","AnnualRevenue":1250000.5}""",
                     """{"Name":"Zeta \"5\"","AccountNumber":"q","Site":"","Rating":"Cold"}""",
                 }) await org.CreateAsync("Account", fields);
        return org;
    }

    [Theory]
    [InlineData("Site = 'alpha'", 2)] // texts are equal whatever their case
    [InlineData("Site IN ('ALPHA','x')", 2)]
    [InlineData("Site LIKE 'AL%'", 2)]
    [InlineData("Site LIKE '_eta'", 1)]
    [InlineData("Site != 'alpha'", 3)] // what is null is different from every value
    [InlineData("Site NOT IN ('alpha')", 3)]
    [InlineData("(NOT Site LIKE 'al%')", 3)]
    [InlineData("Site = null", 2)]
    [InlineData("Site = ''", 2)] // there is no empty text
    [InlineData("Site != null", 3)]
    [InlineData("Site > 'ALPHA'", 1)]
    [InlineData("Site < 'b'", 2)]
    [InlineData("Name = 'Zeta O\\'Neill'", 1)]
    [InlineData("Name = 'Zeta \\\"5\\\"'", 1)]
    [InlineData("Name LIKE '%3\\%'", 1)]
    [InlineData("Name LIKE '%\\\\%'", 0)]
    [InlineData("Name = '\\u005aeta One'", 1)]
    [InlineData("NumberOfEmployees = 10", 1)]
    [InlineData("NumberOfEmployees != 10", 4)]
    [InlineData("NumberOfEmployees > 5", 1)]
    [InlineData("NumberOfEmployees <= 5.0", 1)]
    [InlineData("NumberOfEmployees IN (5, 10, -3)", 2)]
    [InlineData("AnnualRevenue >= 1250000.5", 1)]
    [InlineData("IsDeleted = null", 5)] // a boolean is never null: null is false
    [InlineData("IsDeleted != null", 0)]
    [InlineData("IsDeleted <> TRUE", 5)]
    [InlineData("SLAExpirationDate__c = 2026-06-01", 1)]
    [InlineData("SLAExpirationDate__c = TODAY", 1)]
    [InlineData("SLAExpirationDate__c = LAST_N_DAYS:3", 1)]
    [InlineData("SLAExpirationDate__c < THIS_YEAR", 0)]
    [InlineData("CreatedDate = TODAY", 5)]
    [InlineData("CreatedDate >= 2026-06-01T09:30:00Z", 5)]
    [InlineData("CreatedDate >= 2026-06-01T11:30:00.000+02:00", 5)]
    [InlineData("CreatedDate > 2026-06-01T09:30:00Z", 0)]
    [InlineData("Interests__c = 'Training;Tools'", 1)] // a set, in any order
    [InlineData("Interests__c INCLUDES ('Tools')", 2)]
    [InlineData("Interests__c INCLUDES ('Tools;Training','Insurance')", 1)]
    [InlineData("Interests__c EXCLUDES ('Training')", 4)]
    [InlineData("Parent.Name = null", 5)] // a record that is not there has no name
    [InlineData("Parent.Name != 'x'", 5)]
    [InlineData("Parent.IsDeleted = false", 5)]
    [InlineData("Owner.Name = 'robin beheerder'", 5)]
    [InlineData("(Site = 'alpha' OR Site = 'beta') AND NumberOfEmployees = null", 1)]
    [InlineData("(NOT Site = 'alpha') OR NumberOfEmployees = 5", 4)]
    [InlineData("Id IN (SELECT AccountId FROM Contact)", 0)]
    [InlineData("Id NOT IN (SELECT AccountId FROM Contact WHERE LastName != null)", 5)]
    [InlineData("CALENDAR_YEAR(CreatedDate) = 2026", 5)]
    [InlineData("HOUR_IN_DAY(CreatedDate) = 9 AND HOUR_IN_DAY(convertTimezone(CreatedDate)) = 11", 5)] // GMT, and where the user is
    [InlineData("NumberOfEmployees > .5", 2)]
    public async Task A_condition_holds_for_as_many_companies(string condition, int expected)
    {
        await using var org = await OrgAsync();
        Assert.Equal(expected, await org.CountAsync($"SELECT Id FROM Account WHERE AccountNumber = 'q' AND ({condition})"));
    }

    [Fact]
    public async Task An_id_is_found_in_fifteen_characters_and_in_eighteen_of_any_case_and_comes_back_in_eighteen()
    {
        await using var org = await OrgAsync();
        var id = (await org.LinesAsync("SELECT Id FROM Account WHERE Name = 'Zeta One'"));
        Assert.Equal(18, id.Length);
        foreach (var form in new[] { id, id[..15], id.ToLowerInvariant(), id.ToUpperInvariant() })
            Assert.Equal(id, await org.LinesAsync($"SELECT Id FROM Account WHERE Id = '{form}'"));
        Assert.Equal("", await org.LinesAsync($"SELECT Id FROM Account WHERE Id = '{id[..15].ToLowerInvariant()}'"));
        Assert.Equal("", await org.LinesAsync($"SELECT Id FROM Account WHERE ParentId = '{id}'"));
    }

    [Theory]
    [InlineData("ORDER BY Site, Name", "|Zeta \"5\"\n|Zeta O'Neill\nAlpha|Zeta One\nALPHA|Zeta Two\nbeta|Zeta 3%")]
    [InlineData("ORDER BY Site DESC NULLS LAST, Name", "beta|Zeta 3%\nAlpha|Zeta One\nALPHA|Zeta Two\n|Zeta \"5\"\n|Zeta O'Neill")]
    [InlineData("ORDER BY NumberOfEmployees ASC NULLS LAST, Name DESC LIMIT 1 OFFSET 1", "ALPHA|Zeta Two")]
    public async Task Rows_come_in_order(string order, string expected)
    {
        await using var org = await OrgAsync();
        Assert.Equal(expected, await org.LinesAsync($"SELECT Site, Name FROM Account WHERE AccountNumber = 'q' {order}"));
    }

    [Theory]
    [InlineData("SELECT COUNT(Id), COUNT(Site) n, SUM(NumberOfEmployees), MIN(Site), MAX(Name) FROM Account WHERE AccountNumber = 'q'",
        "5|3|15|Alpha|Zeta Two")]
    [InlineData("SELECT Site, COUNT(Id) FROM Account WHERE AccountNumber = 'q' GROUP BY Site ORDER BY COUNT(Id) DESC, Site NULLS LAST",
        "Alpha|2\n|2\nbeta|1")]
    [InlineData("SELECT Site FROM Account WHERE AccountNumber = 'q' GROUP BY Site HAVING COUNT(Id) = 1", "beta")]
    [InlineData("SELECT CALENDAR_YEAR(CreatedDate) y, AVG(NumberOfEmployees) FROM Account WHERE AccountNumber = 'q' GROUP BY CALENDAR_YEAR(CreatedDate)",
        "2026|7.5")]
    [InlineData("SELECT COUNT_DISTINCT(Site) FROM Account WHERE AccountNumber = 'q'", "2")]
    [InlineData("SELECT SUM(AnnualRevenue), COUNT(Id) FROM Account WHERE Name = 'nobody'", "|0")]
    public async Task Aggregates_are_made_of_groups(string query, string expected)
    {
        await using var org = await OrgAsync();
        Assert.Equal(expected, await org.LinesAsync(query));
    }

    [Fact]
    public async Task Count_of_all_is_told_in_the_size_and_gives_no_rows()
    {
        await using var org = await OrgAsync();
        var reply = await org.QueryAsync("SELECT COUNT() FROM Account WHERE AccountNumber = 'q'");
        Assert.Equal("""{"totalSize":5,"done":true,"records":[]}""", reply.Body);
    }

    [Fact]
    public async Task Records_that_are_referred_to_and_children_come_nested()
    {
        await using var org = await OrgAsync();
        var account = await org.LinesAsync("SELECT Id FROM Account WHERE Name = 'Zeta One'");
        await org.CreateAsync("Contact", $$"""{"LastName":"Zwart","FirstName":"Ans","AccountId":"{{account}}"}""");
        await org.CreateAsync("Contact", $$"""{"LastName":"Zomer","AccountId":"{{account}}"}""");
        Assert.Equal("(Zeta One|Robin Beheerder)|Ans Zwart", (await org.LinesAsync(
            "select account.name, NAME, Account.Owner.Name from contact where lastname = 'zwart'")).Replace("|(Robin Beheerder)", "|Robin Beheerder"));
        Assert.Equal("Zeta One|[Zomer,Zwart]\nZeta Two|", await org.LinesAsync(
            "SELECT Name, (SELECT LastName FROM Contacts ORDER BY LastName) FROM Account WHERE Name IN ('Zeta One','Zeta Two') ORDER BY Name"));
    }

    [Fact]
    public async Task Of_a_record_of_one_of_several_objects_the_common_fields_can_be_asked_for()
    {
        await using var org = await OrgAsync();
        var contact = await org.CreateAsync("Contact", """{"LastName":"Zwart","Email":"zwart@example.com"}""");
        await org.CreateAsync("Task", $$"""{"Subject":"Zz","WhoId":"{{contact}}"}""");
        Assert.Equal("(Zwart|Contact|zwart@example.com)", await org.LinesAsync(
            "SELECT Who.Name, Who.Type, Who.Email FROM Task WHERE Subject = 'Zz' AND Who.Type = 'Contact'"));
        var refused = await org.QueryAsync("SELECT Who.MailingCity FROM Task");
        Assert.Equal((400, "INVALID_FIELD"), (refused.Status, refused.Code()));
        Assert.Contains("on entity 'Name'", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleted_records_are_seen_by_queryAll_alone()
    {
        await using var org = await OrgAsync();
        var id = await org.LinesAsync("SELECT Id FROM Account WHERE Name = 'Zeta One'");
        Assert.Equal(204, (await org.SendAsync("DELETE", "sobjects/Account/" + id)).Status);
        Assert.Equal(4, await org.CountAsync("SELECT Id FROM Account WHERE AccountNumber = 'q'"));
        var all = await org.QueryAsync("SELECT Id, IsDeleted FROM Account WHERE AccountNumber = 'q' AND IsDeleted = true", "queryAll");
        Assert.Equal(id, all.Json["records"]![0]!["Id"]!.GetValue<string>());
    }

    [Fact]
    public async Task All_fields_are_selected_by_FIELDS_with_a_limit()
    {
        await using var org = await OrgAsync();
        var row = (await org.QueryAsync("SELECT FIELDS(ALL) FROM Account WHERE Name = 'Zeta O\\'Neill' LIMIT 200")).Json["records"]![0]!.AsObject();
        Assert.Equal(1250000.5m, row["AnnualRevenue"]!.GetValue<decimal>());
        Assert.Equal("MALFORMED_QUERY", (await org.QueryAsync("SELECT FIELDS(ALL) FROM Account")).Code());
        Assert.Equal(200, (await org.QueryAsync("SELECT FIELDS(STANDARD) FROM Account")).Status);
    }
}
