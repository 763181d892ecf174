namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>Which contact is on which account, by address and name.</summary>
public sealed class AccountContactsByNameTests
{
    static readonly string[] Columns = ["email", "account", "jobTitle"];

    [Fact]
    public async Task Contacts_join_accounts_through_the_importer_and_a_job_title_follows_it()
    {
        await using var account = await WideAccount.StartAsync();
        var contacts = await account.ReadAsync("contacts", ["email"]);
        object?[][] rows = [[contacts[0][0], "Nieuw BV", null], [contacts[1][0], "Nieuw BV", "Chef"], [contacts[2][0], null, "Chef"]];
        account.Calls.Clear();

        var (plan, outcome) = await account.LoadAsync("AccountContactsByName", Columns, rows);
        Assert.Equal((2, 1), (outcome.Changed, outcome.Rejects.Count));
        Assert.Equal(["account 'Nieuw BV'"], plan.Creates);
        Assert.Equal((1, 1), (account.Count("POST /api/3/import/bulk_import"), account.Count("PUT /api/3/accountContacts/{id}")));
        Assert.Equal([["Nieuw BV", "null"], ["Nieuw BV", "Chef"]],
            (await account.ReadAsync("AccountContactsByName", Columns)).Where(r => r[1] == "Nieuw BV").Select(r => r.Skip(1).ToArray()));
        Assert.Equal(0, (await account.LoadAsync("AccountContactsByName", Columns, rows[..2])).Outcome.Changed);
    }
}
