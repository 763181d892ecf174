using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Load;
using Koppel.Sdk.Schema;
using Koppel.Sdk.Tests.Testing;
using static Koppel.Sdk.Tests.Testing.StubServer;

namespace Koppel.Sdk.Tests.Rest;

/// <summary>Values in the forms in which systems write them, on their way out and back.</summary>
public sealed class ValueFormTests
{
    static readonly TimeZoneInfo SixHoursBehind = TimeZoneInfo.CreateCustomTimeZone("behind", TimeSpan.FromHours(-6), null, null);

    static readonly RestTable Deals = new("deals", Item: "deal")
    {
        Path = "deals",
        Paging = Paging.Offset(100) with { Total = "meta.total" },
        Columns =
        [
            Column.Key("id"), Column.BigInt("owner") with { Form = ValueForm.Quoted },
            Column.Boolean("open") with { Form = ValueForm.TrueFalse }, Column.Boolean("won") with { Form = ValueForm.Quoted },
            Column.Timestamp("seen") with { Times = TimeFormat.InZone(SixHoursBehind) },
            Column.Money("value", "currency"), Column.Text("currency"),
            Column.TextList("marks") with { Form = ValueForm.Barred }, Column.TextList("kinds"),
            Column.TextList("words") with { Form = ValueForm.Commas }, Column.BigIntList("lists") with { Form = ValueForm.Commas },
            Column.BigIntList("groups") with { Form = ValueForm.Quoted },
            Column.Text("street") with { Field = "address1", SentAs = "address_1" },
        ],
        Filters = [Filter.ById("id", "deals/{id}")],
        Insert = RowCall.Post("deals"),
        Update = RowCall.Put("deals/{id}"),
    };

    [Fact]
    public async Task They_are_sent_so()
    {
        var body = await SentAsync(
            Deals, "owner open won seen value currency marks kinds words lists groups street",
            7L, true, false, new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc), 156.24m, "eur", new[] { "a", "b" }, new[] { "x" },
            new[] { "p", "q" }, new[] { 1L, 2L }, new[] { 3L }, "Dam 1");

        Assert.Equal(
            """{"deal":{"owner":"7","open":true,"won":"0","seen":"2026-01-31 06:00:00","value":15624"""
            + ""","currency":"eur","marks":"||a||b||","kinds":["x"],"words":"p,q","lists":"1,2","groups":["3"],"address_1":"Dam 1"}}""",
            body);
    }

    [Fact]
    public async Task Money_without_cents_is_sent_as_it_is() =>
        Assert.Equal("""{"deal":{"value":500,"currency":"JPY"}}""", await SentAsync(Deals, "value currency", 500m, "JPY"));

    [Fact]
    public async Task Money_comes_back_exactly()
    {
        await using var server = await SayingAsync(
            Says(200,
                """{"deals":[{"id":"1","value":"15624","currency":"eur","marks":"||a||b||"},"""
                + """{"id":"2","value":"15624","currency":"jpy","marks":""}]}"""));
        using var account = TestAccount.At(server);

        Assert.Equal(["156.24|eur|['a', 'b']", "15624.00|jpy|null"], await account.Open(Deals).ReadAsync("value currency marks"));
    }

    [Theory]
    [InlineData(BodyShape.Bare, null, """{"street":"Dam 1"}"""), InlineData(BodyShape.List, "deals", """{"deals":[{"street":"Dam 1"}]}"""),
        InlineData(BodyShape.Item, "theDeal", """{"theDeal":{"street":"Dam 1"}}""")]
    public async Task A_row_stands_in_the_body_as_the_call_wants_it(BodyShape shape, string? envelope, string body) =>
        Assert.Equal(body, await SentAsync(
        Deals with { Columns = [Column.Key("id"), Column.Text("street")], Filters = [],
            Insert = RowCall.Post("deals") with { Body = shape, Envelope = envelope } }, "street", "Dam 1"));

    [Fact]
    public async Task What_a_form_cannot_say_is_rejected_with_the_reason()
    {
        using var account = TestAccount.At(new Uri("http://127.0.0.1:1/"));
        await using var session = account.OpenForWriting(Deals)
            .BeginWrite(new WriteRequest(Deals.Columns.Where(c => c.Name is "marks" or "words" or "value" or "currency").ToList()));
        await session.AddAsync(Rows.Of(
            Deals.Columns.Where(c => c.Name is "marks" or "words" or "value" or "currency").ToList(),
            [1m, "eur", new[] { "a||b" }, null], [1m, "eur", new[] { "" }, null], [1m, "eur", null, new[] { "a,b" }],
            [1.5m, "jpy", null, null]));

        var plan = await session.PlanAsync(new JournalBooks(new MemoryJournal()));

        Assert.Equal(
        [
            "marks holds a value that is empty or has || in it, by which the values are told apart.",
            "marks holds a value that is empty or has || in it, by which the values are told apart.",
            "words holds a value with a comma, by which the values are told apart.", "value is 1.50, but the smallest amount of jpy is 1.",
        ], plan.Rejects.First.Select(r => r.Reason));
    }

    [Fact]
    public async Task A_change_of_money_that_does_not_tell_the_currency_takes_that_of_the_row()
    {
        await using var server = await SayingAsync(Says(200, """{"deal":{"id":"5","value":"100","currency":"jpy"}}"""));
        using var account = TestAccount.At(server);
        var source = account.OpenForWriting(Deals);
        await using var session = source.BeginWrite(new WriteRequest(source.Columns("id value")) { Operation = WriteOperation.Update });
        await session.AddAsync(Rows.Of(source.Columns("id value"), [5L, 900m]));
        var journal = new JournalBooks(new MemoryJournal());
        await session.PlanAsync(journal);

        await source.CarryOutAsync(journal);

        Assert.Equal(["GET /api/deals/5 ", """PUT /api/deals/5 {"deal":{"value":900}}"""],
            server.Calls.Select(c => $"{c.Method} {c.Target} {c.Body}"));
        Assert.Equal([new SideRead("deals", ["id", "currency"])], source.SideReads,
            (a, b) => a.Table == b.Table && a.Columns.SequenceEqual(b.Columns));
    }

    static async Task<string> SentAsync(RestTable table, string columns, params object?[] values)
    {
        await using var server = await SayingAsync(Says(201));
        using var account = TestAccount.At(server);
        await new RowCalls(table, account).InsertAsync(Rows.Of(account.Open(table).Columns(columns), values), 0);
        return Assert.Single(server.Calls).Body;
    }
}
