using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Planning;

/// <summary>
/// When a table is told that the first rows in an order are enough. This one pays no heed to it, so every result must stay right.
/// </summary>
public sealed class FirstRowsTests
{
    static (TestDatabase Database, MemoryTable Table) Open()
    {
        var table = new MemoryTable("things", Column.BigInt("id"), Column.Timestamp("seen"), Column.Text("name"))
        {
            Rows = [
                .. Enumerable.Range(1, 40)
                    .Select(
                        i => new object?[] { (long)i, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(i * 7 % 40),
                            $"n{i % 4}" })],
            Filters = [FilterRule.Exact("name")],
        };
        return (TestDatabase.Of(table), table);
    }

    [Theory]
    [InlineData("select id from things@ac order by seen desc limit 3", "first 3 by seen desc")]
    [InlineData("select id from things@ac order by id limit 2", "first 2 by id")]
    [InlineData("select id, name from things@ac order by seen desc limit 3 offset 2", "first 5 by seen desc")]
    [InlineData("select id from things@ac where name = 'n1' order by seen limit 3", "first 3 by seen")]
    [InlineData("select upper(name) from things@ac order by seen limit 3", "first 3 by seen")]
    public async Task It_is_told_so_where_nothing_but_conditions_stands_between(string sql, string told)
    {
        var (database, table) = Open();
        await using var _ = database;
        await database.RowsAsync(sql);
        Assert.EndsWith(told, Assert.Single(table.Asked), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("select id from things@ac order by seen")]
    [InlineData("select id from things@ac order by name, seen limit 3")]
    [InlineData("select id from things@ac order by -id limit 3")]
    [InlineData("select name, max(seen) from things@ac group by name order by 2 limit 3")]
    [InlineData("select a.id from things@ac a join things@ac b using (id) order by a.seen limit 3")]
    [InlineData("select id from things@ac where id % 2 = 0 order by seen limit 3")]
    [InlineData("select distinct name from things@ac order by name limit 2")]
    [InlineData("select id from (select id, seen, row_number() over (order by name) n from things@ac) order by seen limit 3")]
    [InlineData("select id from things@ac limit 3")]
    public async Task Elsewhere_it_is_not(string sql)
    {
        var (database, table) = Open();
        await using var _ = database;
        await database.RowsAsync(sql);
        Assert.All(table.Asked, asked => Assert.DoesNotContain(" first ", asked, StringComparison.Ordinal));
    }
}
