using System.Text.Json;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;
using Koppel.Sdk.Tests.Testing;
using static Koppel.Sdk.Tests.Testing.StubServer;

namespace Koppel.Sdk.Tests.Rest;

public sealed class RestSourceTests
{
    static readonly RestTable Tags = new("tags", Item: "tag")
    {
        Path = "tags",
        Paging = Paging.Offset(100) with { Total = "meta.total" },
        Columns = [Column.Key("id"), Column.Text("name") with { Field = "tag" }, Column.BigInt("uses"), Column.BigInt("owner"),
            new Column("people", ColumnKind.BigIntList) { Hidden = true }],
        Filters =
        [
            Filter.ById("id", "tags/{id}"), Filter.Query("name", "search", Match.Inexact), Filter.Path("owner", "owners/{owner}/tags"),
        ],
        Sideloads = [new Sideload("people", "tagPeople", "tag", "person")],
    };

    [Fact]
    public async Task Rows_of_several_look_ups_come_once_and_in_order()
    {
        await using var server = await StartAsync((context, call) => Says(200, call.Parameter("search") switch
        {
            "a" => """{"tags":[{"id":"1","tag":"a"},{"id":"2","tag":"ab"}]}""",
            "b" => """{"tags":[{"id":"2","tag":"ab"},{"id":"3","tag":"b"}]}""",
            _ => """{"tags":[]}""",
        })(context));
        using var account = TestAccount.At(server);

        var rows = await account.Open(Tags).ReadAsync("id name", predicates: [new Predicate.In("name", ["a", "b", "c"])]);

        Assert.Equal(["1|a", "2|ab", "3|b"], rows);
        Assert.Equal(3, server.Calls.Count);
    }

    [Fact]
    public async Task What_is_not_there_has_no_row()
    {
        await using var server = await StartAsync((context, call) => (call.Path switch
        {
            "/api/tags/7" => Says(200, """{"tag":{"id":"7","tag":"seven"}}"""),
            _ => Says(404, """{"message":"No Result found for Tag with id 8"}"""),
        })(context));
        using var account = TestAccount.At(server);

        Assert.Equal(["7|seven"], await account.Open(Tags).ReadAsync("id name", predicates: [new Predicate.In("id", [7L, 8L])]));
        Assert.Empty(await account.Open(Tags).ReadAsync(predicates: [new Predicate.In("owner", [9L])]));
        Assert.Contains(account.Log.Calls, c => c.Route == "GET /api/owners/{id}/tags");
    }

    [Fact]
    public async Task A_list_that_is_not_there_is_a_fault()
    {
        await using var server = await SayingAsync(Says(404, """{"message":"No route"}"""));
        using var account = TestAccount.At(server);

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => account.Open(Tags).ReadAsync());

        Assert.Equal(
            (ConnectorErrorKind.NotFound, "tags", "GET /api/tags answered 404: No route."), (fault.Kind, fault.Table, fault.Message));
    }

    [Theory]
    [InlineData("""{"contacts":[]}""", "holds no list 'tags'"), InlineData("""{"tags":{}}""", "holds no list 'tags'"),
        InlineData("[]", "holds no list 'tags'")]
    [InlineData("\"\"", "holds no list 'tags'"), InlineData("", "holds no list 'tags'")]
    [InlineData("""{"tags":[1]}""", "holds something else than rows in the list 'tags'"),
        InlineData("""{"tags":[null]}""", "holds something else than rows in the list 'tags'")]
    [InlineData("""{"tags":[{"id":"1","uses":"many"}]}""", "gives 'uses' as \"many\", which is no BIGINT")]
    [InlineData("""{"tags":[{"id":"1","uses":{"n":1}}]}""", "gives 'uses' as {\"n\":1}, which is no BIGINT")]
    public async Task A_wrong_answer_is_told_with_call_and_column(string body, string what)
    {
        await using var server = await SayingAsync(Says(200, body));
        using var account = TestAccount.At(server);

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => account.Open(Tags).ReadAsync("id uses"));

        Assert.Equal((ConnectorErrorKind.BadAnswer, "GET /api/tags", "tags"), (fault.Kind, fault.Call, fault.Table));
        Assert.Equal($"The answer to GET /api/tags {what}. Run it again; if it stays so, the API has changed.", fault.Message);
    }

    [Theory]
    [InlineData("""{"tags":[]}"""), InlineData("""{"tag":null}"""), InlineData("""{"tag":[]}"""), InlineData("7")]
    public async Task A_single_row_without_its_envelope_is_told(string body)
    {
        await using var server = await SayingAsync(Says(200, body));
        using var account = TestAccount.At(server);

        var fault =
            await Assert.ThrowsAsync<ConnectorException>(() => account.Open(Tags).ReadAsync(predicates: [new Predicate.In("id", [7L])]));

        Assert.Equal("The answer to GET /api/tags/{id} holds no 'tag'. Run it again; if it stays so, the API has changed.", fault.Message);
    }

    [Fact]
    public async Task A_row_without_its_key_is_told_where_the_key_counts()
    {
        await using var server = await SayingAsync(Says(200, """{"tag":{"id":"seven"}}"""));
        using var account = TestAccount.At(server);

        var fault = await Assert.ThrowsAsync<ConnectorException>(
            () => account.Open(Tags).ReadAsync("name", predicates: [new Predicate.In("id", [7L])]));

        Assert.Contains("holds a row without a number as 'id'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_of_another_list_come_with_their_rows()
    {
        await using var server = await SayingAsync(Says(200,
            """{"tags":[{"id":"1"},{"id":"2"}],"tagPeople":[{"tag":"2","person":"9"},{"tag":"2","person":8}],"meta":{"total":"2"}}"""));
        using var account = TestAccount.At(server);

        Assert.Equal(["1|[]", "2|[9, 8]"], await account.Open(Tags).ReadAsync("id people"));
        Assert.Equal("tagPeople", server.Calls.Single().Parameter("include"));
    }

    [Theory]
    [InlineData("""{"tags":[{"id":"1"}]}""", "lacks the list 'tagPeople' that was asked for")]
    [InlineData("""{"tags":[{"id":"1"}],"tagPeople":[{"tag":"1"}]}""", "holds a row in 'tagPeople' without a number as 'person'")]
    [InlineData("""{"tags":[{"id":"1"}],"tagPeople":[7]}""", "holds a row in 'tagPeople' without a number as 'tag'")]
    public async Task Another_list_that_is_wrong_or_missing_is_told_and_not_taken_for_empty(string body, string what)
    {
        await using var server = await SayingAsync(Says(200, body));
        using var account = TestAccount.At(server);

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => account.Open(Tags).ReadAsync("id people"));

        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_column_at_all_still_brings_the_number_of_rows()
    {
        await using var server = await SayingAsync(Says(200, """{"tags":[{"id":"1"},{"id":"2"}]}"""));
        using var account = TestAccount.At(server);

        Assert.Equal(["", ""], await account.Open(Tags).ReadAsync(""));
    }

    [Fact]
    public async Task An_estimate_asks_once_and_the_scan_does_not_ask_again()
    {
        await using var things = await ThingsServer.StartAsync(250);
        using var account = TestAccount.At(things.Server);
        var source = account.Open(ThingsServer.Table(ThingsServer.ByKey));
        var plan = source.Plan(new ScanRequest { Columns = source.Schema.Columns });

        Assert.Equal(new ScanEstimate(250, 2), await source.EstimateAsync(plan));
        Assert.Equal(new ScanEstimate(250, 2), await source.EstimateAsync(plan));
        Assert.Equal(1, things.Calls);
        Assert.Equal(250, (await Rows.Show(source.ScanAsync(plan))).Count);
        Assert.Equal(3, things.Calls);
    }

    [Fact]
    public async Task A_list_that_does_not_say_how_long_it_is_is_taken_for_long()
    {
        await using var things = await ThingsServer.StartAsync(new ThingsServer(250) { TellsTotal = false });
        using var account = TestAccount.At(things.Server);
        var source = account.Open(ThingsServer.Table(ThingsServer.ByKey));

        Assert.True((await source.EstimateAsync(source.Plan(new ScanRequest { Columns = source.Schema.Columns }))).Calls > 50);
    }

    [Theory]
    [InlineData(1, false, 1), InlineData(3, false, 4), InlineData(30, true, 5)]
    public async Task Matching_rows_are_looked_up_or_read_whichever_takes_fewer_calls(int values, bool isRead, int calls)
    {
        await using var server = await StartAsync((context, call) =>
        {
            var from = int.Parse(call.Parameter("offset") ?? "0");
            var all = Enumerable.Range(from, 100).Select(i => new { id = i, tag = $"t{i}" });
            return Says(200, call.Parameter("search") is { } name
                ? JsonSerializer.Serialize(new { tags = new[] { new { id = int.Parse(name[1..]), tag = name } } })
                : JsonSerializer.Serialize(new { tags = all, meta = new { total = 500 } }))(context);
        });
        using var account = TestAccount.At(server);
        var source = account.Open(Tags);

        var rows = await Rows.Show(
            source.ReadMatchingAsync(source.Columns("name"), "name", [.. Enumerable.Range(0, values).Select(i => $"t{i}")]));

        Assert.Equal(isRead ? 500 : values, rows.Count);
        Assert.Equal(calls, server.Calls.Count);
        Assert.Empty(await Rows.Show(source.ReadMatchingAsync(source.Columns("name"), "name", [])));
        Assert.Equal(calls, server.Calls.Count);
    }
}
