using Koppel.Engine.Sql;

namespace Koppel.Engine.Tests.Sql;

public sealed class MergeParserTests
{
    static MergeStatement Parse(string sql) => Assert.IsType<MergeStatement>(Statement.Parse(sql, Script.Split(sql)[0]));

    [Fact]
    public void All_of_it_is_read()
    {
        var merge = Parse("""
            merge into contacts@ac as c using (select a, b from x@shop where a in (1, 2)) as s(a, b)
            on c.email = s.a and case when s.b then true end
            when matched and case when c.phone is null then 1 end = 1 then update set phone = case when s.b then 'x' else s."end" end,
                "last Name" = (select max(when_) from y)
            when matched then delete
            when not matched by target and s.a <> 'then' then insert (email, phone) values (lower(s.a), coalesce(s.b, 'when'))
            when not matched then do nothing
            when not matched by source then error 'gone: ' || c.email;
            """);
        Assert.Equal(("merge", "contacts@ac", "c", "s"), (merge.Kind, merge.Target.Text, merge.Alias, merge.SourceAlias));
        Assert.Equal("(select a, b from x@shop where a in (1, 2)) as s(a, b)", Text(merge, merge.Source));
        Assert.Equal("c.email = s.a and case when s.b then true end", Text(merge, merge.Match.On));
        Assert.Equal(
            [
                (MergeWhen.Matched, "case when c.phone is null then 1 end = 1", MergeAction.Update,
                    "phone: case when s.b then 'x' else s.\"end\" end; last Name: (select max(when_) from y)"),
                (MergeWhen.Matched, "", MergeAction.Delete, ""),
                (MergeWhen.NotMatched, "s.a <> 'then'", MergeAction.Insert, "email: lower(s.a); phone: coalesce(s.b, 'when')"),
                (MergeWhen.NotMatched, "", MergeAction.Nothing, ""),
                (MergeWhen.NotMatchedBySource, "", MergeAction.Error, ""),
            ],
            merge.Clauses.Select(
                c => (c.When, Text(merge, c.Condition), c.Action,
                    string.Join("; ", c.Set.Select(s => $"{s.Column.Name}: {Text(merge, s.Value)}")))));
        Assert.Equal("'gone: ' || c.email", Text(merge, merge.Clauses[^1].Message));
    }

    [Theory]
    [InlineData("merge into t@ac using s@shop on true when matched then delete", "t", "s")]
    [InlineData("MERGE INTO t@ac x USING s@shop AS y USING (a, b) WHEN MATCHED THEN DELETE -- end", "x", "y")]
    [InlineData("merge into t@ac as x using main.s using (a) when matched then delete", "x", "s")]
    [InlineData("merge into t@ac using (select 1 as a) using (a) when matched then update by name", "t", "koppel_source")]
    [InlineData("merge into \"t\"@ac \"using\" using \"s s\" on true when not matched then insert by name", "using", "s s")]
    public void Forms_may_differ(string sql, string alias, string source)
    {
        var merge = Parse(sql);
        Assert.Equal((alias, source), (merge.Alias, merge.SourceAlias));
    }

    [Theory]
    [InlineData("merge into x@memory using y@ac on true when matched then delete")]
    [InlineData("merge into x using y@ac on true when matched then update set *")]
    public void Over_a_table_of_the_session_it_is_DuckDBs(string sql) =>
        Assert.IsNotType<MergeStatement>(Statement.Parse(sql, Script.Split(sql)[0]));

    [Theory]
    [InlineData("merge into t@ac", "ac", "using and the source are needed here")]
    [InlineData("merge into t@ac using", "using", "A table is needed here, or a query in parentheses.")]
    [InlineData("merge into t@ac using (select 1", "(select", "The query does not end.")]
    [InlineData("merge into t@ac using range(5) r(x) on true when matched then delete", "(5)",
        "A function is no table here. Write it as a query in parentheses")]
    [InlineData("merge into t@ac using t@shop on true when matched then delete", "t@shop", "Source and target are both called t here.")]
    [InlineData("merge into t@ac using s as on true when matched then delete", "on true", "A name for the source is needed here")]
    [InlineData("merge into t@ac using s when matched then delete", "when matched", "on and a condition are needed here, or using (c, …)")]
    [InlineData("merge into t@ac using s on when matched then delete", "when matched", "A condition is needed after on.")]
    [InlineData("merge into t@ac using s using a when matched then delete", "a when", "Columns in parentheses are needed after using")]
    [InlineData("merge into t@ac using s on true", "true", "when is missing")]
    [InlineData("merge into t@ac using s on true when match then delete", "match then", "matched or not matched is needed here.")]
    [InlineData("merge into t@ac using s on true when not matched by me then delete", "me then", "target or source is needed after by.")]
    [InlineData("merge into t@ac using s on true when matched and then delete", "then", "A condition is needed after and.")]
    [InlineData("merge into t@ac using s on true when matched delete", "delete", "then and update, delete, insert")]
    [InlineData("merge into t@ac using s on true when matched then remove", "remove", "then and update, delete, insert")]
    [InlineData("merge into t@ac using s on true when matched then insert (a) values (1)", "insert",
        "A row that is in the target is not inserted.")]
    [InlineData("merge into t@ac using s on true when not matched then delete", "delete", "The target has no such row")]
    [InlineData("merge into t@ac using s on true when matched then update", "update",
        "Write update set column = value, …, or update by name")]
    [InlineData("merge into t@ac using s on true when matched then update set *", "*",
        "Write update set column = value, …, or update by name")]
    [InlineData("merge into t@ac using s on true when matched then update by position", "position", "name is needed after by")]
    [InlineData("merge into t@ac using s on true when not matched by source then update by name", "name", "The source has no such row")]
    [InlineData("merge into t@ac using s on true when matched then update set (a, b) = (1, 2)", "(a, b)",
        "A column, = and a value are needed here.")]
    [InlineData("merge into t@ac using s on true when matched then update set a = , b = 1", ", b", "The value of a is missing.")]
    [InlineData("merge into t@ac using s on true when matched then update set a = default", "default", "default is not known here.")]
    [InlineData("merge into t@ac using s on true when not matched then insert", "insert",
        "Name the columns, insert (column, …) values (value, …), or write insert by name")]
    [InlineData("merge into t@ac using s on true when not matched then insert *", "*", "Name the columns")]
    [InlineData("merge into t@ac using s on true when not matched then insert default values", "default", "Name the columns")]
    [InlineData("merge into t@ac using s on true when not matched then insert (a, b) values (1)", ")", "The value of b is missing.")]
    [InlineData("merge into t@ac using s on true when not matched then insert (a) values (1, 2)", "2)",
        "This is one value more than the 1 columns that are named.")]
    [InlineData("merge into t@ac using s on true when not matched then insert (a) select 1", "select",
        "values and a value for each column")]
    [InlineData("merge into t@ac using s on true when matched then delete returning *", "returning", "returning is not available")]
    [InlineData("merge into t@ac using s on true when matched then update set a = 1 returning merge_action", "returning",
        "returning is not available")]
    [InlineData("merge into t@ac using s on true when matched then delete when matched and true then delete", "when matched and",
        "No row comes here")]
    [InlineData("merge into t@ac using s on true when matched then delete or else", "or else",
        "when is needed here, or the end of the statement.")]
    [InlineData("with s as (select 1 as a) merge into t@ac using s on true when matched then delete", "merge",
        "Write the with into the source: merge into t@ac using (with … select …) as s on ….")]
    public void What_is_wrong_is_told_at_its_place(string sql, string at, string message)
    {
        var fault = Assert.Throws<QueryException>(() => Parse(sql));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(sql.LastIndexOf(at, StringComparison.Ordinal) + 1, fault.Column);
    }

    static string Text(MergeStatement merge, ScriptPart? part) => part is null ? "" : merge.Script[part.Start..part.End];
}
