using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>An address that looks like John's is John's, whatever came along with it from a web page; so is a name.</summary>
public sealed class InvisibleCharacterTests
{
    const string Hidden = "jo\u200Bhn.doe@ac\u00ADme.com\u2069";

    [Theory]
    [InlineData("contacts", "email,firstName", "Jack")]
    [InlineData("ContactsWithFields", "email,firstName", "Jack")]
    [InlineData("ContactsWithFields", "email,PLAATS", "Breda")]
    [InlineData("ContactTagsByEmail", "email,tag", "A tag of its own")]
    [InlineData("FieldValuesByEmail", "email,field,value", "PLAATS,Breda")]
    [InlineData("AccountContactsByName", "email,account", "A firm of its own")]
    public async Task An_address_that_looks_the_same_is_the_same_contact(string table, string columns, string values)
    {
        await using var account = await WideAccount.StartAsync();
        var before = await account.ReadAsync("contacts", ["id", "email"]);
        var (plan, outcome) = await account.LoadAsync(table, columns.Split(','), [[Hidden, .. values.Split(',')]]);
        Assert.Equal((1, 1), (outcome.Read, outcome.Changed));
        Assert.Contains("1 address had invisible characters taken out", plan.Notes);
        Assert.Equal(before, await account.ReadAsync("contacts", ["id", "email"]));
        Assert.Equal((0, 1),
            (await account.LoadAsync(table, columns.Split(','), [["john.doe@acme.com", .. values.Split(',')]])).Outcome is var again
                ? (again.Changed, again.Unchanged)
                : default);
    }

    [Theory]
    [InlineData("\u200B")]
    [InlineData("\u200C")]
    [InlineData("\u200D")]
    [InlineData("\u200E")]
    [InlineData("\u202E")]
    [InlineData("\u2060")]
    [InlineData("\u2068")]
    [InlineData("\uFEFF")]
    [InlineData("\uFE0F")]
    [InlineData("\u00AD")]
    [InlineData("\u061C")]
    [InlineData("\u180E")]
    [InlineData("\U000E0041")]
    public async Task Every_invisible_character_is_taken_out(string character)
    {
        await using var account = await SandboxAccount.StartAsync();
        var (plan, outcome) = await account.LoadAsync("contacts", ["email", "firstName"],
            [[character + "new@example.org", "A"], ["n" + character + "ew@exam" + character + "ple.org" + character, "A"],
                ["\u00A0new@example.org\u3000", "A"]]);
        Assert.Equal((3, 0), (outcome.Changed, outcome.Rejects.Count));
        Assert.Equal(
            ["2 addresses had invisible characters taken out"],
            plan.Notes.Select(n => n.Text).Where(n => n.Contains("invisible", StringComparison.Ordinal)));
        var emails = (await account.ReadAsync("contacts", ["email"])).Select(c => c[0]).ToList();
        Assert.Equal((21, "new@example.org"), (emails.Count, emails[^1]));
    }

    [Fact]
    public async Task A_tag_that_looks_the_same_is_the_same_tag()
    {
        await using var account = await SandboxAccount.StartAsync();
        var (plan, outcome) = await account.LoadAsync("ContactTagsByEmail", ["email", "tag"],
            [["john.doe@acme.com", "Beurs"], ["john.doe@acme.com", "Be\u200Burs"], ["john.doe@acme.com", "\uFEFFBeurs"]]);
        Assert.Equal((3, 0), (outcome.Changed + outcome.Unchanged, outcome.Rejects.Count));
        Assert.Equal(["tag 'Beurs'"], plan.Creates);
        Assert.Contains("2 values of tag had invisible characters taken out", plan.Notes);
        Assert.Equal(0, (await account.LoadAsync("tags", ["tag", "tagType"], [["Beurs\u2060", "contact"]])).Outcome.Changed);
    }

    [Fact]
    public async Task Pictures_in_a_name_stay_as_they_are()
    {
        await using var account = await SandboxAccount.StartAsync();
        string[] names = ["👨\u200D👩\u200D👧 Familie", "❤\uFE0F Fan", "می\u200Cخواهم"];
        var (plan, _) =
            await account.LoadAsync("ContactTagsByEmail", ["email", "tag"], names.Select(n => new object?[] { "john.doe@acme.com", n }));
        Assert.Equal(names.Select(n => $"tag '{n}'"), plan.Creates);
        Assert.DoesNotContain(plan.Notes, n => n.Text.Contains("invisible", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_in_lists_are_cleaned_too()
    {
        await using var account = await WideAccount.StartAsync();
        var (plan, outcome) =
            await account.LoadAsync("ContactsWithFields", ["email", "tags"], [["john.doe@acme.com", new[] { "Klant", "Kl\u200Bant" }]]);
        Assert.Equal(1, outcome.Changed);
        Assert.Equal(["tag 'Klant'"], plan.Creates);
        Assert.Contains("1 value of tags had invisible characters taken out", plan.Notes);
    }

    [Fact]
    public async Task An_address_of_nothing_but_invisible_characters_is_none()
    {
        await using var account = await SandboxAccount.StartAsync();
        var (_, outcome) = await account.LoadAsync("contacts", ["email", "firstName"], [["\u200B\u2060", "A"]]);
        Assert.Equal(RejectCode.AddressMissing, Assert.Single(outcome.Rejects.First).Code);
    }

    [Fact]
    public async Task What_the_target_has_is_left_as_it_is()
    {
        await using var account = await SandboxAccount.StartAsync();
        var target = await account.FindAsync<IWritableTable>("tags");
        IReadOnlyList<Column> columns = [target.Schema.Find("id")!, target.Schema.Find("tag")!];
        var cleaner = new NameCleaner(new WriteRequest(columns) { Operation = WriteOperation.Update });
        var rows = SandboxAccount.Batch(columns, [[1L, "Te\u200Bst"], [2L, "Te\u200Bst"]]);
        rows.Before = SandboxAccount.Batch(columns, [[1L, "Te\u200Bst"], [2L, "Other"]]);
        cleaner.Take(rows);
        Assert.Equal(["Te\u200Bst", "Test"], [rows[1].Texts[0], rows[1].Texts[1]]);
        Assert.Equal(["1 value of tag had invisible characters taken out"], cleaner.Notes());
    }
}
