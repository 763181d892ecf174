using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>Lists by address and name; nobody is subscribed again by accident.</summary>
public sealed class ContactListsByEmailTests
{
    static readonly string[] Columns = ["email", "list", "status"];

    [Fact]
    public async Task Contacts_join_and_leave_lists_250_a_call_and_a_second_load_sends_nothing()
    {
        await using var account = await WideAccount.StartAsync(contacts: 300);
        var emails = (await account.ReadAsync("contacts", ["email"])).Select(c => c[0]).ToList();
        var rows = emails.SelectMany(e => new object?[][] { [e, "nieuws", "active"], [e, "Acties", "ACTIVE"] }).ToList();
        account.Calls.Clear();

        var (_, outcome) = await account.LoadAsync("ContactListsByEmail", Columns, rows);
        Assert.Equal((600, 600), (outcome.Read, outcome.Changed));
        Assert.Equal((2, 2), (account.Count("POST /api/3/import/bulk_import"), account.Writes));
        Assert.Equal(0, (await account.LoadAsync("ContactListsByEmail", Columns, rows)).Outcome.Changed);

        account.Calls.Clear();
        var (plan, left) = await account.LoadAsync(
            "ContactListsByEmail", Columns, emails.Take(260).Select(e => new object?[] { e, "Nieuws", "Unsubscribed" }));
        Assert.Equal((260, 2, 2), (left.Changed, account.Count("POST /api/3/import/bulk_import"), account.Writes));
        Assert.Contains("whom this load unsubscribes an undo can only subscribe again with resubscribe = true", plan.Irreversible);
        var now = await account.ReadAsync("ContactListsByEmail", Columns);
        Assert.Equal((260, 340), (now.Count(r => r[2] == "unsubscribed"), now.Count(r => r[2] == "active")));
    }

    [Fact]
    public async Task Who_left_a_list_comes_back_only_where_the_connection_lets_it_and_who_bounced_never()
    {
        await using var account = await WideAccount.StartAsync();
        var contacts = await account.ReadAsync("contacts", ["id", "email"]);
        await account.SetStatusAsync(long.Parse(contacts[0][0]), 1, 2);
        await account.SetStatusAsync(long.Parse(contacts[1][0]), 1, 3);
        var name = (await account.ReadAsync("ContactListsByEmail", Columns))[0][1];
        object?[][] rows = [[contacts[0][1], name, "active"], [contacts[1][1], name, "active"], [contacts[2][1], name, "active"]];
        account.Calls.Clear();

        var (_, outcome) = await account.LoadAsync("ContactListsByEmail", Columns, rows);
        Assert.Equal((1, 2), (outcome.Changed, outcome.Rejects.Count));
        Assert.Equal([RejectCode.LeftList, RejectCode.Bounced], outcome.Rejects.First.Select(r => r.Code));
        Assert.Contains("has left the list", outcome.Rejects.First[0].Reason, StringComparison.Ordinal);
        Assert.Contains("resubscribe = true", outcome.Rejects.First[0].Remedy, StringComparison.Ordinal);

        account.Set("resubscribe", "on");
        account.Calls.Clear();
        var (plan, again) = await account.LoadAsync("ContactListsByEmail", Columns, rows);
        Assert.Equal((1, 1, 1), (again.Changed, again.Unchanged, again.Rejects.Count));
        Assert.Equal([new PlannedCalls("POST /api/3/contactLists", 1, "one at a time")], plan.Calls);
        Assert.Contains(plan.Notes, n => n.Code == Note.Returns
            && n.Text == "1 contact comes back to a list that it had left (resubscribe = true on ac), a call each");
        Assert.Equal((1, 1), (account.Count("POST /api/3/contactLists"), account.Writes));
        Assert.Equal(["active", "bounced", "active"],
            (await account.ReadAsync("ContactListsByEmail", Columns)).Where(r => r[1] == name).Select(r => r[2]));
    }

    [Fact]
    public async Task Who_comes_back_to_two_lists_is_one_contact_and_two_calls()
    {
        await using var account = await WideAccount.StartAsync();
        var contact = (await account.ReadAsync("contacts", ["id", "email"]))[0];
        var lists = (await account.ReadAsync("lists", ["id", "name"])).Take(2).ToList();
        foreach (var list in lists) await account.SetStatusAsync(long.Parse(contact[0]), long.Parse(list[0]), 2);
        account.Set("resubscribe", "on");

        var (plan, outcome) = await account.LoadAsync(
            "ContactListsByEmail", Columns, [.. lists.Select(list => new object?[] { contact[1], list[1], "active" })]);

        Assert.Equal((2, 0), (outcome.Changed, outcome.Rejects.Count));
        var note = Assert.Single(plan.Notes, n => n.Code == Note.Returns);
        Assert.Equal("1 contact comes back to a list that it had left (resubscribe = true on ac), 2 calls", note.Text);
        Assert.Contains(("n", "1"), note.Values);
    }

    [Fact]
    public async Task The_table_by_ids_goes_the_same_way()
    {
        await using var account = await WideAccount.StartAsync(contacts: 300);
        var list = long.Parse((await account.ReadAsync("lists", ["id", "name"])).Single(l => l[1] == "Nieuws")[0]);
        var ids = (await account.ReadAsync("contacts", ["id"])).Select(c => long.Parse(c[0])).ToList();
        await account.SetStatusAsync(ids[0], list, 2);
        account.Calls.Clear();

        var (_, outcome) = await account.LoadAsync("contactLists", ["contact", "list", "status"],
            [.. ids.Select(id => new object?[] { id, list, 1L }), [ids[1], 999L, 1L], [999_999L, list, 1L]]);

        Assert.Equal((299, 3, 2), (outcome.Changed, outcome.Rejects.Count, account.Count("POST /api/3/import/bulk_import")));
        Assert.Equal([RejectCode.LeftList, RejectCode.ListUnknown, RejectCode.ContactUnknown], outcome.Rejects.First.Select(r => r.Code));
        Assert.Equal(2, account.Writes);
    }

    [Theory]
    [InlineData("Niews", "active", RejectCode.ListUnknown, "Did you mean 'Nieuws'?")]
    [InlineData("Nieuws", "bounced", RejectCode.ValueInvalid, "No load can set a contact to bounced")]
    [InlineData("Nieuws", null, RejectCode.ValueMissing, "status has no value")]
    [InlineData("Nieuws", "gone", RejectCode.ValueInvalid, "'gone' is no status of a list")]
    public async Task A_row_that_will_not_do_says_why(string list, string? status, string code, string said)
    {
        await using var account = await WideAccount.StartAsync();

        var (_, outcome) = await account.LoadAsync("ContactListsByEmail", Columns, [["john.doe@acme.com", list, status]]);

        var reject = Assert.Single(outcome.Rejects.First);
        Assert.Equal(code, reject.Code);
        Assert.Contains(said, reject.Reason, StringComparison.Ordinal);
    }
}
