using Koppel.Engine.KeptResults;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;

namespace Koppel.Engine.Tests.KeptResults;

/// <summary>Results stay with their types until they are too many or too old, and leave nothing behind.</summary>
public sealed class ResultStoreTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("koppel-results-").FullName;
    readonly HandClock _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Values_of_every_kind_come_back_as_they_were()
    {
        await using var store = new ResultStore(_folder);
        var sql = """
            select null as nothing, 170141183460469231731687303715884105727::hugeint as huge, 1.10::decimal(18,2) as money, 'é' as text,
            '{"a":1}'::json as json, [1, null] as list, {'a': 'b'} as struct, timestamptz '2026-01-01 12:00:00+00' as instant,
            interval 2 days as span, 'x'::enum('x', 'y') as word, '\x01'::blob as bytes, time '10:00' as time, date '0044-03-15 (BC)' as day
            """;
        await using var database = TestDatabase.Of();
        var expected = await database.TextAsync(sql);
        var kept = await KeepAsync(store, sql);
        var rows = await store.Read(kept).Rows.ToListAsync();
        Assert.Equal(expected, string.Join('|', rows[0].Select(v => TestDatabase.Show(v))));
        Assert.True(kept is { IsComplete: true, Rows: 1, Bytes: > 0 });
    }

    [Fact]
    public async Task The_oldest_go_by_number_and_age_and_pinned_ones_stay()
    {
        await using var store = new ResultStore(_folder, new ResultBudget { Count = 2, Age = TimeSpan.FromHours(1) }, _time);
        var pinned = await KeepAsync(store, "select 0");
        pinned.IsPinned = true;
        for (var i = 1; i <= 3; i++) await KeepAsync(store, $"select {i}");
        Assert.Equal([4, 3, 1], store.All.Select(r => r.Id));
        _time.Now += TimeSpan.FromHours(2);
        await store.DropOldAsync();
        Assert.Equal([1], store.All.Select(r => r.Id));
    }

    [Fact]
    public async Task What_a_killed_program_left_is_removed_and_what_another_uses_is_not()
    {
        var dead = Directory.CreateDirectory(Path.Combine(_folder, "1-dead")).FullName;
        File.WriteAllText(Path.Combine(dead, "rows"), "personal");
        await using (var first = new ResultStore(_folder))
        {
            first.Open();
            Assert.False(Directory.Exists(dead));
            await using var second = new ResultStore(_folder);
            second.Open();
            Assert.True(Directory.Exists(first.Folder));
        }
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_folder_that_could_not_be_used_once_is_used_when_it_can_be()
    {
        var folder = Path.Combine(_folder, "results");
        File.WriteAllText(folder, "in its place");
        await using var store = new ResultStore(folder);
        await Assert.ThrowsAsync<QueryException>(() => KeepAsync(store, "select 1"));
        File.Delete(folder);
        Assert.Equal(1, (await KeepAsync(store, "select 1")).Rows);
    }

    async Task<KeptResult> KeepAsync(ResultStore store, string sql)
    {
        await using var database = TestDatabase.Of();
        KeptResult? kept = null;
        await foreach (var result in database.Database.ExecuteAsync(sql))
        {
            var rows = Assert.IsType<RowsResult>(result);
            kept = store.Begin(rows, new ResultOrigin("s", sql, _time.GetUtcNow()));
            await store.FillAsync(kept, rows, () => { });
        }
        return kept!;
    }

    sealed class HandClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
