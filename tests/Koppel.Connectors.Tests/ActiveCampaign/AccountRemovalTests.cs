using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>Accounts are removed a hundred a call.</summary>
public sealed class AccountRemovalTests
{
    const string Many = "DELETE /api/3/accounts/bulk_delete";
    const string One = "DELETE /api/3/accounts/{id}";

    [Fact]
    public async Task Two_hundred_and_fifty_accounts_take_three_calls_and_one_to_see_that_they_went()
    {
        await using var account = await WithAsync(250);

        var (plan, outcome) = await RemoveAsync(account, Enumerable.Range(9, 250));

        Assert.Equal((250L, 0L, 0L), (outcome.Changed, outcome.Unchanged, outcome.NotSent));
        Assert.Equal([(Many, 3L), ("GET /api/3/accounts/{id}", 1L)], plan.Calls.Select(c => (c.Route, c.Count)));
        Assert.Equal((3, 0, 4), (account.Count(Many), account.Count(One), account.Calls.Count));
        Assert.Equal(8, account.Server.GetStats().Accounts);
    }

    [Fact]
    public async Task Two_accounts_go_one_a_call()
    {
        await using var account = await WithAsync(0);

        Assert.Equal(2, (await RemoveAsync(account, [3, 4])).Outcome.Changed);
        Assert.Equal((0, 2, 2), (account.Count(Many), account.Count(One), account.Calls.Count));
    }

    [Fact]
    public async Task Lost_answers_and_failures_leave_no_account_and_no_row_behind()
    {
        await using var account = await WithAsync(250, "500-after:0.3:" + Many, "cut:0.2:" + Many, "500-before:0.2:" + Many);

        var (_, outcome) = await RemoveAsync(account, Enumerable.Range(9, 250));

        Assert.Equal((250L, 0, null), (outcome.Changed, outcome.Rejects.Count, outcome.Fault));
        Assert.Equal(8, account.Server.GetStats().Accounts);
    }

    static async Task<SandboxAccount> WithAsync(int accounts, params string[] faults)
    {
        var account = await SandboxAccount.StartAsync(faults: faults);
        await account.LoadAsync("accounts", ["name"], Enumerable.Range(1, accounts).Select(i => new object?[] { $"Depot {i}" }));
        account.Calls.Clear();
        return account;
    }

    static async Task<(WritePlan Plan, WriteOutcome Outcome)> RemoveAsync(SandboxAccount account, IEnumerable<int> ids)
    {
        var target = await account.FindAsync<IWritableTable>("accounts");
        IReadOnlyList<Column> columns = [target.Schema.Find("id")!];
        await using var session = target.BeginWrite(new WriteRequest(columns) { Operation = WriteOperation.Delete });
        await session.AddAsync(SandboxAccount.Batch(columns, [.. ids.Select(i => new object?[] { (long)i })]));
        var journal = new JournalBooks(new MemoryJournal());
        var plan = await session.PlanAsync(journal);
        await target.CarryOutAsync(journal);
        return (plan, journal.Close(plan, null));
    }
}
