using Koppel.Sandbox;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>
/// Accounts are created by calls that may not be repeated. The sandbox takes a name as often as it comes, so that creating one twice shows.
/// </summary>
public sealed class AccountLoadTests
{
    static readonly string[] Name = ["name"];

    static Task<SandboxAccount> StartAsync(params string[] faults) => SandboxAccount.StartAsync(new SandboxOptions
    {
        Seed = 1, TimeScale = 200, AccountsMayRepeat = true, Faults = [.. faults.Select(FaultRule.Parse)],
    });

    static async Task<List<string>> NamesAsync(SandboxAccount account) =>
        [.. (await account.ReadAsync("accounts", Name)).Select(r => r[0]).Skip(8)];

    public static readonly string[] Odd =
    [
        "Say \"Cheese\"", "O'Hara & Sons", "Müller + Söhne", "100% Wool", "50%25 off", "a_b", "back\\slash", "Straße 7", "İstanbul Çay",
        "日本商事", "Smile 🙂", "tab\there",
        "two\nlines", "semi;colon", "a/b?c=d#e", "<b>bold</b>", "NULL", "0", "  in front", "behind  ", "question?", "ﬁne", "e\u0301clair",
        "%", "+", "&", "\"", "'",
    ];

    [Fact]
    public async Task Names_with_odd_letters_are_created_once_and_found_again_by_asking()
    {
        await using var account = await StartAsync();
        var rows = Odd.Select(n => new object?[] { n }).ToList();

        var (_, first) = await account.LoadAsync("accounts", Name, rows);
        Assert.Equal((Odd.Length, 0L, 0L), (first.Changed, first.Unchanged, first.Rejects.Count));
        Assert.Equal(Odd.Order(), (await NamesAsync(account)).Order());
        await account.LoadAsync("accounts", Name, Enumerable.Range(1, 300).Select(i => new object?[] { $"Padding {i}" }));

        // By the list, which is cheaper for many, and by asking for each, which is cheaper for one.
        Assert.Equal(Odd.Length, (await account.LoadAsync("accounts", Name, rows)).Outcome.Unchanged);
        account.Calls.Clear();
        foreach (var row in rows)
            Assert.Equal(1, (await account.LoadAsync("accounts", Name, [row])).Outcome.Unchanged);
        Assert.Equal(0, account.Writes);
        Assert.InRange(account.Calls.Count, Odd.Length, Odd.Length * 6);
    }

    [Fact]
    public async Task A_lost_answer_is_settled_for_names_with_odd_letters_too()
    {
        await using var account = await StartAsync("500-after:0.5:POST /api/3/accounts", "cut:0.3:POST /api/3/accounts");

        var (_, outcome) = await account.LoadAsync("accounts", Name, Odd.Select(n => new object?[] { n }));

        Assert.Equal((Odd.Length, null), (outcome.Changed, outcome.Fault));
        Assert.Equal(Odd.Order(), (await NamesAsync(account)).Order());
        Assert.Equal(Odd.Length, account.Calls.Count(c => c.Route == "POST /api/3/accounts" && c.Status != 429));
    }

    [Fact]
    public async Task Names_that_differ_by_case_or_blanks_around_them_are_one_account()
    {
        await using var account = await StartAsync();

        var (plan, outcome) = await account.LoadAsync(
            "accounts", Name, [["Windmill Paper"], ["WINDMILL paper"], [" Windmill Paper "], ["Windmill  Paper"], ["northwind bikes "]]);

        Assert.Equal((2L, 1L, 2L), (plan.Changes, plan.Unchanged, plan.Repeats));
        Assert.Equal((2L, 3L), (outcome.Changed, outcome.Unchanged));
        Assert.Equal(["Windmill Paper", "Windmill  Paper"], (await NamesAsync(account)).OrderBy(n => n.Length));
    }

    [Fact]
    public async Task Names_of_blanks_are_rejected_before_anything_is_sent()
    {
        await using var account = await StartAsync();

        var (_, outcome) = await account.LoadAsync("accounts", Name, [[null], [""], ["   "], ["\u00a0"]]);

        Assert.Equal([1L, 2L, 3L, 4L], outcome.Rejects.First.Select(r => r.Row));
        Assert.All(outcome.Rejects.First, r => Assert.Equal("name has no value, but accounts needs one.", r.Reason));
        Assert.Empty(account.Calls);
    }

    [Fact]
    public async Task A_name_is_found_behind_many_that_contain_it()
    {
        await using var account = await StartAsync();
        await account.LoadAsync("accounts", Name, Enumerable.Range(1, 230).Select(i => new object?[] { $"Depot {i}" }).Append(["depot"]));
        await account.LoadAsync("accounts", Name, Enumerable.Range(1, 300).Select(i => new object?[] { $"Padding {i}" }));
        account.Calls.Clear();

        var (_, outcome) = await account.LoadAsync("accounts", Name, [["Depot"]]);

        Assert.Equal((0L, 1L), (outcome.Changed, outcome.Unchanged));
        Assert.Equal(0, account.Writes);
        Assert.InRange(account.Count("GET /api/3/accounts"), 3, 4); // The estimate of the list, and three pages of those that contain it.
    }

    [Fact]
    public async Task A_name_that_somebody_else_created_meanwhile_is_unchanged()
    {
        await using var account = await SandboxAccount.StartAsync();
        await using var session = await account.BeginAsync("accounts", Name, [["Windmill Paper"], ["Windmill Card"]]);
        var journal = new JournalBooks(new MemoryJournal());
        var plan = await session.PlanAsync(journal);
        await account.LoadAsync("accounts", Name, [["windmill PAPER"]]);

        await (await account.FindAsync<IWritableTable>("accounts")).CarryOutAsync(journal);

        var outcome = journal.Close(plan, null);
        Assert.Equal((1L, 1L, 0L), (outcome.Changed, outcome.Unchanged, outcome.Rejects.Count));
    }

    [Fact]
    public async Task Counts_are_told_when_they_are_asked_for()
    {
        await using var account = await SandboxAccount.StartAsync();
        var client = new HttpClient { BaseAddress = account.Server.Url };
        client.DefaultRequestHeaders.Add("Api-Token", account.Server.Token);
        using var import = await client.PostAsync(
            new Uri("api/3/import/bulk_import", UriKind.Relative),
            new StringContent(
                """{"contacts":[{"email":"john.doe@acme.com","customer_acct_name":"Northwind Bikes"},"""
                + """{"email":"new@example.org","customer_acct_name":"Northwind Bikes"}]}"""),
            TestContext.Current.CancellationToken);
        while (account.Server.GetStats().Contacts == 20) await Task.Delay(10, TestContext.Current.CancellationToken);

        Assert.Equal(["Northwind Bikes", "2", "0"], await FirstAsync(["name", "contactCount", "dealCount"]));
        Assert.Equal(["1", "2"], await FirstAsync(["id", "contactCount"]));
        Assert.Equal(["1", "1"], await FirstAsync(["id", "owner"]));
        Assert.Equal(1, account.Count("GET /api/3/accounts/{id}"));

        async Task<IReadOnlyList<string>> FirstAsync(string[] columns) =>
            (await account.ReadAsync("accounts", columns, new Predicate.Compare("id", ComparisonOperator.Equal, 1L)))[0];
    }
}
