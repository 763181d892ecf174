using Koppel.Sandbox;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>Lists that some accounts give and the API's reference does not: they are asked for.</summary>
public sealed class UndescribedListsTests
{
    [Fact]
    public async Task Activities_are_listed_without_a_contact_where_the_account_lists_them()
    {
        await using var account = await SandboxAccount.StartAsync(contacts: 3);
        await AddActivityAsync(account);

        Assert.Equal([["2", "Note"]], await account.ReadAsync("activities", ["contact", "reference_type"]));
    }

    [Fact]
    public async Task An_account_that_wants_a_contact_for_its_activities_is_told_in_a_sentence_and_a_lookup_by_contact_still_works()
    {
        await using var account =
            await SandboxAccount.StartAsync(new SandboxOptions { Seed = 3, TimeScale = 100, ActivitiesNeedContact = true });
        await AddActivityAsync(account);

        var refused = await Assert.ThrowsAsync<ConnectorException>(() => account.ReadAsync("activities", ["contact"]));

        Assert.Equal(
            ("ActiveCampaign's API lists activities a contact at a time. Say which, as in where contact in (1, 2), or join them with "
                + "contacts.", ConnectorErrorKind.NotSupported, 400),
            (refused.Message, refused.Kind, refused.Status));
        var activities = await account.FindAsync<IScanTable>("activities");
        var plan = activities.Plan(new ScanRequest { Columns = [activities.Schema.Find("contact")!] });
        Assert.Equal(long.MaxValue, (await activities.EstimateAsync(plan, TestContext.Current.CancellationToken)).Calls);
        Assert.Equal([["2"]], await account.ReadAsync("activities", ["contact"], new Predicate.In("contact", [1L, 2L])));
    }

    [Fact]
    public async Task The_steps_of_automations_are_read()
    {
        await using var account = await SandboxAccount.StartAsync(contacts: 3);
        var steps = await account.ReadAsync("automationBlocks", ["id", "automation", "ordernum", "deleted"]);

        Assert.NotEmpty(steps);
        Assert.Subset(
            (await account.ReadAsync("automations", ["id"])).Select(row => row[0]).ToHashSet(), steps.Select(row => row[1]).ToHashSet());
    }

    /// <summary>What comes about by itself in a real account.</summary>
    static async Task AddActivityAsync(SandboxAccount account)
    {
        using var http = new HttpClient { BaseAddress = account.Server.Url };
        using var body =
            new StringContent("""{"resource":"activities","values":{"subscriberid":2,"reference_type":"Note","reference_id":7}}""");
        using var reply = await http.PostAsync("/_sandbox/rows", body, TestContext.Current.CancellationToken);
        Assert.True(reply.IsSuccessStatusCode, await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
