using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>Creating and changing contacts.</summary>
public sealed class ContactLoadTests
{
    static readonly string[] Columns = ["email", "firstName", "phone"];

    [Fact]
    public async Task New_contacts_are_created_by_imports_and_a_second_load_sends_nothing()
    {
        await using var account = await SandboxAccount.StartAsync();
        var rows = Enumerable.Range(1, 600).Select(i => new object?[] { $"new{i}@example.org", $"Name {i}", null }).ToList();

        var (plan, outcome) = await account.LoadAsync("contacts", Columns, rows);
        Assert.Equal((600, 600), (outcome.Read, outcome.Changed));
        Assert.Equal(["600 contacts"], plan.Creates);
        Assert.Equal(3, account.Count("POST /api/3/import/bulk_import"));
        Assert.Equal(620, account.Server.GetStats().Contacts);

        account.Calls.Clear();
        var (_, again) = await account.LoadAsync("contacts", Columns, rows);
        Assert.Equal((600, 0, 600), (again.Read, again.Changed, again.Unchanged));
        Assert.Equal(0, account.Writes);
    }

    [Fact]
    public async Task A_contact_that_is_there_gets_what_differs_and_keeps_what_is_null()
    {
        await using var account = await SandboxAccount.StartAsync();
        await account.LoadAsync("contacts", Columns, [["john.doe@acme.com", "Johnny", "+31 20 1234567"]]);

        var (_, outcome) = await account.LoadAsync("contacts", Columns, [["JOHN.DOE@acme.com", null, "+31 20 7654321"]]);

        Assert.Equal(1, outcome.Changed);
        var john = Assert.Single(
            await account.ReadAsync("contacts", ["email", "firstName", "phone"],
                new Predicate.Compare("email", ComparisonOperator.Equal, "john.doe@acme.com")));
        Assert.Equal(["john.doe@acme.com", "Johnny", "+31 20 7654321"], john);
        Assert.Equal(0, account.Count("POST /api/3/import/bulk_import"));
    }

    [Fact]
    public async Task A_plan_tells_created_and_changed_contacts_apart_and_what_cannot_be_taken_back()
    {
        await using var account = await SandboxAccount.StartAsync();
        object?[][] rows = [["john.doe@acme.com", "Johnny", null], ["new1@example.org", "New", null], ["new2@example.org", "New", null],
            ["bad", "X", null]];

        var (plan, _) = await account.LoadAsync("contacts", Columns, rows);
        Assert.Equal([new PlannedRows(WriteOperation.Insert, 2), new PlannedRows(WriteOperation.Update, 1)], plan.Kinds);
        Assert.Collection(plan.Irreversible,
            one => Assert.StartsWith("automations that start", one.Text, StringComparison.Ordinal),
            two => Assert.StartsWith("contacts that are created", two.Text, StringComparison.Ordinal));

        account.Set("automations", "skip");
        var (again, _) = await account.LoadAsync("contacts", Columns, [["john.doe@acme.com", "John", null]]);
        Assert.Equal([new PlannedRows(WriteOperation.Insert, 0), new PlannedRows(WriteOperation.Update, 1)], again.Kinds);
        Assert.Empty(again.Irreversible);
    }

    [Fact]
    public async Task Rows_of_one_address_are_one_contact_and_the_later_value_counts()
    {
        await using var account = await SandboxAccount.StartAsync();

        var (plan, outcome) =
            await account.LoadAsync("contacts", Columns, [["twice@example.org", "First", "1"], ["Twice@example.org", "Second", null]]);

        Assert.Equal((2, 2), (plan.Changes, outcome.Changed));
        var row = Assert.Single(
            await account.ReadAsync(
                "contacts", ["firstName", "phone"], new Predicate.Compare("email", ComparisonOperator.Equal, "twice@example.org")));
        Assert.Equal(["Second", "1"], row);
    }

    [Fact]
    public async Task A_bad_address_costs_its_own_row_only()
    {
        await using var account = await SandboxAccount.StartAsync();
        var rows = Enumerable.Range(1, 30).Select(i => new object?[] { i == 7 ? "seven" : $"new{i}@example.org", "X", null });

        var (_, outcome) = await account.LoadAsync("contacts", Columns, rows);

        Assert.Equal((29, 1), (outcome.Changed, outcome.Rejects.Count));
        Assert.Equal((7, "'seven' is no e-mail address: it has no @. Correct it and load it again."),
            (outcome.Rejects.First[0].Row, outcome.Rejects.First[0].Cause.ToString()));
    }
}
