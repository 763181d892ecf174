using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>Field values below each other, by address and field name.</summary>
public sealed class FieldValuesByEmailTests
{
    static readonly string[] Columns = ["email", "field", "value"];

    [Fact]
    public async Task All_values_of_a_contact_travel_in_one_row_of_an_import()
    {
        await using var account = await WideAccount.StartAsync(contacts: 100);
        var emails = (await account.ReadAsync("contacts", ["email"])).Select(c => c[0]).ToList();
        var rows = emails.SelectMany(e => new object?[][] { [e, "kleur", "rood"], [e, "%PLAATS%", "Breda"], [e, "Veld PUNTEN", "012.50"] })
            .ToList();
        account.Calls.Clear();

        var (_, outcome) = await account.LoadAsync("FieldValuesByEmail", Columns, rows);
        Assert.Equal((3 * emails.Count, 1), (outcome.Changed, account.Count("POST /api/3/import/bulk_import")));
        Assert.Equal((0, 3 * emails.Count),
            (await account.LoadAsync("FieldValuesByEmail", Columns, rows)).Outcome is var again
                ? (again.Changed, again.Unchanged)
                : default);
        Assert.Equal(
            [["john.doe@acme.com", "KLEUR", "Rood"], ["john.doe@acme.com", "PUNTEN", "12.5"], ["john.doe@acme.com", "PLAATS", "Breda"]],
            (await account.ReadAsync("FieldValuesByEmail", Columns,
                new Predicate.Compare("email", ComparisonOperator.Equal, "john.doe@acme.com"))).Select(r => r.ToArray()));
    }

    [Fact]
    public async Task Rows_of_a_contact_have_fates_of_their_own()
    {
        await using var account = await WideAccount.StartAsync();
        await account.LoadAsync("FieldValuesByEmail", Columns, [["john.doe@acme.com", "PLAATS", "Breda"]]);

        var (_, outcome) = await account.LoadAsync("FieldValuesByEmail", Columns,
        [
            ["john.doe@acme.com", "PLAATS", "Breda"], ["John.Doe@acme.com", "KLEUR", "Paars"], ["john.doe@acme.com", "KLEUR", "Rood"],
            ["john.doe@acme.com", "GEBOREN", "31-12-1980"],
            ["john.doe@acme.com", "LENGTE", "2"], ["nobody@example.org", "PLAATS", "Breda"],
        ]);

        Assert.Equal((6, 1, 1, 4), (outcome.Read, outcome.Changed, outcome.Unchanged, outcome.Rejects.Count));
        Assert.Equal([RejectCode.OptionUnknown, RejectCode.ValueInvalid, RejectCode.FieldUnknown, RejectCode.ContactUnknown],
            outcome.Rejects.First.Select(r => r.Code));
    }
}
