namespace Koppel.Sandbox.Tests.Salesforce;

/// <summary>What an org begins with.</summary>
public sealed class SeedTests
{
    [Fact]
    public async Task Most_contacts_are_people_of_the_other_sandbox_and_john_doe_is_the_first()
    {
        await using var org = await OrgCaller.FastAsync();
        var others = Enumerable.Range(1, 100).Select(SeedData.EmailOf).ToHashSet(StringComparer.Ordinal);
        var mine = (await org.LinesAsync("SELECT Email FROM Contact ORDER BY Id")).Split('\n');
        Assert.Equal((100, "john.doe@acme.com"), (mine.Length, mine[0]));
        Assert.InRange(mine.Count(others.Contains), 60, 80);
        Assert.InRange((await org.LinesAsync("SELECT Email FROM Lead")).Split('\n').Count(others.Contains), 8, 22);
        Assert.Equal("John Doe|(Acme|Retail|Customer - Direct)", (await org.LinesAsync(
            "SELECT Name, Account.Name, Account.Industry, Account.Type FROM Contact WHERE Email = 'john.doe@acme.com'")).Replace("Prospect", "Customer - Direct"));
    }

    [Fact]
    public async Task A_contact_is_the_same_however_many_there_are()
    {
        const string Query = "SELECT Id, Name, Email, Account.Name, Score__c, MailingCity FROM Contact ORDER BY Id LIMIT 30";
        await using var few = await OrgCaller.FastAsync(new() { Seed = 30 });
        await using var many = await OrgCaller.FastAsync(new() { Seed = 200 });
        Assert.Equal(await few.LinesAsync(Query), await many.LinesAsync(Query));
    }

    [Fact]
    public async Task Every_object_that_people_work_with_has_records()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 300 });
        foreach (var type in new[]
                 {
                     "Account", "Contact", "Lead", "Opportunity", "OpportunityContactRole", "Case", "Campaign", "CampaignMember", "Task", "Event",
                     "User", "Profile", "UserRole", "Group", "RecordType", "Organization", "Region__c", "Subscription__c",
                 }) Assert.True(await org.CountAsync("SELECT COUNT() FROM " + type) > 0, type);
    }
}
