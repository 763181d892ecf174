using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Execution;

/// <summary>A hidden column is in no star, whatever names stand elsewhere in the statement, and comes once where it is named.</summary>
public sealed class HiddenColumnTests
{
    static MemoryTable Sheet(string name, params (string Email, string Tag, long Row)[] rows) =>
        new(name, Column.Text("email"), Column.BigInt("_row") with { Hidden = true }, Column.Text("tag"),
            Column.Text("ip") with { Hidden = true })
        {
            Filters = [FilterRule.Exact("_row")],
            Rows = [.. rows.Select(r => new object?[] { r.Email, r.Row, r.Tag, $"10.0.0.{r.Row}" })],
        };

    static TestDatabase Open() => TestDatabase.Of(Sheet("n", ("a", "x", 2), ("b", "y", 3)), Sheet("m", ("a", "x", 5)));

    [Theory]
    [InlineData("select * from n@ac", "email,tag")]
    [InlineData("select _row, * from n@ac", "_row,email,tag")]
    [InlineData("select *, \"_ROW\" from n@ac", "email,tag,_row")]
    [InlineData("select t.*, t._Row from n@ac t", "email,tag,_row")]
    [InlineData("select t.*, ip from n@ac as t where _row > 2 order by ip", "email,tag,ip")]
    [InlineData("select * from n@ac where _row > 2 and ip is not null", "email,tag")]
    [InlineData("select ac.n._row, n.* from n@ac", "_row,email,tag")]
    [InlineData("select n@ac._row, n.* from n@ac", "_row,email,tag")]
    [InlineData("from n@ac where _row > 2", "email,tag")]
    [InlineData("from n@ac select *, _row", "email,tag,_row")]
    [InlineData("with c as (select 1) from n@ac where _row > 2", "email,tag")]
    [InlineData("table n@ac order by _row desc", "email,tag")]
    [InlineData("(select * from n@ac where _row > 2)", "email,tag")]
    [InlineData("((select * from n@ac where _row > 2) union all (select * from m@ac order by _row))", "email,tag")]
    [InlineData("select distinct on (_row) * from n@ac", "email,tag")]
    [InlineData("select all * from n@ac where _row > 2", "email,tag")]
    [InlineData("select 2 * _row as r, * from n@ac", "r,email,tag")]
    [InlineData("select * exclude (tag) from n@ac where _row > 1", "email")]
    [InlineData("select * exclude tag from n@ac where _row > 1", "email")]
    [InlineData("select * exclude t.tag from n@ac t where t._row > 1", "email")]
    [InlineData("select * exclude (_row) from n@ac", "email,tag")]
    [InlineData("select * exclude (tag, t._row) from n@ac t", "email")]
    [InlineData("select * replace (_row as email) from n@ac", "email,tag")]
    [InlineData("select * exclude (tag) replace (_row as email) from n@ac", "email")]
    [InlineData("select * rename (tag as label) from n@ac where _row > 1", "email,label")]
    [InlineData("select * like '%a%' from n@ac where _row > 1", "email,tag")]
    [InlineData("select _row, columns(*) from n@ac", "_row,email,tag")]
    [InlineData("select _row, columns(t.* exclude (tag)) from n@ac t", "_row,email")]
    [InlineData("select _row, columns('.*') from n@ac", "_row,email,tag")]
    [InlineData("select _row, columns(c -> c like '%') from n@ac", "_row,email,tag")]
    [InlineData("select _row, columns(lambda c: c like '%') from n@ac", "_row,email,tag")]
    [InlineData("select max(_row), max(columns(*)) from n@ac group by all", "max(_row),email,tag")]
    [InlineData("select a._row, * from n@ac a natural join m@ac b", "_row,email,tag")]
    [InlineData("select a._row as r, b._row, * from n@ac a natural join m@ac b where a.ip <> b.ip", "r,_row,email,tag")]
    [InlineData("select a._row, * from n@ac a join m@ac b using (email)", "_row,email,tag,tag")]
    [InlineData("select a.* from n@ac a join m@ac b on b._row > a._row", "email,tag")]
    [InlineData("select a.*, b.* from n@ac a left join m@ac b using (_row)", "email,tag,email,tag")]
    [InlineData("select * from n@ac union by name select _row, * from m@ac", "email,tag,_row")]
    [InlineData("select _row, email from n@ac union by name select * from m@ac", "_row,email,tag")]
    [InlineData("with c as (select * from n@ac) select *, (select max(_row) from n@ac) as m from c", "email,tag,m")]
    [InlineData("with c as (select _row, * from n@ac) select * from c", "_row,email,tag")]
    [InlineData("select q.*, t.* from (select _row from n@ac) q join n@ac t on t._row = q._row", "_row,email,tag")]
    [InlineData("select *, (select max(m._row) from m@ac) as k from n@ac", "email,tag,k")]
    [InlineData("select *, (select n._row) as k from n@ac", "email,tag,k")]
    [InlineData("select * from n@ac t, lateral (select t._row + 1 as k)", "email,tag,k")]
    [InlineData("select * from (n@ac t join m@ac o on t._row <> o._row)", "email,tag,email,tag")]
    [InlineData("select * from t: n@ac where t._row > 1", "email,tag")]
    [InlineData("select *, _row from n@ac t(e, g)", "e,g,_row")]
    [InlineData("select * from n@ac where exists (from m@ac where m._row > n._row)", "email,tag")]
    [InlineData("select list_transform([1], _row -> _row + 1) as l, * from n@ac", "l,email,tag")]
    [InlineData("select struct_extract({'_row': 1}, '_row') as s, * from n@ac", "s,email,tag")]
    [InlineData("select 1 as _row, * from n@ac order by _row", "_row,email,tag")]
    [InlineData("select '_row', /* _row */ * from n@ac -- _row", "'_row',email,tag")]
    [InlineData("pivot n@ac on tag in ('x', 'y') using max(_row)", "email,x,y")]
    [InlineData("select * from n@ac pivot (max(_row) for tag in ('x'))", "email,x")]
    [InlineData("select * from n@ac qualify row_number() over (partition by tag order by _row) = 1", "email,tag")]
    public async Task A_star_gives_no_hidden_column(string sql, string columns)
    {
        await using var database = Open();
        var result = (await database.RunAsync(sql))[0].Of;
        Assert.True(result is RowsResult, result is FailedResult { Fault: QueryException fault } ? fault.Describe() : result.ToString());
        Assert.Equal(columns, string.Join(',', ((RowsResult)result).Columns.Select(c => c.Name)), ignoreCase: true);
    }

    [Theory]
    [InlineData("select column_name from (describe n@ac)")]
    [InlineData("select column_name from (describe select * from n@ac where _row > 1)")]
    [InlineData("select column_name from (summarize n@ac)")]
    [InlineData("select column_name from (summarize select * from n@ac where _row > 1)")]
    public async Task What_is_told_of_a_star_leaves_it_out(string sql)
    {
        await using var database = Open();
        Assert.Equal("email\ntag", await database.TextAsync(sql));
    }

    [Fact]
    public async Task Natural_joins_compare_no_hidden_column()
    {
        await using var database = Open();
        Assert.Equal("2|a|x", await database.TextAsync("select n._row, * from n@ac natural join m@ac"));
        Assert.Equal("a|x", await database.TextAsync("select * from n@ac natural join m@ac"));
    }

    [Fact]
    public async Task Its_condition_still_reaches_the_table()
    {
        var sheet = Sheet("n", ("a", "x", 2), ("b", "y", 3));
        await using var database = TestDatabase.Of(sheet);
        Assert.Equal("b|y", await database.TextAsync("select * from n@ac where _row = 3"));
        Assert.Equal("n(email, _row, tag) where \"_row\" = 3", sheet.Asked[^1]);
        Assert.Equal("3|b|y", await database.TextAsync("select a._row, * from n@ac a natural join (select 'b' as email) where a._row = 3"));
        Assert.Equal("n(email, _row, tag) where \"_row\" = 3", sheet.Asked[^1]);
    }

    [Fact]
    public async Task Tables_of_the_session_get_it_where_it_is_named()
    {
        await using var database = Open();
        Assert.Equal(
            "2|a|x\n3|b|y", await database.TextAsync("create table t@memory as select _row, * from n@ac; select * from t order by all"));
        Assert.Equal("null|b|y",
            await database.TextAsync("insert into t@memory by name select * from n@ac where _row = 3; select * from t where _row is null"));
        Assert.Equal("2|a|x",
            await database.TextAsync("insert into t@memory from m@ac select 2, * where _row = 5; select distinct * from t where _row = 2"));
        Assert.Equal("z",
            await database.TextAsync(
                "update t@memory set tag = 'z' from n@ac n where n._row = t._row and n._row = 3; select tag from t where _row = 3"));
        Assert.Equal("1",
            await database.TextAsync(
                "delete from t@memory using n@ac n where n._row <> 3 and n.email = t.email; select count(*) from t where _row = 3"));
    }

    [Fact]
    public async Task Views_and_macros_keep_what_they_name_and_nothing_else()
    {
        await using var database = Open();
        await database.RowsAsync(
            "create view plain as select * from n@ac; create view numbered as select _row, * from n@ac; create macro numbered_row(k) as "
            + "table select _row, * from n@ac where _row = k");
        Assert.Equal("2|a|x\n3|b|y", await database.TextAsync("select * from numbered order by _row"));
        Assert.Equal("a|x\nb|y",
            await database.TextAsync("select plain.* from plain join n@ac n on n.email = plain.email where n._row > 0 order by all"));
        Assert.Equal("3|b|y|5", await database.TextAsync("select *, (select max(_row) from m@ac) from numbered where _row = 3"));
        Assert.Equal("3|b|y", await database.TextAsync("select * from numbered_row(3)"));
    }

    [Fact]
    public async Task A_table_that_is_read_once_for_two_places_shows_it_in_one()
    {
        await using var database = Open();
        Assert.Equal("a|x|2|10.0.0.2\nb|y|3|10.0.0.3",
            await database.TextAsync("select a.*, b._row, b.ip from n@ac a join n@ac b on a.email = b.email order by all"));
    }

    [Fact]
    public async Task A_star_that_leaves_it_out_is_said_where_it_is_missed()
    {
        await using var database = Open();
        var fault = await database.ErrorAsync("select\n_row from (select * from n@ac)");
        Assert.Equal("There is no column '_row' here. It is a hidden column of n@ac, which * leaves out: name it where n@ac is read.",
            fault.Message);
        Assert.Equal((2, 1, 4), (fault.Line, fault.Column, fault.Length));
    }

    [Fact]
    public async Task A_fault_behind_it_is_told_at_its_own_place()
    {
        await using var database = Open();
        var fault = await database.ErrorAsync("select _row, * from n@ac n\nwhere _row > 1 and tagg = 'x'");
        Assert.Equal("There is no column 'tagg'. Did you mean 'tag'?", fault.Message);
        Assert.Equal((2, 20, 4), (fault.Line, fault.Column, fault.Length));
        fault = await database.ErrorAsync("select a._row, b._row, * from n@ac a natural join m@ac b\nwhere b.tagg = 'x'");
        Assert.Equal((2, 7, 6), (fault.Line, fault.Column, fault.Length));
    }
}
