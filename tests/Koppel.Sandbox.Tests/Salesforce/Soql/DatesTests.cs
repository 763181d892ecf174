namespace Koppel.Sandbox.Tests.Salesforce.Soql;

/// <summary>Days that are named from today on. It is 1 June 2026, a Monday, half past nine GMT.</summary>
public sealed class DatesTests
{
    [Theory]
    [InlineData("2026-06-01", "TODAY,THIS_WEEK,THIS_MONTH,THIS_QUARTER,THIS_YEAR,THIS_FISCAL_YEAR,LAST_N_DAYS:0,LAST_90_DAYS,N_DAYS_AGO:0")]
    [InlineData("2026-05-31", "YESTERDAY,THIS_WEEK,LAST_MONTH,LAST_N_DAYS:1,N_DAYS_AGO:1,N_MONTHS_AGO:1,LAST_N_MONTHS:1")]
    [InlineData("2026-05-30", "LAST_WEEK,LAST_MONTH,LAST_N_WEEKS:1,N_WEEKS_AGO:1,LAST_N_DAYS:2")]
    [InlineData("2026-06-02", "TOMORROW,NEXT_N_DAYS:1,NEXT_90_DAYS,THIS_WEEK")]
    [InlineData("2026-06-07", "NEXT_WEEK,NEXT_N_WEEKS:1,THIS_MONTH")]
    [InlineData("2026-07-15", "NEXT_MONTH,NEXT_QUARTER,NEXT_FISCAL_QUARTER,NEXT_N_QUARTERS:1,NEXT_N_MONTHS:1")]
    [InlineData("2026-03-31", "LAST_QUARTER,LAST_N_QUARTERS:1,N_FISCAL_QUARTERS_AGO:1,THIS_YEAR")]
    [InlineData("2025-12-31", "LAST_YEAR,LAST_N_YEARS:1,N_YEARS_AGO:1,LAST_FISCAL_YEAR")]
    [InlineData("2027-01-01", "NEXT_YEAR,NEXT_N_YEARS:1,NEXT_N_FISCAL_YEARS:1")]
    public async Task A_day_is_in_the_spans(string day, string spans)
    {
        await using var org = await OrgCaller.WithClockAsync(new() { Seed = 1 });
        await org.CreateAsync("Account", $$"""{"Name":"Day","AccountNumber":"d","SLAExpirationDate__c":"{{day}}"}""");
        string[] all = ["TODAY", "YESTERDAY", "TOMORROW", "THIS_WEEK", "LAST_WEEK", "NEXT_WEEK", "LAST_MONTH", "NEXT_MONTH", "LAST_YEAR", "NEXT_YEAR"];
        foreach (var span in spans.Split(','))
            Assert.True(await org.CountAsync($"SELECT Id FROM Account WHERE AccountNumber = 'd' AND SLAExpirationDate__c = {span}") == 1, span);
        foreach (var span in all.Except(spans.Split(',')))
            Assert.True(await org.CountAsync($"SELECT Id FROM Account WHERE AccountNumber = 'd' AND SLAExpirationDate__c = {span}") == 0, span);
    }

    [Fact]
    public async Task A_day_begins_where_the_user_is()
    {
        await using var org = await OrgCaller.WithClockAsync(new() { Seed = 1 });
        // Half past ten in the evening GMT is already the next day in Amsterdam.
        org.Time!.Advance(TimeSpan.FromHours(13));
        org.Use((await org.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", org.Server.RefreshToken),
            ("client_id", org.Server.ClientId))).Text("access_token"));
        await org.CreateAsync("Account", """{"Name":"Late","SLAExpirationDate__c":"2026-06-02"}""");
        Assert.Equal(1, await org.CountAsync("SELECT Id FROM Account WHERE Name = 'Late' AND SLAExpirationDate__c = TODAY"));
        Assert.Equal(1, await org.CountAsync("SELECT Id FROM Account WHERE Name = 'Late' AND CreatedDate = TODAY"));
        Assert.Equal(1, await org.CountAsync("SELECT Id FROM Account WHERE Name = 'Late' AND CreatedDate < 2026-06-01T22:31:00Z"));
    }
}
