namespace Koppel.Sandbox.Tests.Salesforce.Soql;

/// <summary>Queries that the platform refuses, with its codes.</summary>
public sealed class RefusedQueryTests
{
    [Theory]
    [InlineData("Name = 'a' OR Name = 'b' AND Name = 'c'")] // AND and OR mix in parentheses only
    [InlineData("NOT Name = 'a' OR Name = 'b'")]
    [InlineData("Name NOT LIKE 'x%'")]
    [InlineData("Name IS NULL")]
    [InlineData("NumberOfEmployees BETWEEN 1 AND 2")]
    [InlineData("Name = Site")]
    [InlineData("Name IN ()")]
    [InlineData("Name = 'it''s'")]
    [InlineData("Name = 'a\\zb'")]
    [InlineData("Name = 'a\\%b'")]
    [InlineData("NumberOfEmployees = 1e6")]
    [InlineData("Name = :name")]
    [InlineData("Name = \"a\"")]
    [InlineData("CreatedDate > 2026-13-01T00:00:00Z")]
    [InlineData("CreatedDate > 2026-05-01T00:00:00")]
    [InlineData("Name = 'never ends")]
    [InlineData("Name = 'over\nlines'")]
    [InlineData("Name = 'a' AND NOT Name = 'b'")]
    [InlineData("NOT NOT Name = 'a'")]
    [InlineData("Id IN (SELECT AccountId FROM Contact LIMIT 5)")]
    [InlineData("COUNT(Id) > 1")]
    [InlineData("Id IN (SELECT AccountId FROM Contact) OR Name = 'a'")]
    [InlineData("Id IN (SELECT Name FROM Contact)")]
    [InlineData("Id IN (SELECT AccountId FROM Contact WHERE Id IN (SELECT ContactId FROM Case))")]
    public async Task A_condition_is_malformed(string condition)
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var reply = await org.QueryAsync("SELECT Id FROM Account WHERE " + condition);
        Assert.Equal((400, "MALFORMED_QUERY"), (reply.Status, reply.Code()));
    }

    [Theory]
    [InlineData("SELECT * FROM Account", "MALFORMED_QUERY")]
    [InlineData("SELECT DISTINCT Name FROM Account", "MALFORMED_QUERY")]
    [InlineData("SELECT Id FROM", "MALFORMED_QUERY")]
    [InlineData("SELECT Id FROM Account LIMIT -1", "MALFORMED_QUERY")]
    [InlineData("SELECT Id FROM Account;", "MALFORMED_QUERY")]
    [InlineData("SELECT Name, COUNT(Id) FROM Account", "MALFORMED_QUERY")]
    [InlineData("SELECT Id FROM Account ORDER BY Description", "MALFORMED_QUERY")]
    [InlineData("SELECT AnnualRevenue FROM Account GROUP BY AnnualRevenue", "MALFORMED_QUERY")]
    [InlineData("SELECT MAX(IsDeleted) FROM Account", "MALFORMED_QUERY")]
    [InlineData("SELECT Id, id FROM Account", "INVALID_FIELD")]
    [InlineData("SELECT Nmae FROM Account", "INVALID_FIELD")]
    [InlineData("SELECT Boss.Name FROM Account", "INVALID_FIELD")]
    [InlineData("SELECT Id FROM Account WHERE Description = 'a'", "INVALID_FIELD")] // may not be filtered
    [InlineData("SELECT Id FROM Account WHERE BillingAddress != null", "INVALID_FIELD")]
    [InlineData("SELECT Id FROM Account WHERE Name = 1", "INVALID_FIELD")]
    [InlineData("SELECT Id FROM Account WHERE NumberOfEmployees = '1'", "INVALID_FIELD")]
    [InlineData("SELECT Id FROM Account WHERE CreatedDate > 2026-05-01", "INVALID_FIELD")]
    [InlineData("SELECT Id FROM Account WHERE SLAExpirationDate__c = 2026-05-01T00:00:00Z", "INVALID_FIELD")]
    [InlineData("SELECT Id FROM Account WHERE CreatedDate = 'TODAY'", "INVALID_FIELD")]
    [InlineData("SELECT Id FROM Account WHERE IsDeleted = 1", "INVALID_FIELD")]
    [InlineData("SELECT Id FROM Account WHERE Id LIKE '001%'", "INVALID_QUERY_FILTER_OPERATOR")]
    [InlineData("SELECT Id FROM Account WHERE NumberOfEmployees LIKE '1'", "INVALID_QUERY_FILTER_OPERATOR")]
    [InlineData("SELECT Id FROM Account WHERE IsDeleted > false", "INVALID_QUERY_FILTER_OPERATOR")]
    [InlineData("SELECT Id FROM Account WHERE Name INCLUDES ('a')", "INVALID_QUERY_FILTER_OPERATOR")]
    [InlineData("SELECT Id FROM AccountChangeEvent", "INVALID_TYPE")]
    [InlineData("SELECT Id, (SELECT Id FROM Contact) FROM Account", "INVALID_TYPE")]
    [InlineData("SELECT Id FROM Account LIMIT 1 OFFSET 2001", "NUMBER_OUTSIDE_VALID_RANGE")]
    public async Task A_query_is_refused_with_its_code(string query, string code)
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var reply = await org.QueryAsync(query);
        Assert.Equal((400, code), (reply.Status, reply.Code()));
    }

    [Fact]
    public async Task A_fault_is_told_with_its_place()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        const string Unknown = "\nselect count() from XYZZY\n                    ^\nERROR at Row:1:Column:21\nsObject type 'XYZZY' is not "
            + "supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please "
            + "reference your WSDL or the describe call for the appropriate names.";
        Assert.Equal(Unknown, (await org.QueryAsync("select count() from XYZZY")).Json[0]!["message"]!.GetValue<string>());
        var wrong = (await org.QueryAsync("SELECT Id, Name\nFROM Contact\nWHERE (Id = 'somethingwonky')"))
            .Json[0]!["message"]!.GetValue<string>();
        Assert.Equal("\nWHERE (Id = 'somethingwonky')\n       ^\nERROR at Row:3:Column:8\ninvalid ID field: somethingwonky", wrong);
    }

    [Fact]
    public async Task What_is_nested_too_deep_or_counts_too_far_does_no_harm()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var deep = $"SELECT Id FROM Account WHERE {new string('(', 1_000)}Name = 'a'{new string(')', 1_000)}";
        Assert.Equal("MALFORMED_QUERY", (await org.QueryAsync(deep)).Code());
        var functions = string.Concat(Enumerable.Repeat("toLabel(", 400));
        Assert.Equal("MALFORMED_QUERY", (await org.QueryAsync($"SELECT Id FROM Account WHERE {functions}Name")).Code());
        foreach (var span in new[] { "LAST_N_DAYS:2147483647", "NEXT_N_WEEKS:2147483647", "N_YEARS_AGO:99999", "NEXT_N_QUARTERS:99999" })
            Assert.Equal(200, (await org.QueryAsync("SELECT Id FROM Account WHERE CreatedDate = " + span)).Status);
    }

    [Fact]
    public async Task More_than_two_thousand_groups_have_no_second_page()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 2_500 });
        Assert.Equal("EXCEEDED_ID_LIMIT", (await org.QueryAsync("SELECT Email, COUNT(Id) FROM Contact GROUP BY Email")).Code());
        Assert.Equal(2_000, await org.CountAsync("SELECT Email, COUNT(Id) FROM Contact GROUP BY Email LIMIT 2000"));
    }
}
