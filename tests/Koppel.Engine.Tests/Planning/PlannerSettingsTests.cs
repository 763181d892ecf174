using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Planning;

/// <summary>What changes the meaning of a condition changes what is asked of the tables.</summary>
public sealed class PlannerSettingsTests
{
    static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    static MemoryTable Events() => new("events", Column.Key("id"), Column.Timestamp("seen"), Column.Text("who"))
    {
        Filters = [FilterRule.Exact("id"), FilterRule.Exact("seen"), FilterRule.Lookup("who")],
        Rows = [[1L, Noon.AddDays(-1), "ada"], [2L, Noon, "BOB"], [3L, Noon.AddDays(1), "cid"]],
    };

    [Fact]
    public async Task The_sessions_time_zone_counts()
    {
        var table = Events();
        await using var database = TestDatabase.Of(table);
        const string sql = "select id from events@ac where seen <= '2026-01-02 20:00:00'::timestamptz";
        Assert.Equal("1", await database.TextAsync($"set TimeZone = 'Pacific/Kiritimati'; {sql}"));
        Assert.Equal("1\n2\n3",
            await database.TextAsync(
                $"set TimeZone = 'Pacific/Pago_Pago'; select id from events@ac where seen <= '2026-01-03 01:00:00'::timestamptz"));
        Assert.Equal("events(id, seen) where \"seen\" <= timestamptz '2026-01-03 12:00:00.000000+00'", table.Asked[^1]);
    }

    [Fact]
    public async Task Variables_of_DuckDB_count()
    {
        var table = Events();
        await using var database = TestDatabase.Of(table);
        Assert.Equal("2", await database.TextAsync("set variable wanted = 2; select id from events@ac where id = getvariable('wanted')"));
        Assert.Equal("3",
            await database.TextAsync(
                "set variable wanted = (select max(id) from events@ac); select id from events@ac where id = getvariable('wanted')"));
        Assert.Equal("events(id) where \"id\" = 3", table.Asked[^1]);
    }

    [Fact]
    public async Task A_collation_makes_no_lookup_of_texts_that_differ()
    {
        var table = Events();
        await using var database = TestDatabase.Of(table);
        Assert.Equal("2", await database.TextAsync(
            "create table people@memory (who varchar collate nocase); insert into people@memory values ('bob'); select e.id from "
            + "people@memory p join events@ac e on e.who = p.who"));
        Assert.Equal("2", await database.TextAsync(
            "create table plain@memory as select 'bob' who; set default_collation = 'nocase'; select id from events@ac join plain@memory "
            + "p using (who)"));
        Assert.Equal("2", await database.TextAsync("select id from events@ac where who = 'bob'"));
        Assert.DoesNotContain(table.Asked, a => a.Contains("where", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_repeated_means_that_everything_is_read()
    {
        var table = Events();
        await using var database = TestDatabase.Of(table);
        await database.RowsAsync(
            "attach ':memory:' as other; create table other.who as select 2 as id; create table who@memory as select 1 as id; use other");
        Assert.Equal("2", await database.TextAsync("select id from events@ac join who using (id)"));
        Assert.Equal("events(id)", table.Asked[^1]);
        Assert.StartsWith("all columns and rows are read, since DuckDB could not plan ahead: a setting cannot be planned with: use other",
            await database.PlanAsync("explain select id from events@ac"), StringComparison.Ordinal);
    }
}
