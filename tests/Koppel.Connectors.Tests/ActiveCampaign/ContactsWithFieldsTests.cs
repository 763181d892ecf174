using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>Contacts with their fields, tags, lists and account as one row.</summary>
public sealed class ContactsWithFieldsTests
{
    static readonly string[] Columns = ["email", "firstName", "KLEUR", "MERKEN", "PLAATS", "tags", "lists", "account"];

    static object?[] Row(int i) =>
        [$"new{i}@example.org", $"Name {i}", i % 2 == 0 ? "rood" : "Groen", L("fiat", "Opel"), $"Plaats {i}",
            L("Test", "Klant", "Nieuwe tag"), L("nieuws"), $"Bedrijf {i % 7}"];

    [Fact]
    public async Task Everything_of_a_contact_travels_in_one_row_of_an_import_and_a_second_load_sends_nothing()
    {
        await using var account = await WideAccount.StartAsync();
        var rows = Enumerable.Range(1, 600).Select(Row).ToList();
        account.Calls.Clear();

        var (plan, outcome) = await account.LoadAsync("ContactsWithFields", Columns, rows);
        Assert.Equal((600, 600, 0), (outcome.Read, outcome.Changed, outcome.Rejects.Count));
        Assert.Equal((3, 3), (account.Count("POST /api/3/import/bulk_import"), account.Writes));
        Assert.Contains("account 'Bedrijf 3'", plan.Creates);
        Assert.Contains("tag 'Nieuwe tag'", plan.Creates);
        Assert.Contains("600 contacts", plan.Creates);
        Assert.Equal(["Name 4", "Rood", S("Opel", "Fiat"), "Plaats 4", S("Klant", "Nieuwe tag", "Test"), S("Nieuws"), "Bedrijf 4"],
            await account.ContactAsync("new4@example.org", Columns[1..]));

        account.Calls.Clear();
        var (_, again) = await account.LoadAsync("ContactsWithFields", Columns, rows);
        Assert.Equal((600, 0, 600), (again.Read, again.Changed, again.Unchanged));
        Assert.Equal(0, account.Writes);
    }

    [Fact]
    public async Task A_contact_that_is_there_keeps_what_is_null_and_what_an_insert_does_not_name()
    {
        await using var account = await WideAccount.StartAsync();
        await account.LoadAsync("ContactsWithFields", Columns, [Row(1)]);

        var (_, outcome) = await account.LoadAsync("ContactsWithFields", ["email", "KLEUR", "PLAATS", "tags", "lists"],
            [["NEW1@example.org", null, "Breda", L("Extra"), L("Acties")]]);

        Assert.Equal(1, outcome.Changed);
        Assert.Equal(["Groen", "Breda", S("Extra", "Klant", "Nieuwe tag", "Test"), S("Acties", "Nieuws"), "Bedrijf 1"],
            await account.ContactAsync("new1@example.org", "KLEUR", "PLAATS", "tags", "lists", "account"));
    }

    [Fact]
    public async Task Few_contacts_of_which_only_values_change_need_no_import()
    {
        await using var account = await WideAccount.StartAsync();
        await account.LoadAsync("ContactsWithFields", Columns, [Row(1)]);
        account.Calls.Clear();

        var (plan, outcome) =
            await account.LoadAsync("ContactsWithFields", ["email", "firstName", "PLAATS"], [["new1@example.org", "Anna", "Breda"]]);

        Assert.Equal(1, outcome.Changed);
        Assert.Equal([new PlannedCalls("POST /api/3/contact/sync", 1, "one at a time")], plan.Calls);
        Assert.Equal((1, 1), (account.Count("POST /api/3/contact/sync"), account.Writes));
        Assert.Equal(["Anna", "Breda"], await account.ContactAsync("new1@example.org", "firstName", "PLAATS"));
    }

    [Fact]
    public async Task An_empty_text_empties_a_field_by_a_call_of_its_own()
    {
        await using var account = await WideAccount.StartAsync();
        await account.LoadAsync("ContactsWithFields", Columns, [Row(1)]);
        account.Calls.Clear();

        var (plan, outcome) = await account.LoadAsync(
            "ContactsWithFields", ["email", "firstName", "PLAATS", "tags"], [["new1@example.org", "", "", L("Extra")]]);

        Assert.Equal(1, outcome.Changed);
        Assert.Contains(new PlannedCalls("POST /api/3/contact/sync", 1, "one at a time"), plan.Calls);
        Assert.Equal((1, 1), (account.Count("POST /api/3/contact/sync"), account.Count("POST /api/3/import/bulk_import")));
        Assert.Equal("null", (await account.ContactAsync("new1@example.org", "PLAATS"))[0]);
        Assert.Equal(0,
            (await account.LoadAsync("ContactsWithFields", ["email", "firstName", "PLAATS", "tags"],
                [["new1@example.org", "", "", L("Extra")]])).Outcome.Changed);
    }

    [Fact]
    public async Task A_value_that_a_field_does_not_offer_costs_its_row_and_tells_what_it_offers()
    {
        await using var account = await WideAccount.StartAsync();

        var (_, outcome) = await account.LoadAsync("ContactsWithFields", ["email", "KLEUR", "MERKEN"],
            [["a@example.org", "Paars", null], ["b@example.org", "Blauw", L("Volvo", "Saab")], ["c@example.org", "Blauw", L("Volvo")]]);

        Assert.Equal((1, 2), (outcome.Changed, outcome.Rejects.Count));
        Assert.All(outcome.Rejects.First, r => Assert.Equal(RejectCode.OptionUnknown, r.Code));
        Assert.Equal(
            "'Saab' is none of the options of MERKEN: Opel, Volvo, Fiat. Give it one of these, or add the option to the field first.",
            outcome.Rejects.First[1].Cause.ToString());
    }

    [Fact]
    public async Task A_field_that_was_added_meanwhile_is_a_column_when_the_fields_are_named()
    {
        await using var account = await WideAccount.StartAsync();
        Assert.Null((await account.FindAsync<ITable>("ContactsWithFields")).Schema.Find("LATER"));
        await account.AddFieldAsync("LATER", "text");

        await account.TryFindAsync("fields");

        Assert.NotNull((await account.FindAsync<ITable>("ContactsWithFields")).Schema.Find("LATER"));
    }

    [Fact]
    public async Task A_contact_on_another_account_costs_its_row()
    {
        await using var account = await WideAccount.StartAsync();
        await account.LoadAsync("ContactsWithFields", ["email", "account"], [["a@example.org", "Een"], ["b@example.org", "Twee"]]);

        var (_, outcome) =
            await account.LoadAsync("ContactsWithFields", ["email", "account"], [["a@example.org", "twee"], ["b@example.org", "TWEE "]]);

        Assert.Equal((0, 1, 1), (outcome.Changed, outcome.Unchanged, outcome.Rejects.Count));
        Assert.Equal((RejectCode.OtherAccount, "a@example.org is on the account 'Een', and a contact is on one account only."),
            (outcome.Rejects.First[0].Code, outcome.Rejects.First[0].Reason));
    }

    static string[] L(params string[] texts) => texts;

    static string S(params string[] texts) => $"[{string.Join(", ", texts.Select(t => $"'{t}'"))}]";
}
