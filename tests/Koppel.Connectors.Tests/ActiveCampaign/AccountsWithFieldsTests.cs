using Koppel.Sandbox;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>Accounts with a column for each of their fields.</summary>
public sealed class AccountsWithFieldsTests
{
    static readonly string[] Columns = ["name", "accountUrl", "Branche", "Omzet", "Sinds", "Merken"];

    static object?[] Row(int i, string branch = "Handel") =>
        [$"Bedrijf {i}", $"https://{i}.example.com/", branch, $"{i}.50", "2020-01-31", new[] { "volvo", "Opel" }];

    /// <summary>More than stand on two pages of the API.</summary>
    const int Many = 230;

    [Fact]
    public async Task New_accounts_take_their_fields_along_and_values_that_change_travel_many_a_call()
    {
        await using var account = await StartAsync();

        var (plan, outcome) = await account.LoadAsync("AccountsWithFields", Columns, Enumerable.Range(1, Many).Select(i => Row(i)));
        Assert.Equal((Many, Many, 0), (outcome.Read, outcome.Changed, outcome.Rejects.Count));
        Assert.Equal([new PlannedCalls("POST /api/3/accounts", Many, "one row a call, its fields with it")], plan.Calls);
        Assert.Equal(
            ["https://7.example.com/", "Handel", "7.50", "2020-01-31", "['Opel', 'Volvo']"], await AccountAsync(account, "Bedrijf 7"));

        account.Calls.Clear();
        Assert.Equal(
            Many,
            (await account.LoadAsync("AccountsWithFields", Columns, Enumerable.Range(1, Many).Select(i => Row(i)))).Outcome.Unchanged);
        Assert.Equal(0, account.Writes);

        var (changing, changed) =
            await account.LoadAsync("AccountsWithFields", Columns, Enumerable.Range(1, Many).Select(i => Row(i, "Zorg")));
        Assert.Equal([new PlannedCalls("PATCH /api/3/accountCustomFieldData/bulkUpdate", 1, "up to 250 values each")], changing.Calls);
        Assert.Equal((Many, 1), (changed.Changed, account.Writes));
        Assert.Equal("Zorg", (await AccountAsync(account, "Bedrijf 7"))[1]);
    }

    [Fact]
    public async Task Accounts_that_had_no_values_get_them_many_a_call_and_one_that_changes_itself_takes_its_values_along()
    {
        await using var account = await StartAsync();
        var names = (await account.ReadAsync("accounts", ["name"])).Select(a => a[0]).ToList();
        account.Calls.Clear();

        var (plan, outcome) = await account.LoadAsync("AccountsWithFields", ["name", "accountUrl", "Branche"],
            names.Select((n, i) => new object?[] { n.ToUpperInvariant(), i == 0 ? "https://new.example.com/" : null, "Handel" }));

        Assert.Equal(names.Count, outcome.Changed);
        Assert.Equal(["PUT /api/3/accounts/{id}", "POST /api/3/accountCustomFieldData/bulkCreate"], plan.Calls.Select(c => c.Route));
        Assert.Equal(2, account.Writes);
        Assert.All(await account.ReadAsync("AccountsWithFields", ["Branche"]), a => Assert.Equal("Handel", a[0]));
        Assert.Equal("https://new.example.com/", (await AccountAsync(account, names[0]))[0]);
    }

    [Fact]
    public async Task A_value_that_will_not_do_costs_its_row()
    {
        await using var account = await StartAsync();

        var (_, outcome) = await account.LoadAsync(
            "AccountsWithFields", ["name", "Branche"], [["Een", "Visserij"], ["Twee", "zorg"], [" ", "Zorg"], ["Twee", "Handel"]]);

        Assert.Equal((1, 3), (outcome.Changed, outcome.Rejects.Count));
        Assert.Equal([RejectCode.OptionUnknown, RejectCode.ValueMissing, RejectCode.DuplicateSource],
            outcome.Rejects.First.OrderBy(r => r.Row).Select(r => r.Code));
    }

    [Fact]
    public async Task Deals_are_made_with_their_fields_and_their_values_change_many_a_call()
    {
        await using var account = await StartAsync();
        await account.PostAsync("dealCustomFieldMeta", new { dealCustomFieldMetum = new { fieldLabel = "Bron", fieldType = "text" } });
        await account.PostAsync("dealGroups", new { dealGroup = new { title = "Verkoop", currency = "eur" } });
        var contact = long.Parse((await account.ReadAsync("contacts", ["id"]))[0][0]);
        var (group, stage) =
            ((await account.ReadAsync("dealStages", ["group", "id"])).Select(s => (long.Parse(s[0]), long.Parse(s[1]))).Last());

        var (_, made) =
            await account.LoadAsync("DealsWithFields", ["title", "value", "currency", "contact", "group", "stage", "owner", "Bron"],
            Enumerable.Range(1, 5).Select(i => new object?[] { $"Deal {i}", 12.5m, "eur", contact, group, stage, 1L, "Beurs" }));
        Assert.Equal((5, 0), (made.Changed, made.Rejects.Count));
        Assert.All(
            (await account.ReadAsync("DealsWithFields", ["title", "value", "Bron"])).Where(
                d => d[0].StartsWith("Deal ", StringComparison.Ordinal)), d => Assert.Equal(["12.50", "Beurs"], d.Skip(1)));
    }

    static async Task<string[]> AccountAsync(SandboxAccount account, string name) =>
        [.. Assert.Single(
            await account.ReadAsync("AccountsWithFields", Columns, new Predicate.Compare("name", ComparisonOperator.Equal, name)),
            a => a[0] == name).Skip(1)];

    static async Task<SandboxAccount> StartAsync()
    {
        var account = await SandboxAccount.StartAsync(new SandboxOptions { Seed = 20, TimeScale = 100, RefusesTooMany = false });
        await AddAsync("Branche", "dropdown", "Handel", "Zorg");
        await AddAsync("Omzet", "currency");
        await AddAsync("Sinds", "date");
        await AddAsync("Merken", "multiselect", "Opel", "Volvo");
        return account;

        Task AddAsync(string label, string type, params string[] options) => account.PostAsync("accountCustomFieldMeta",
            new { accountCustomFieldMetum = new { fieldLabel = label, fieldType = type, fieldOptions = options,
                fieldDefaultCurrency = type == "currency" ? "eur" : "" } });
    }
}
