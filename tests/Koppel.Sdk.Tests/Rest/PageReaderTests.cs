using System.Globalization;
using System.Text.Json;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;
using Koppel.Sdk.Tests.Testing;
using static Koppel.Sdk.Tests.Testing.StubServer;

namespace Koppel.Sdk.Tests.Rest;

public sealed class PageReaderTests
{
    public static TheoryData<int, bool> Sizes =>
        [.. new[] { 0, 1, 99, 100, 101, 200, 1000 }.SelectMany(n => new[] { new TheoryDataRow<int, bool>(n, true), new(n, false) })];

    [Theory, MemberData(nameof(Sizes))]
    public async Task Every_row_comes_once_and_in_order_in_the_fewest_calls(int count, bool byKey)
    {
        await using var things = await ThingsServer.StartAsync(count);
        using var account = TestAccount.At(things.Server);

        var rows = await account.Open(ThingsServer.Table(ThingsServer.PagingOf(byKey))).ReadAsync("id name");

        Assert.Equal(things.Ids.Select(i => $"{i}|thing {i}"), rows);
        Assert.Equal(Math.Max(1, (count + 99) / 100), things.Calls);
        Assert.All(things.Server.Calls, c => Assert.Equal("100", c.Parameter("limit")));
    }

    [Theory, MemberData(nameof(Sizes))]
    public async Task Without_a_total_the_first_page_that_is_not_full_is_the_last(int count, bool byKey)
    {
        await using var things = await ThingsServer.StartAsync(new ThingsServer(count) { TellsTotal = false });
        using var account = TestAccount.At(things.Server);

        var rows = await account.Open(ThingsServer.Table(ThingsServer.PagingOf(byKey))).ReadAsync();

        Assert.Equal(things.Ids.Select(i => $"{i}"), rows);
        Assert.Equal((count / 100) + 1, things.Calls);
    }

    [Theory]
    [InlineData(1, 1), InlineData(99, 1), InlineData(100, 1), InlineData(101, 2), InlineData(250, 3), InlineData(5_000, 10)]
    public async Task A_limit_is_kept_and_saves_calls(int limit, int calls)
    {
        foreach (var byKey in new[] { true, false })
        {
            await using var things = await ThingsServer.StartAsync(1000);
            using var account = TestAccount.At(things.Server);

            var rows = await account.Open(ThingsServer.Table(ThingsServer.PagingOf(byKey))).ReadAsync(limit: limit);

            Assert.Equal(things.Ids.Take(limit).Select(i => $"{i}"), rows);
            Assert.Equal(calls, things.Calls);
        }
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Five_calls_a_second_are_used_up_when_each_takes_a_second(bool byKey)
    {
        // A remote system that answers none before five are with it, as one does that takes a second while five go out each second.
        var five = new TaskCompletionSource();
        var (underWay, most) = (0, 0);
        await using var server = await StartAsync(async (context, call) =>
        {
            var now = Interlocked.Increment(ref underWay);
            InterlockedMax(ref most, now);
            if (now == 5) five.TrySetResult();
            if (call.Number > 1) await Task.WhenAny(five.Task, Task.Delay(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
            var (after, offset) = (int.Parse(call.Parameter("id_greater") ?? "0", CultureInfo.InvariantCulture),
                int.Parse(call.Parameter("offset") ?? "0", CultureInfo.InvariantCulture));
            var page =
                Enumerable.Range(after + offset + 1, Math.Max(0, Math.Min(100, 3_000 - after - offset))).Select(i => new { id = $"{i}" });
            Interlocked.Decrement(ref underWay);
            await Says(200, JsonSerializer.Serialize(new { things = page, meta = new { total = "3000" } }))(context);
        });
        using var account = TestAccount.At(server);

        var rows = await account.Open(ThingsServer.Table(ThingsServer.PagingOf(byKey))).ReadAsync();

        Assert.Equal(Enumerable.Range(1, 3_000).Select(i => $"{i}"), rows);
        Assert.True(five.Task.IsCompleted);
        Assert.InRange(most, 5, 8);
        Assert.Equal(30, server.Calls.Count);
    }

    static void InterlockedMax(ref int most, int now)
    {
        for (var seen = most; now > seen; seen = most)
            if (Interlocked.CompareExchange(ref most, now, seen) == seen) return;
    }

    [Fact]
    public async Task A_limit_of_nothing_asks_nothing()
    {
        await using var things = await ThingsServer.StartAsync(10);
        using var account = TestAccount.At(things.Server);

        Assert.Empty(await account.Open(ThingsServer.Table(ThingsServer.ByKey)).ReadAsync(limit: 0));
        Assert.Equal(0, things.Calls);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_long_list_is_walked_by_key_with_small_offsets(bool totalIsBehindKey)
    {
        await using var things = await ThingsServer.StartAsync(new ThingsServer(3_000) { TotalIsBehindKey = totalIsBehindKey });
        using var account = TestAccount.At(things.Server);

        Assert.Equal(3_000, (await account.Open(ThingsServer.Table(ThingsServer.ByKey)).ReadAsync()).Count);

        Assert.Equal(30, things.Calls);
        Assert.All(things.Server.Calls, c => Assert.Equal("ASC", c.Parameter("orders[id]")));
        Assert.All(things.Server.Calls, c => Assert.True(long.Parse(c.Parameter("offset") ?? "0", CultureInfo.InvariantCulture) <= 800));
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Bounds_and_the_walk_by_key_do_not_get_in_each_others_way(bool totalIsBehindKey)
    {
        await using var things = await ThingsServer.StartAsync(new ThingsServer(1_000) { TotalIsBehindKey = totalIsBehindKey });
        using var account = TestAccount.At(things.Server);

        var rows = await account.Open(ThingsServer.Table(ThingsServer.ByKey)).ReadAsync(predicates:
        [
            new Predicate.Compare("id", ComparisonOperator.GreaterOrEqual, 300L),
            new Predicate.Compare("id", ComparisonOperator.Less, 2_700L),
        ]);

        Assert.Equal(things.Ids.Where(i => i is >= 300 and < 2_700).Select(i => $"{i}"), rows);
        if (totalIsBehindKey) Assert.Equal(8, things.Calls);
    }

    [Theory]
    [InlineData(0, true), InlineData(1, true), InlineData(2, true), InlineData(3, false), InlineData(4, false), InlineData(5, false)]
    public async Task Rows_deleted_meanwhile_hide_no_row_that_was_there_throughout(int seed, bool totalIsBehindKey)
    {
        var random = new Random(seed);
        await using var things = await ThingsServer.StartAsync(new ThingsServer(1_500) { TotalIsBehindKey = totalIsBehindKey });
        using var account = TestAccount.At(things.Server);
        things.Before = _ =>
        {
            if (random.Next(3) == 0) things.Ids.Remove(things.Ids.ElementAt(random.Next(things.Ids.Count)));
        };

        AssertComplete(things, await account.Open(ThingsServer.Table(ThingsServer.ByKey)).ReadAsync());
    }

    [Theory]
    [InlineData(0, true), InlineData(1, false)]
    public async Task Rows_added_meanwhile_hide_no_row_that_was_there_throughout(int seed, bool totalIsBehindKey)
    {
        var random = new Random(seed);
        await using var things = await ThingsServer.StartAsync(new ThingsServer(1_500) { TotalIsBehindKey = totalIsBehindKey });
        var before = things.Ids.ToList();
        using var account = TestAccount.At(things.Server);
        things.Before = _ =>
        {
            if (random.Next(3) == 0) things.Ids.Add(things.Ids.Max + 1);
        };

        var rows = await account.Open(ThingsServer.Table(ThingsServer.ByKey)).ReadAsync();

        Assert.Equal(before.Select(i => $"{i}"), rows.Take(before.Count));
    }

    [Fact]
    public async Task Rows_deleted_all_at_once_end_the_list()
    {
        await using var things = await ThingsServer.StartAsync(1_000);
        using var account = TestAccount.At(things.Server);
        var calls = 0; // Counted as they are answered: several are under way.
        things.Before = _ =>
        {
            if (++calls == 3) things.Ids.RemoveWhere(i => i > 900);
        };

        var rows = await account.Open(ThingsServer.Table(ThingsServer.ByKey)).ReadAsync();

        AssertComplete(things, rows);
        Assert.True(rows.Count <= 500);
    }

    [Fact]
    public async Task Cancelling_half_way_stops_the_calls()
    {
        await using var things = await ThingsServer.StartAsync(10_000);
        using var account = TestAccount.At(things.Server);
        using var stop = new CancellationTokenSource();
        var source = account.Open(ThingsServer.Table(ThingsServer.ByKey));
        var rows = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var batch in source.ScanAsync(source.Plan(new ScanRequest { Columns = source.Columns("id") }), stop.Token))
                if ((rows += batch.Count) == 300) await stop.CancelAsync();
        });

        Assert.InRange(things.Calls, 3, 12);
    }

    [Fact]
    public async Task A_reader_who_has_enough_stops_the_calls()
    {
        await using var things = await ThingsServer.StartAsync(10_000);
        using var account = TestAccount.At(things.Server);
        var source = account.Open(ThingsServer.Table(ThingsServer.ByKey));

        await foreach (var _ in source.ScanAsync(source.Plan(new ScanRequest { Columns = source.Columns("id") }))) break;

        Assert.InRange(things.Calls, 1, 5);
    }

    [Fact]
    public async Task A_fault_in_the_middle_is_told_after_the_rows_before_it()
    {
        await using var server = await StartAsync(
            (context, call) => int.Parse(call.Parameter("offset")!, CultureInfo.InvariantCulture) is var from && from == 200
            ? Says(422, """{"errors":[{"title":"No"}]}""")(context)
            : Says(200,
                JsonSerializer.Serialize(
                    new { things = Enumerable.Range(from, 100).Select(i => new { id = i }), meta = new { total = 900 } }))(context));
        using var account = TestAccount.At(server);
        var source =
            account.Open(new RestTable("things") { Path = "things", Paging = ThingsServer.ByOffset, Columns = [Column.Key("id")] });
        var rows = 0;

        var fault = await Assert.ThrowsAsync<ConnectorException>(async () =>
        {
            await foreach (var batch in source.ScanAsync(source.Plan(new ScanRequest { Columns = source.Columns("id") })))
                rows += batch.Count;
        });

        Assert.Equal((ConnectorErrorKind.Refused, 422, "GET /api/things answered 422: No."), (fault.Kind, fault.Status, fault.Message));
        Assert.Equal(200, rows);
    }

    static void AssertComplete(ThingsServer things, List<string> rows)
    {
        Assert.Equal(rows.Count, rows.Distinct().Count());
        Assert.Equal(rows, rows.OrderBy(r => long.Parse(r, CultureInfo.InvariantCulture)));
        Assert.Empty(things.Ids.Select(i => $"{i}").Except(rows));
    }
}
