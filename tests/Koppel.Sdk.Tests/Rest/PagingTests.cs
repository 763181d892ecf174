using System.Globalization;
using System.Text.Json;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;
using Koppel.Sdk.Tests.Testing;
using Microsoft.AspNetCore.Http;
using static Koppel.Sdk.Tests.Testing.StubServer;

namespace Koppel.Sdk.Tests.Rest;

/// <summary>The ways in which APIs cut lists into pages; the rows are invented, the shapes are those of real ones.</summary>
public sealed class PagingTests
{
    static readonly string[] All = [.. Enumerable.Range(1, 5).Select(i => $"r{i}")];

    [Fact]
    public async Task Offset_and_size_are_asked_for_by_the_names_that_the_API_has()
    {
        await using var server = await StartAsync((context, call) => Page(context, Number(call, "skip"), Number(call, "top"),
            (rows, _) => new { value = rows, count = All.Length }));

        Assert.Equal(All, await ReadAsync(server, Paging.Offset(2, limit: "top", offset: "skip") with { Total = "count" }, "value"));
        Assert.Equal(["?top=2&skip=0", "?top=2&skip=2", "?top=2&skip=4"], Queries(server));
    }

    [Theory, InlineData(0), InlineData(1)]
    public async Task Pages_are_numbered_from_where_the_API_counts(int first)
    {
        await using var server = await StartAsync((context, call) => Page(context, (Number(call, "p") - first) * 2, 2,
            (rows, _) => new { items = rows, total_pages = 3 }));

        Assert.Equal(All, await ReadAsync(server, Paging.Numbered(2, size: "per", page: "p", first: first), "items"));
        Assert.Equal([$"?per=2&p={first}", $"?per=2&p={first + 1}", $"?per=2&p={first + 2}"], Queries(server));
    }

    [Fact]
    public async Task A_page_behind_the_last_can_be_answered_by_a_status()
    {
        await using var server = await StartAsync((context, call) => Number(call, "page") <= 2
            ? Says(200, Json(new { items = Rows((Number(call, "page") - 1) * 2, 2) }))(context)
            : Says(404, """{"message":"No such page"}""")(context));

        Assert.Equal(All[..4], await ReadAsync(server, Paging.Numbered(2) with { StatusBehindLast = 404 }, "items"));
        Assert.Equal(3, server.Calls.Count);
    }

    [Fact]
    public async Task A_cursor_is_sent_back_until_none_comes()
    {
        await using var server = await StartAsync((context, call) => Page(context, From(call.Parameter("after")), 2,
            (rows, next) => new { results = rows, paging = next < All.Length ? new { next = new { after = $"at/{next}==" } } : null }));

        Assert.Equal(All, await ReadAsync(server, Paging.Cursor(2, "after", next: "paging.next.after"), "results"));
        Assert.Equal(["?limit=2", "?limit=2&after=at%2F2%3D%3D", "?limit=2&after=at%2F4%3D%3D"], Queries(server));

        static int From(string? cursor) => cursor is null ? 0 : int.Parse(cursor[3..^2], CultureInfo.InvariantCulture);
    }

    [Theory, InlineData("""{"results":[],"next":"b"}""", 5), InlineData("""{"results":[],"next":""}""", 0)]
    public async Task An_empty_page_ends_a_list_only_when_it_gives_no_cursor(string first, int rows)
    {
        await using var server = await SayingAsync(Says(200, first), Says(200, Json(new { results = Rows(0, 5), next = (string?)null })));

        Assert.Equal(rows, (await ReadAsync(server, Paging.Cursor(5, "cursor", next: "next"), "results")).Count);
    }

    [Fact]
    public async Task A_cursor_that_leads_nowhere_else_is_no_endless_list()
    {
        await using var server = await StartAsync((context, _) => Says(200, Json(new { results = Rows(0, 2), next = "same" }))(context));

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => ReadAsync(server, Paging.Cursor(2, "c", next: "next"), "results"));

        Assert.Equal("The answer to GET /api/rows names itself as the next page, so that the list would never end. "
            + "Run it again; if it stays so, the API has changed.", fault.Message);
        Assert.Equal(2, server.Calls.Count);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Rows_behind_the_last_one_are_asked_for_by_its_key_though_it_is_a_text(bool tells)
    {
        await using var server = await StartAsync((context, call) =>
            Page(context, Array.IndexOf(All, call.Parameter("starting_after")) + 1, 2,
                (rows, next) => new { data = rows, has_more = next < All.Length }));

        Assert.Equal(All, await ReadAsync(server, Paging.BehindLast(2, "starting_after", tells ? "has_more" : null), "data"));
        Assert.Equal(["?limit=2", "?limit=2&starting_after=r2", "?limit=2&starting_after=r4",
            .. tells ? Array.Empty<string>() : ["?limit=2&starting_after=r5"]], Queries(server));
    }

    [Fact]
    public async Task A_link_leads_from_page_to_page_and_the_total_is_known()
    {
        await using var server = await StartAsync((context, call) => Page(context, From(call.Path), 2, (rows, next) => new
        {
            totalSize = All.Length,
            done = next >= All.Length,
            nextRecordsUrl = next < All.Length ? $"/api/rows/more-{next}" : null,
            records = rows,
        }));
        var paging = Paging.Link(2, "nextRecordsUrl") with { Limit = null, Total = "totalSize" };
        using var account = TestAccount.At(server);
        var table = account.Open(Table(paging, "records"));
        var plan = table.Plan(new ScanRequest { Columns = table.Columns("id") });

        Assert.Equal(new ScanEstimate(5, 2), await table.EstimateAsync(plan, CancellationToken.None));
        Assert.Equal(All, await Testing.Rows.Show(table.ScanAsync(plan, CancellationToken.None)));
        Assert.Equal(["/api/rows", "/api/rows/more-2", "/api/rows/more-4"], server.Calls.Select(c => c.Target));

        static int From(string path) => path.Split("more-") is [_, var from] ? int.Parse(from, CultureInfo.InvariantCulture) : 0;
    }

    [Theory, InlineData("{0}rows?p={1}"), InlineData("/api/rows?p={1}"), InlineData("?p={1}")]
    public async Task A_link_in_a_header_is_followed_whole_or_as_a_part(string form)
    {
        await using var server = await StartAsync((context, call) =>
        {
            var from = call.Parameter("p") is null ? 0 : Number(call, "p");
            var link = string.Format(CultureInfo.InvariantCulture, form, $"http://{context.Request.Host}/api/", from + 2);
            if (from + 2 < All.Length)
                context.Response.Headers.Link = $"<x?a,b>; rel=\"prev\", <{link}>; rel=\"last next\"; title=\"more\"";
            context.Response.Headers["X-Total-Count"] = "5";
            return Says(200, Json(Rows(from, 2)))(context);
        });

        Assert.Equal(All, await ReadAsync(server, Paging.Link(2) with { TotalHeader = "X-Total-Count" }, list: ""));
        Assert.Equal(["?limit=2", "?p=2", "?p=4"], Queries(server));
    }

    [Theory]
    [InlineData("http://elsewhere.example/rows", "at http://elsewhere.example, not at http://127.0.0.1")]
    [InlineData("//elsewhere.example/rows", "at http://elsewhere.example, not at http://127.0.0.1")]
    [InlineData("https://127.0.0.1/rows", "at https://127.0.0.1, not at http://127.0.0.1")]
    [InlineData("http://127.0.0.1:1/rows", "at http://127.0.0.1:1, not at http://127.0.0.1")]
    [InlineData("http://user@elsewhere.example/rows", "elsewhere.example, not at http://127.0.0.1")]
    [InlineData("{0}//elsewhere.example/rows", "that is no address")]
    [InlineData("http://", "that is no address")]
    [InlineData("file:///etc/passwd", "not at http://127.0.0.1")]
    public async Task A_link_to_elsewhere_is_refused_and_nothing_is_sent_there(string link, string why)
    {
        await using var server = await StartAsync((context, _) =>
        {
            var next = link.Replace("{0}", $"http://{context.Request.Host}", StringComparison.Ordinal);
            return Says(200, Json(new { rows = Rows(0, 2), next }))(context);
        });
        using var account = TestAccount.At(server);

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => account.Open(Table(Paging.Link(2, "next"), "rows")).ReadAsync());

        Assert.Equal(ConnectorErrorKind.BadAnswer, fault.Kind);
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
        Assert.Single(account.Log.Calls);
    }

    [Fact]
    public async Task Who_wants_few_rows_causes_no_call_for_others()
    {
        await using var server = await StartAsync((context, call) => Page(context, Array.IndexOf(All, call.Parameter("after")) + 1,
            (int)Number(call, "limit"), (rows, _) => new { data = rows }));

        Assert.Equal(All[..2], await ReadAsync(server, Paging.BehindLast(100, "after"), "data", limit: 2));
        Assert.Equal(["?limit=2"], Queries(server));
    }

    [Fact]
    public async Task A_list_that_gives_its_first_page_again_ends_although_its_keys_are_texts()
    {
        await using var server = await StartAsync((context, _) => Says(200, Json(new { rows = Rows(0, 5) }))(context));

        Assert.Equal(All, await ReadAsync(server, Paging.Offset(5), "rows"));
    }

    static async Task<List<string>> ReadAsync(StubServer server, Paging paging, string list, long? limit = null)
    {
        using var account = TestAccount.At(server);
        return await account.Open(Table(paging, list)).ReadAsync(limit: limit);
    }

    static RestTable Table(Paging paging, string list) =>
        new("rows") { Path = "rows", List = list, Paging = paging, Columns = [Column.TextKey("id")] };

    static object[] Rows(long from, long count) => [.. All.Skip((int)from).Take((int)count).Select(id => new { id })];

    static Task Page(HttpContext context, long from, long size, Func<object[], long, object> answer) =>
        Says(200, Json(answer(Rows(from, size), from + size)))(context);

    static string Json(object value) => JsonSerializer.Serialize(value);

    static long Number(Received call, string name) => long.Parse(call.Parameter(name)!, CultureInfo.InvariantCulture);

    static IEnumerable<string> Queries(StubServer server) => server.Calls.Select(c => c.Target["/api/rows".Length..]);
}
