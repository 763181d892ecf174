using System.Globalization;
using Koppel.Sandbox;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>Values of custom fields of accounts are written 250 a call.</summary>
public sealed class AccountFieldLoadTests
{
    const string Create = "POST /api/3/accountCustomFieldData/bulkCreate";
    const string Update = "PATCH /api/3/accountCustomFieldData/bulkUpdate";
    const string One = "POST /api/3/accountCustomFieldData";
    const string Look = "GET /api/3/accountCustomFieldData";

    static readonly string[] Columns = ["customerAccountId", "customFieldId", "fieldValue"];

    [Fact]
    public async Task Six_hundred_values_take_three_calls_and_a_second_load_none()
    {
        await using var account = await StartAsync();

        var (plan, first) = await account.LoadAsync("accountCustomFieldData", Columns, Values(600));
        Assert.Equal((600L, 0L, 0), (first.Changed, first.NotSent, first.Rejects.Count));
        Assert.Equal((3, 0), (account.Count(Create), account.Count(One)));
        Assert.Equal(600, plan.Instead?.Calls);
        Assert.Equal(600, (await account.ReadAsync("accountCustomFieldData", ["id"])).Count);

        Assert.Equal(600, (await account.LoadAsync("accountCustomFieldData", Columns, Values(600))).Outcome.Unchanged);
        Assert.Equal(3, account.Count(Create));
    }

    [Fact]
    public async Task Values_are_changed_together_too()
    {
        await using var account = await StartAsync();
        await account.LoadAsync("accountCustomFieldData", Columns, Values(300));
        var there = await account.ReadAsync("accountCustomFieldData", ["id"]);

        var outcome =
            await ChangeAsync(account, there.Select(r => new object?[] { long.Parse(r[0], CultureInfo.InvariantCulture), "\"changed\"" }));

        Assert.Equal((300L, 0), (outcome.Changed, outcome.Rejects.Count));
        Assert.Equal(2, account.Count(Update));
        Assert.All(await account.ReadAsync("accountCustomFieldData", ["fieldValue"]), r => Assert.Equal("\"changed\"", r[0]));
    }

    [Fact]
    public async Task A_value_of_an_account_that_is_not_there_costs_its_own_row_only()
    {
        await using var account = await StartAsync();

        var (_, outcome) = await account.LoadAsync("accountCustomFieldData", Columns, Values(40).Append([99_999L, 1L, "\"lost\""]));

        Assert.Equal((40L, 1), (outcome.Changed, outcome.Rejects.Count));
        Assert.Equal(41, Assert.Single(outcome.Rejects.First).Row);
        Assert.Equal(40, (await account.ReadAsync("accountCustomFieldData", ["id"])).Count);
    }

    [Fact]
    public async Task Lost_answers_leave_each_value_there_once()
    {
        await using var account = await StartAsync($"500-after:0.3:{Create}", $"cut:0.3:{Create}", $"500-before:0.2:{Create}");

        var (_, outcome) = await account.LoadAsync("accountCustomFieldData", Columns, Values(600));

        Assert.Equal((600L, 0, null), (outcome.Changed, outcome.Rejects.Count, outcome.Fault));
        var pairs = (await account.ReadAsync("accountCustomFieldData", ["customerAccountId", "customFieldId"])).Select(
            r => $"{r[0]} {r[1]}").ToList();
        Assert.Equal((600, 600), (pairs.Count, pairs.Distinct().Count()));
        Assert.InRange(account.Count(Look), 1, 60);
    }

    static async Task<SandboxAccount> StartAsync(params string[] faults)
    {
        var account = await SandboxAccount.StartAsync(
            new SandboxOptions { Seed = 1, TimeScale = 500, RefusesTooMany = false, Faults = [.. faults.Select(FaultRule.Parse)] });
        await account.LoadAsync("accounts", ["name"], Enumerable.Range(1, 200).Select(i => new object?[] { $"Depot {i}" }));
        await account.LoadAsync(
            "accountCustomFieldMeta", ["fieldLabel", "fieldType"], [["Region", "text"], ["Route", "text"], ["Rating", "text"]]);
        account.Calls.Clear();
        return account;
    }

    static IEnumerable<object?[]> Values(int count) =>
        Enumerable.Range(0, count).Select(i => new object?[] { (long)((i % 200) + 1), (long)((i / 200) + 1), $"\"value {i}\"" });

    static async Task<WriteOutcome> ChangeAsync(SandboxAccount account, IEnumerable<object?[]> rows)
    {
        var target = await account.FindAsync<IWritableTable>("accountCustomFieldData");
        IReadOnlyList<Column> columns = [target.Schema.Find("id")!, target.Schema.Find("fieldValue")!];
        await using var session = target.BeginWrite(new WriteRequest(columns) { Operation = WriteOperation.Update });
        await session.AddAsync(SandboxAccount.Batch(columns, [.. rows]));
        var journal = new JournalBooks(new MemoryJournal());
        var plan = await session.PlanAsync(journal);
        await target.CarryOutAsync(journal);
        return journal.Close(plan, null);
    }
}
