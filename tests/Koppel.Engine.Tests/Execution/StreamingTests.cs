using Koppel.Engine.Events;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Execution;

public sealed class StreamingTests
{
    static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    static MemoryTable Endless(int pageSize = 2048, TimeSpan delay = default) => new("numbers", Column.BigInt("i"), Column.Text("t"))
    {
        Source = () => Numbers().Select(i => new object?[] { i, $"text number {i}" }), PageSize = pageSize, Delay = delay,
    };

    static IEnumerable<long> Numbers()
    {
        for (var i = 0L; ; i++) yield return i;
    }

    [Fact]
    public async Task A_limit_over_an_endless_table_ends()
    {
        var table = Endless();
        await using var database = TestDatabase.Of(table);
        Assert.Equal(3, (await database.RowsAsync("select i from numbers@ac limit 3").WaitAsync(Long)).Count);
        // Here the limit cannot be handed over: DuckDB stops the scan.
        Assert.Equal(3, (await database.RowsAsync("select i from numbers@ac where i % 2 = 1 limit 3").WaitAsync(Long)).Count);
        Assert.True(table.Given < 200_000, $"{table.Given} rows were read for 6.");
        Assert.Equal(0, table.Open);
    }

    [Fact]
    public async Task Rows_come_while_the_scan_goes_on_and_a_reader_who_has_enough_ends_it()
    {
        var table = Endless();
        await using var database = TestDatabase.Of(table);
        var rows = 0;
        await foreach (var result in database.Database.ExecuteAsync("select i, t from numbers@ac; select 1"))
            await foreach (var row in ((RowsResult)result).Rows)
                if (++rows >= 100_000) break;
        Assert.Equal(100_001, rows);
        Assert.Equal(0, table.Open);
    }

    [Fact]
    public async Task A_result_that_nobody_reads_is_closed_when_the_next_statement_runs()
    {
        var table = Endless();
        await using var database = TestDatabase.Of(table);
        var results = new List<StatementResult>();
        await foreach (var result in database.Database.ExecuteAsync("select i from numbers@ac; create table x@memory as select 1 a"))
            results.Add(result);
        Assert.IsType<RowsResult>(results[0]);
        Assert.Equal("table x@memory: 1 row", Assert.IsType<DoneResult>(results[1]).Message);
        Assert.Equal(0, table.Open);
    }

    [Fact]
    public async Task A_reader_who_leaves_does_not_wait_for_a_slow_page()
    {
        var table = Endless(2048, TimeSpan.FromMilliseconds(1));
        await using var database = TestDatabase.Of(table);
        await foreach (var result in database.Database.ExecuteAsync("select i, t from numbers@ac"))
        {
            await foreach (var row in ((RowsResult)result).Rows)
            {
                table.Delay = TimeSpan.FromMinutes(5);
                break;
            }
        }
        Assert.Equal(0, table.Open);
    }

    [Fact]
    public async Task Cancelling_stops_a_slow_scan_at_once()
    {
        var table = Endless(10, TimeSpan.FromMinutes(5));
        await using var database = TestDatabase.Of(table);
        using var stop = new CancellationTokenSource();
        var run = database.RunAsync("select sum(i) from numbers@ac", cancellationToken: stop.Token);
        while (table.Open == 0) await Task.Delay(5);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Long));
        Assert.Equal(0, table.Open);
    }

    [Theory]
    [InlineData("select count(*) from numbers@ac a join numbers@ac b on a.i = b.i")]
    [InlineData("create table x@memory as select i from numbers@ac")]
    [InlineData("insert into target@ac (id) select i from numbers@ac")]
    [InlineData("select a.range from range(100000000) a, range(1000000) b where a.range + b.range = -1")]
    public async Task Whatever_runs_can_be_cancelled_and_the_session_goes_on(string sql)
    {
        var table = Endless();
        var target = new WritableMemoryTable("target", Column.BigInt("id"));
        await using var database = TestDatabase.Of(table, target);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => database.RunAsync(sql, cancellationToken: stop.Token).WaitAsync(Long));
        Assert.Equal(0, table.Open);
        Assert.All(target.Loads, load => Assert.True(load.IsDisposed));
        Assert.Equal("5", await database.TextAsync("select count(*) from (select i from numbers@ac limit 5)"));
    }

    [Fact]
    public async Task A_large_table_is_not_held_in_memory()
    {
        var text = new string('x', 1_000);
        var table = new MemoryTable("large", Column.BigInt("i"), Column.Text("t"))
        {
            Source = () => Numbers().Take(300_000).Select(i => new object?[] { i, text }), PageSize = 2048,
        };
        await using var database = TestDatabase.WithMemory("64MB", table);
        var (rows, most) = (0, 0L);
        await foreach (var result in database.Database.ExecuteAsync("select i, t || i as t from large@ac"))
            await foreach (var row in ((RowsResult)result).Rows)
                if (rows++ % 50_000 == 0) most = Math.Max(most, GC.GetTotalMemory(true));
        Assert.Equal(300_000, rows);
        // 300 MB pass; each text is two bytes a character here.
        Assert.True(most < 100_000_000, $"{most:N0} bytes are held.");
    }

    [Fact]
    public async Task Progress_tells_phase_rows_and_calls()
    {
        var seen = new List<StatementProgress>();
        var crm = new Crm();
        await using var database = crm.Open();
        await using var run = database.Database.Run("select count(*) from contacts@ac");
        await foreach (var told in run.EventsAsync())
        {
            if (told is StatementProgress progress) seen.Add(progress);
            if (told is not RowsResult rows) continue;
            await foreach (var _ in rows.Rows) { }
            rows.Release();
        }
        Assert.Equal((ProgressPhase.Reading, "contacts@ac"), (seen[0].Phase, seen[0].Table));
        Assert.True(seen[0].Rows > 0 && seen[0].Calls > 0);
    }
}
