using Koppel.Sdk.Connections;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Load;
using Koppel.Sdk.Schema;
using Koppel.Sdk.Tests.Testing;
using static Koppel.Sdk.Tests.Testing.StubServer;

namespace Koppel.Sdk.Tests.Rest;

public sealed class RowCallsTests
{
    static readonly RestTable Things = new("things", Item: "thing")
    {
        Path = "things",
        Paging = Paging.Offset(100) with { Total = "meta.total" },
        Columns =
        [
            Column.Key("id"), Column.Text("name") with { Field = "title" }, Column.Text("kind") with { Field = "thingType" },
            Column.BigInt("size"), Column.Boolean("open"),
            Column.Date("day"), new("at", ColumnKind.Time), new("since", ColumnKind.Timestamp), Column.Timestamp("seen"),
            new("weight", ColumnKind.Double),
            new("price", new ColumnType(ColumnKind.Decimal, 18, 2)), new("more", ColumnKind.Json), new("tags", ColumnKind.BigIntList),
        ],
        Defaults = new Dictionary<string, string> { ["kind"] = "plain" },
        Insert = RowCall.Post("things"),
        Update = RowCall.Put("things/{id}"),
        Delete = RowCall.Delete("things/{id}"),
    };

    [Fact]
    public async Task A_row_is_added_with_its_values_under_the_fields_names()
    {
        var at = new DateTime(2026, 1, 31, 13, 45, 10, DateTimeKind.Utc);
        var call = await SendAsync((calls, account) => calls.InsertAsync(Rows.Of(
            account.Open(Things).Columns("name kind size open day at since seen weight price more tags"),
            ["Caf\"é", "big", 7L, true, new DateOnly(2026, 1, 31), new TimeOnly(9, 5, 0), at, at, 1.5, 12.5m, "{\"a\":[1]}",
                new[] { 1L, 2L }]), 0));

        Assert.Equal(("POST", "/api/things"), (call.Method, call.Target));
        Assert.Equal(
            """{"thing":{"title":"Caf\u0022\u00E9","thingType":"big","size":7,"open":1"""
            + ""","day":"2026-01-31","at":"09:05:00","since":"2026-01-31 13:45:10","seen":"2026-01-31T13:45:10+00:00","weight":1.5"""
            + ""","price":12.5,"more":{"a":[1]},"tags":[1,2]}}""",
            call.Body);
    }

    [Fact]
    public async Task What_has_no_value_is_not_sent_and_gets_its_default()
    {
        var without =
            await SendAsync((calls, account) => calls.InsertAsync(Rows.Of(account.Open(Things).Columns("name size"), ["a", null]), 0));
        var empty = await SendAsync(
            (calls, account) => calls.InsertAsync(Rows.Of(account.Open(Things).Columns("name kind"), new object?[] { null, null }), 0));

        Assert.Equal("""{"thing":{"thingType":"plain","title":"a"}}""", without.Body);
        Assert.Equal("""{"thing":{"thingType":"plain"}}""", empty.Body);
    }

    [Fact]
    public async Task A_change_names_the_row_in_its_path_and_gets_no_defaults()
    {
        var call =
            await SendAsync((calls, account) => calls.UpdateAsync("42", Rows.Of(account.Open(Things).Columns("size"), [1L], [2L]), 1));

        Assert.Equal(("PUT", "/api/things/42", """{"thing":{"size":2}}"""), (call.Method, call.Target, call.Body));
    }

    [Fact]
    public async Task A_row_is_removed_by_its_key_and_the_report_names_no_row()
    {
        await using var server = await SayingAsync(Says(200));
        using var account = TestAccount.At(server);

        await new RowCalls(Things, account).DeleteAsync("42");

        Assert.Equal(("DELETE", "/api/things/42", ""), server.Calls.Select(c => (c.Method, c.Target, c.Body)).Single());
        Assert.Equal("DELETE /api/things/{id}", account.Log.Calls.Single().Route);
    }

    [Fact]
    public async Task A_verb_that_is_not_declared_is_refused_with_the_reason()
    {
        await using var server = await SayingAsync(Says(200));
        using var account = TestAccount.At(server);
        var calls = new RowCalls(Things with { Insert = null, Update = null, Delete = null }, account);
        var rows = Rows.Of(Things.Columns, [1L, .. new object?[Things.Columns.Count - 1]]);

        var faults = new[]
        {
            await Assert.ThrowsAsync<ConnectorException>(() => calls.InsertAsync(rows, 0)),
            await Assert.ThrowsAsync<ConnectorException>(() => calls.UpdateAsync("1", rows, 0)),
            await Assert.ThrowsAsync<ConnectorException>(() => calls.DeleteAsync("1")),
        };

        Assert.Equal(["inserted", "updated", "deleted"], faults.Select(f => f.Message.Split(' ')[5].TrimEnd(':')));
        Assert.Equal("Rows of things cannot be inserted: the API has no call for it.", faults[0].Message);
        Assert.All(faults, f => Assert.Equal((ConnectorErrorKind.NotSupported, "things"), (f.Kind, f.Table)));
        Assert.Empty(server.Calls);
    }

    static async Task<Received> SendAsync(Func<RowCalls, TestAccount, Task> send)
    {
        await using var server = await SayingAsync(Says(201));
        using var account = TestAccount.At(server);
        await send(new RowCalls(Things, account), account);
        return Assert.Single(server.Calls);
    }
}
