using Koppel.Engine.KeptResults;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;

namespace Koppel.Engine.Tests.KeptResults;

/// <summary>The room of kept results is held: orders and parts count, and what can be made again or is oldest gives way.</summary>
public sealed class ResultRoomTests : IDisposable
{
    static readonly ResultView ByFirst = new() { Sort = [new ResultOrder(0, IsDescending: true)] };

    readonly string _folder = Directory.CreateTempSubdirectory("koppel-results-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Whoever_sorts_again_and_again_keeps_the_last_few_orders()
    {
        await using var store = new ResultStore(_folder);
        var kept = await KeepAsync(store, Rows(1_000));
        kept.IsPinned = true;
        var views = new List<KeptResult>();
        for (var i = 0; i < 12; i++) views.Add(await store.ViewAsync(kept, ByFirst));
        Assert.All(views, v => Assert.InRange(v.Bytes, kept.Bytes / 2, kept.Bytes * 2));
        var left = views.Where(v => store.Find(v.Id) is not null).ToList();
        Assert.Equal(views.TakeLast(left.Count), left);
        Assert.InRange(left.Count, 1, 4);
        Assert.Same(kept, store.Find(kept.Id));
    }

    [Fact]
    public async Task Orders_go_before_results_where_there_is_no_room_for_both()
    {
        await using var store = new ResultStore(_folder, new ResultBudget { Bytes = 125_000 });
        var first = await KeepAsync(store, Rows(1_000));
        Assert.InRange(first.Bytes, 40_000, 60_000);
        var view = await store.ViewAsync(first, ByFirst);
        var second = await KeepAsync(store, Rows(1_000));
        Assert.Equal([second, first], store.All);
        Assert.Null(store.Find(view.Id));
        // The order that was asked for now is no spare one, and neither is what it is an order of.
        var last = await store.ViewAsync(first, ByFirst);
        Assert.Same(last, store.Find(last.Id));
        Assert.Equal([first], store.All);
    }

    [Fact]
    public async Task The_oldest_give_way_until_a_new_result_fits()
    {
        await using var store = Small();
        // Those that take hardly any room are older than the one that does.
        for (var i = 0; i < 5; i++) await KeepAsync(store, $"select {i}");
        var large = await KeepAsync(store, Rows(1_000_000));
        var larger = await KeepAsync(store, Rows(1_200_000));
        Assert.Equal((true, 1_200_000), (larger.IsComplete, larger.Rows));
        Assert.DoesNotContain(large, store.All);
    }

    [Fact]
    public async Task An_order_gets_its_room_from_what_is_older()
    {
        await using var store = Small();
        // More than fits: the room is full of those that came last.
        for (var i = 0; i < 8; i++) await KeepAsync(store, Rows(200_000));
        var kept = await KeepAsync(store, Rows(300_000));
        var view = await store.ViewAsync(kept, ByFirst);
        Assert.Equal(300_000, view.Rows);
        Assert.Same(view, store.Find(view.Id));
        Assert.Contains(kept, store.All);
    }

    [Fact]
    public async Task What_a_filter_cannot_be_takes_nothing_away()
    {
        await using var store = new ResultStore(_folder);
        var kept = await KeepAsync(store, "select date '2026-01-02' as day");
        var wrong = new ResultView { Filters = [new ResultFilter(0, ResultOperator.Is, "soon")] };
        await KeepAsync(store, "select 1");
        await Assert.ThrowsAsync<QueryException>(() => store.ViewAsync(kept, wrong));
        Assert.Equal(2, store.All.Count);
    }

    [Fact]
    public async Task What_had_come_of_a_query_that_failed_takes_room_too()
    {
        await using var store = new ResultStore(_folder);
        await Assert.ThrowsAnyAsync<Exception>(() => KeepAsync(
            store, "select case when i < 300000 then i else error('broken off') end as i, md5(i::varchar) from range(400000) t(i)"));
        var kept = Assert.Single(store.All);
        Assert.NotNull(kept.Fault);
        Assert.True(kept.Rows > 0);
        Assert.InRange(kept.Bytes, kept.Rows * 20, kept.Rows * 100);
    }

    [Fact]
    public async Task An_order_of_a_result_that_was_dropped_meanwhile_stays_nowhere()
    {
        await using var store = new ResultStore(_folder);
        var kept = await KeepAsync(store, Rows(300_000));
        var making = store.ViewAsync(kept, ByFirst);
        await store.DropAsync(kept);
        var made = await Record.ExceptionAsync(() => making) is null ? await making : null;
        Assert.True(made is null || store.Find(made.Id) is null);
    }

    /// <summary>A store of 64 MB on disk and 32 in memory.</summary>
    ResultStore Small() => new(_folder, new ResultBudget { Bytes = 64L << 20, Memory = 32L << 20 });

    /// <summary>Rows of about 50 bytes that cannot be packed.</summary>
    static string Rows(int count) => $"select hash(i) as a, hash(i + 1) as b, hash(i + 2)::varchar as c from range({count}) t(i)";

    static async Task<KeptResult> KeepAsync(ResultStore store, string sql)
    {
        await using var database = TestDatabase.Of();
        KeptResult? kept = null;
        await foreach (var result in database.Database.ExecuteAsync(sql))
        {
            var rows = Assert.IsType<RowsResult>(result);
            kept = store.Begin(rows, new ResultOrigin("s", sql, TimeProvider.System.GetUtcNow()));
            await store.FillAsync(kept, rows, () => { });
        }
        return kept!;
    }
}
