using Koppel.Connectors.Tests.ActiveCampaign.Conformance;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>Each custom object is a table of its own, a column for each field.</summary>
public sealed class ObjectTableTests
{
    const string Labels = """{"singular":"Bike","plural":"Bikes"}""";
    const string Fields = """[{"id":"colour","labels":{"singular":"Colour","plural":"Colours"},"type":"text"},"""
        + """{"id":"gears","labels":{"singular":"Gears","plural":"Gears"},"type":"number"}]""";

    static readonly string[] Columns = ["externalId", "colour", "gears"];

    static async Task<SandboxAccount> WithBikesAsync()
    {
        var account = await AllTables.StartAsync(3);
        await account.LoadAsync("customObjectSchemas", ["slug", "labels", "fields"], [["bike", Labels, Fields]]);
        await account.LoadAsync("customObject_bike", Columns, [["b1", "red", 21.0], ["b2", null, 3.0], ["b3", "grün", null]]);
        return account;
    }

    [Fact]
    public async Task Records_are_read_with_their_fields_in_columns()
    {
        await using var account = await WithBikesAsync();

        Assert.Equal(["b1|red|21", "b2|null|3", "b3|grün|null"],
            (await account.ReadAsync("CustomObject_Bike", Columns)).Select(r => string.Join('|', r)).Order());
    }

    [Fact]
    public async Task A_record_that_is_there_is_not_sent_again()
    {
        await using var account = await WithBikesAsync();

        var (_, outcome) = await account.LoadAsync("customObject_bike", Columns, [["B1", "red", 21.0], ["b4", "blue", 1.0]]);

        Assert.Equal((1L, 1L), (outcome.Changed, outcome.Unchanged));
    }

    [Fact]
    public async Task A_change_keeps_the_other_fields_though_the_api_clears_what_is_left_out()
    {
        await using var account = await WithBikesAsync();
        var target = await account.FindAsync<IWritableTable>("customObject_bike");
        var id = (await account.ReadAsync("customObject_bike", ["externalId", "id"])).Single(r => r[0] == "b1")[1];

        foreach (var (operation, columns, row) in new (WriteOperation, string[], object?[])[] { (WriteOperation.Update, ["id", "colour"],
            [id, "black"]), (WriteOperation.Delete, ["id"], [id]) })
        {
            IReadOnlyList<Column> of = [.. columns.Select(c => target.Schema.Find(c)!)];
            await using var session = target.BeginWrite(new WriteRequest(of) { Operation = operation });
            await session.AddAsync(SandboxAccount.Batch(of, [row]), TestContext.Current.CancellationToken);
            var journal = new JournalBooks(new MemoryJournal());
            var plan = await session.PlanAsync(journal, TestContext.Current.CancellationToken);
            await target.CarryOutAsync(journal, TestContext.Current.CancellationToken);
            Assert.Equal(1, journal.Close(plan, null).Changed);

            var now = (await account.ReadAsync("customObject_bike", Columns)).Select(r => string.Join('|', r)).Order();
            Assert.Equal(
                operation == WriteOperation.Update ? ["b1|black|21", "b2|null|3", "b3|grün|null"] : ["b2|null|3", "b3|grün|null"], now);
        }
    }

    [Fact]
    public async Task An_object_that_is_not_there_is_no_table()
    {
        await using var account = await WithBikesAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => account.FindAsync<IScanTable>("customObject_car"));
    }
}
