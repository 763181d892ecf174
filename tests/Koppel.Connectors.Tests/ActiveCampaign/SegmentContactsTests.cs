using Koppel.Sandbox;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>Who is in a segment is told by its id, ten thousand a call, or a hundred where the account's plan can do no more.</summary>
public sealed class SegmentContactsTests
{
    const string Match = "GET /api/3/segmentMatchAll/{segment}";
    const string Run = "GET /api/3/segmentMatchAll/{segment}/{run}";
    const string List = "GET /api/3/contacts";

    [Fact]
    public async Task Those_who_match_are_told_by_one_run_and_are_those_who_have_the_tag()
    {
        await using var account = await StartAsync(new SandboxOptions { Seed = 400, TimeScale = 500, RefusesTooMany = false });

        var rows = await InAsync(account, 1);

        Assert.Equal(await CustomersAsync(account), rows);
        Assert.NotEmpty(rows);
        Assert.Equal((1, 1), (account.Count("GET /api/3/segments/{id}"), account.Count(Match)));
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task An_account_without_segment_matching_tells_the_same_by_its_list_of_contacts(bool firstIsEmpty)
    {
        await using var account = await StartAsync(new SandboxOptions
        {
            Seed = 1_500, TimeScale = 500, RefusesTooMany = false, HasSegmentMatching = false, FirstSegmentReadIsEmpty = firstIsEmpty,
        });

        var rows = await InAsync(account, 1);
        var calls = account.Count(List);

        Assert.Equal(await CustomersAsync(account), rows);
        Assert.True(rows.Count > 100);
        Assert.Equal(2 + rows.Count / 100, calls);
    }

    [Fact]
    public async Task A_segment_with_nobody_in_it_is_asked_for_a_few_times_where_the_first_answer_may_be_none()
    {
        await using var account =
            await StartAsync(new SandboxOptions { Seed = 1, TimeScale = 500, RefusesTooMany = false, HasSegmentMatching = false });

        Assert.Empty(await InAsync(account, 3));
        Assert.Equal(6, account.Count(List));
    }

    [Fact]
    public async Task A_slow_run_is_asked_after_until_it_is_done()
    {
        await using var account = await StartAsync(
            new SandboxOptions { Seed = 300, TimeScale = 500, RefusesTooMany = false, Faults = [FaultRule.Parse("match-slow:1")] });

        Assert.Equal(await CustomersAsync(account), await InAsync(account, 1));
        Assert.InRange(account.Count(Run), 1, 12);
    }

    [Fact]
    public async Task A_run_that_fails_is_a_fault_with_its_number()
    {
        await using var account =
            await StartAsync(new SandboxOptions { Seed = 30, TimeScale = 500, Faults = [FaultRule.Parse("match-fails:1")] });

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => InAsync(account, 1));

        Assert.Equal(ConnectorErrorKind.ServerFault, fault.Kind);
        Assert.Matches(
            "ActiveCampaign could not tell who is in segment .+: its run .+ ended without a result. Run the statement again later.",
            fault.Message);
    }

    [Fact]
    public async Task A_segment_that_is_not_there_has_nobody_and_that_is_noted()
    {
        await using var account = await StartAsync(new SandboxOptions { Seed = 30, TimeScale = 500 });
        var table = await account.FindAsync<IScanTable>("segmentContacts");
        foreach (var asked in new Predicate[] { new Predicate.Compare("segment", ComparisonOperator.Equal, 99L),
            new Predicate.Compare("segmentV2", ComparisonOperator.Equal, "no-such") })
        {
            var plan = table.Plan(new ScanRequest { Columns = table.Schema.Columns, Predicates = [asked] });
            await foreach (var batch in table.ScanAsync(plan)) Assert.Equal(0, batch.Count);
            Assert.StartsWith("there is no segment ", Assert.Single(plan.Notes).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task By_the_newer_id_the_same_contacts_come()
    {
        await using var account = await StartAsync(new SandboxOptions { Seed = 300, TimeScale = 500 });
        var byOlder = await account.ReadAsync(
            "segmentContacts", ["segment", "segmentV2", "contact"], new Predicate.Compare("segment", ComparisonOperator.Equal, 1L));

        var byNewer = await account.ReadAsync("segmentContacts", ["segment", "segmentV2", "contact"],
            new Predicate.Compare("segmentV2", ComparisonOperator.Equal, byOlder[0][1]));

        Assert.Equal(byOlder, byNewer);
    }

    [Fact]
    public async Task Without_a_segment_it_says_what_to_write()
    {
        await using var account = await StartAsync(new SandboxOptions { Seed = 1, TimeScale = 500 });

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => account.ReadAsync("segmentContacts", ["contact"]));

        Assert.Equal(
            "segmentContacts tells the contacts of a segment that you name, since the API has no list of all. Write where segment = …, or "
            + "join it to segments on its id.", fault.Message);
    }

    static Task<SandboxAccount> StartAsync(SandboxOptions options) => SandboxAccount.StartAsync(options);

    static async Task<List<string>> InAsync(SandboxAccount account, long segment)
    {
        account.Calls.Clear();
        var rows =
            await account.ReadAsync("segmentContacts", ["contact"], new Predicate.Compare("segment", ComparisonOperator.Equal, segment));
        return [.. rows.Select(r => r[0]).OrderBy(long.Parse)];
    }

    /// <summary>The first saved segment is those with the tag Customer.</summary>
    static async Task<List<string>> CustomersAsync(SandboxAccount account)
    {
        var tag = (await account.ReadAsync("tags", ["id"], new Predicate.Compare("tag", ComparisonOperator.Equal, "Customer")))[0][0];
        return [
            .. (await account.ReadAsync("contactTags", ["contact", "tag"])).Where(l => l[1] == tag).Select(l => l[0]).OrderBy(long.Parse)];
    }
}
