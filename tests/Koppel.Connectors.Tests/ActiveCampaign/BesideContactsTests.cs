using Koppel.Sandbox;
using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>What belongs to many contacts is asked for a hundred contacts a call, not one.</summary>
public sealed class BesideContactsTests
{
    [Theory]
    [InlineData("contactTags", "tag"), InlineData("contactLists", "list"), InlineData("fieldValues", "field"),
        InlineData("accountContacts", "account")]
    public async Task Rows_of_250_contacts_take_three_calls_and_are_those_of_the_whole_list(string table, string other)
    {
        await using var account =
            await SandboxAccount.StartAsync(new SandboxOptions { Seed = 400, TimeScale = 500, RefusesTooMany = false });
        await FillAsync(account);
        string[] columns = ["id", "contact", other];
        var all = await account.ReadAsync(table, columns);
        account.Calls.Clear();

        var asked = await account.ReadAsync(
            table, columns, new Predicate.In("contact", [.. Enumerable.Range(1, 250).Select(i => (object)(long)i)]));

        Assert.Equal(all.Where(r => long.Parse(r[1]) <= 250).OrderBy(r => long.Parse(r[0])), asked.OrderBy(r => long.Parse(r[0])));
        Assert.NotEmpty(asked);
        Assert.Equal((3, 3), (account.Calls.Count, account.Count("GET /api/3/contacts")));
    }

    /// <summary>Every third contact is on a list, has a value of a field and belongs to an account.</summary>
    static async Task FillAsync(SandboxAccount account)
    {
        await account.LoadAsync("lists", ["name", "stringid", "sender_url", "sender_reminder"],
            [["News", "news", "https://www.example.com/", "You asked for it."]]);
        await account.LoadAsync("fields", ["title", "type"], [["Colour", "text"]]);
        var list = long.Parse((await account.ReadAsync("lists", ["id"]))[^1][0]);
        var field = long.Parse((await account.ReadAsync("fields", ["id"]))[^1][0]);
        var contacts = Enumerable.Range(1, 120).Select(i => 3L * i).ToList();
        Assert.Equal(120,
            (await account.LoadAsync(
                "contactLists", ["contact", "list", "status"], contacts.Select(c => new object?[] { c, list, 1L }))).Outcome.Changed);
        Assert.Equal(120,
            (await account.LoadAsync(
                "fieldValues", ["contact", "field", "value"], contacts.Select(c => new object?[] { c, field, "green" }))).Outcome.Changed);
        Assert.Equal(120,
            (await account.LoadAsync(
                "accountContacts", ["contact", "account"], contacts.Select(c => new object?[] { c, (c % 8) + 1 }))).Outcome.Changed);
    }
}
