using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>Updating and deleting rows by their keys.</summary>
public sealed class RowChangeTests
{
    static async Task<(WritePlan Plan, WriteOutcome Outcome)> RunAsync(
        SandboxAccount account, string table, WriteOperation operation, string[] columns, params object?[][] rows)
    {
        var target = await account.FindAsync<IWritableTable>(table);
        IReadOnlyList<Column> of = [.. columns.Select(c => target.Schema.Find(c)!)];
        await using var session = target.BeginWrite(new WriteRequest(of) { Operation = operation });
        await session.AddAsync(SandboxAccount.Batch(of, rows));
        var journal = new JournalBooks(new MemoryJournal());
        var plan = await session.PlanAsync(journal);
        await target.CarryOutAsync(journal);
        return (plan, journal.Close(plan, null));
    }

    [Fact]
    public async Task An_update_changes_what_has_a_value_and_keeps_what_is_null()
    {
        await using var account = await SandboxAccount.StartAsync();
        var (plan, outcome) = await RunAsync(account, "contacts", WriteOperation.Update, ["phone", "lastName", "id"], ["123", null, 1L],
            ["123", null, 1L], ["9", null, 1L], ["1", null, 99_999L]);
        Assert.Equal((2, 1, 1), (plan.Changes, plan.Repeats, plan.Rejects.Count));
        Assert.Equal((1, 1, 2), (outcome.Changed, outcome.Unchanged, outcome.Rejects.Count));
        Assert.Equal([3L, 4L], outcome.Rejects.First.Select(r => r.Row));
        Assert.Equal(["John", "Doe", "123"],
            Assert.Single(
                await account.ReadAsync(
                    "contacts", ["firstName", "lastName", "phone"], new Predicate.Compare("id", ComparisonOperator.Equal, 1L))));
    }

    [Fact]
    public async Task A_row_that_is_gone_is_unchanged_by_a_delete()
    {
        await using var account = await SandboxAccount.StartAsync();
        var (_, outcome) = await RunAsync(account, "contacts", WriteOperation.Delete, ["id"], [2L], [3L], [99_999L]);
        Assert.Equal((2, 1, 0), (outcome.Changed, outcome.Unchanged, outcome.Rejects.Count));
        Assert.Equal(18, account.Server.GetStats().Contacts);
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again()
    {
        await using var account = await SandboxAccount.StartAsync(faults: ["500-after@1:DELETE /api/3/contacts"]);
        var (_, outcome) = await RunAsync(account, "contacts", WriteOperation.Delete, ["id"], [2L]);
        Assert.Equal((1, 0), (outcome.Changed, outcome.Unchanged));
    }

    [Fact]
    public async Task A_tag_is_taken_by_address_and_name()
    {
        await using var account = await SandboxAccount.StartAsync();
        await account.LoadAsync("ContactTagsByEmail", ["email", "tag"], [["john.doe@acme.com", "Red"], ["john.doe@acme.com", "Blue"]]);
        var (_, outcome) = await RunAsync(account, "ContactTagsByEmail", WriteOperation.Delete, ["email", "tag"],
            ["JOHN.doe@acme.com", "red"], ["john.doe@acme.com", "None"], ["x@y.z", "Red"]);
        Assert.Equal((1, 2), (outcome.Changed, outcome.Unchanged));
        Assert.DoesNotContain(await account.ReadAsync("ContactTagsByEmail", ["email", "tag"]), r => r[1] == "Red");
    }

    [Fact]
    public async Task What_has_no_call_is_refused()
    {
        await using var account = await SandboxAccount.StartAsync();
        var links = await account.FindAsync<IWritableTable>("contactTags");
        Assert.Throws<ConnectorException>(
            () => links.BeginWrite(new WriteRequest(links.Schema.Columns) { Operation = WriteOperation.Update }));
    }
}
