using Koppel.Engine.Sql;

namespace Koppel.Engine.Tests.Sql;

public sealed class StatementTests
{
    static Statement Parse(string script) => Statement.Parse(script, Assert.Single(Script.Split(script)));

    static string Text(string script, ScriptPart part) => script[part.Start..part.End];

    [Theory]
    [InlineData("select 1")]
    [InlineData("with a as (select 1) select * from a")]
    [InlineData("from t@ac")]
    [InlineData("values (1)")]
    [InlineData("(select 1) union (select 2)")]
    [InlineData("table t@ac")]
    [InlineData("pivot t on a using sum(b)")]
    [InlineData("DESCRIBE t@ac")]
    [InlineData("pragma version")]
    public void Queries_give_rows(string sql) => Assert.True(Assert.IsType<SelectStatement>(Parse(sql)).GivesRows);

    [Theory]
    [InlineData("attach ':memory:' as x")]
    [InlineData("set threads to 1")]
    [InlineData("create schema s")]
    [InlineData("insert into t values (1)")]
    [InlineData("insert or replace into t@memory values (1)")]
    [InlineData("insert into t@memory by name select 1 a")]
    [InlineData("with a as (select 1) insert into t@memory select * from a")]
    [InlineData("update t set a = (select max(id) from contacts@ac)")]
    [InlineData("delete from t where id in (select id from contacts@ac)")]
    public void What_is_DuckDBs_own_is_left_to_it(string sql) => Assert.True(Parse(sql) is NativeStatement or SetStatement { Alias: null });

    [Fact]
    public void An_insert_has_a_target_columns_and_a_query()
    {
        const string sql = "insert into ContactTags@ac\n( contact\n, \"tag\"\n)\nselect 1, 2";
        var insert = Assert.IsType<InsertStatement>(Parse(sql));
        Assert.Equal(("ContactTags", "ac"), (insert.Target.FullName, insert.Target.Alias));
        Assert.Equal(["contact", "tag"], insert.Columns.Select(c => c.Name));
        Assert.Equal("select 1, 2", Text(sql, insert.Source.Part));
    }

    [Theory]
    [InlineData("insert into t@ac select 1", "select 1", 0)]
    [InlineData("insert into t@ac values (1)", "values (1)", 0)]
    [InlineData("insert into t@ac (select 1)", "(select 1)", 0)]
    [InlineData("insert into t@ac (a) values (1)", "values (1)", 1)]
    [InlineData("insert into t@ac (a) with x as (select 1) select * from x", "with x as (select 1) select * from x", 1)]
    [InlineData("insert into t@ac from x", "from x", 0)]
    public void The_query_of_an_insert_can_have_any_form(string sql, string query, int columns)
    {
        var insert = Assert.IsType<InsertStatement>(Parse(sql));
        Assert.Equal(query, Text(sql, insert.Source.Part));
        Assert.Equal(columns, insert.Columns.Count);
    }

    [Theory]
    [InlineData("insert into t@ac (a", "The list of columns does not end. Close it with ).", 19)]
    [InlineData("insert into t@ac (a b) select 1", "A comma or ) is needed between the columns.", 21)]
    [InlineData("insert into t@ac (a, 1) select 1", "The name of a column is needed here.", 22)]
    [InlineData("insert into t@ac (a)", "The rows for t@ac are missing: write a select or values (…) after it.", 20)]
    [InlineData("insert or ignore into t@ac select 1",
        "Write insert into t@ac: rows that are there already are left or updated as the table says.", 8)]
    [InlineData("insert into t@ac by name select 1", "Name the columns instead: insert into t@ac (…).", 18)]
    [InlineData("with x as (select 1) insert into t@ac select * from x",
        "Write the with after the columns: insert into t@ac (…) with … select ….", 22)]
    [InlineData("explain", "explain needs a statement after it.", 1)]
    [InlineData("select 'a", "A text that begins with ' does not end. Close it with '.", 8)]
    [InlineData("set a@ac", "A setting is changed with: set name@connection = value.", 1)]
    [InlineData("set a@ac = 1 2", "One value is needed after the =, such as on, off or 'a text'.", 10)]
    public void A_wrong_head_is_told_at_its_place(string sql, string message, int column)
    {
        var fault = Assert.Throws<QueryException>(() => Parse(sql));
        Assert.Equal((message, column), (fault.Message, fault.Column));
    }

    [Theory]
    [InlineData("create table x@memory as select 1", "x@memory")]
    [InlineData("create or replace temp table if not exists \"x y\"@ac as select 1", "\"x y\"@ac")]
    public void Create_table_names_its_table(string sql, string table) =>
        Assert.Equal(table, Assert.IsType<CreateTableAsStatement>(Parse(sql)).Table.Text);

    [Theory]
    [InlineData("drop table x@memory", "x@memory")]
    [InlineData("drop table if exists x@ac", "x@ac")]
    public void Drop_table_names_its_table(string sql, string table) =>
        Assert.Equal(table, Assert.IsType<DropTableStatement>(Parse(sql)).Table.Text);

    [Theory]
    [InlineData("create view v as select 1", "view", "v", false)]
    [InlineData("create or replace temp view v@memory as select 1", "view", "v", false)]
    [InlineData("create macro if not exists main.\"M\"(a) as a", "macro", "M", false)]
    [InlineData("create function f(a) as a", "function", "f", false)]
    [InlineData("create type mood as enum ('a')", "type", "mood", false)]
    [InlineData("drop macro table if exists m", "macro", "m", true)]
    [InlineData("drop view v@memory", "view", "v", true)]
    public void Definitions_are_known_by_kind_and_name(string sql, string kind, string name, bool drop)
    {
        var definition = Assert.IsType<DefinitionStatement>(Parse(sql));
        Assert.Equal((kind, name, drop), (definition.Kind, definition.Name, definition.IsDrop));
    }

    [Theory]
    [InlineData("update x@memory set a = 1", "update", "x@memory")]
    [InlineData("delete from x@memory", "delete", "x@memory")]
    [InlineData("merge into x@memory using y on true when matched then delete", "merge", "x@memory")]
    [InlineData("truncate table contacts@ac", "truncate", "contacts@ac")]
    public void Changes_name_the_table_that_they_change(string sql, string verb, string table)
    {
        var change = Assert.IsType<ChangeStatement>(Parse(sql));
        Assert.Equal((verb, table), (change.Verb, change.Table.Text));
    }

    [Theory]
    [InlineData("set automations@ac = skip", "automations", "ac", "skip")]
    [InlineData("set automations = 'run'", "automations", null, "run")]
    [InlineData("SET a TO on", "a", null, "on")]
    public void Set_names_a_setting(string sql, string name, string? alias, string value)
    {
        var set = Assert.IsType<SetStatement>(Parse(sql));
        Assert.Equal((name, alias, value), (set.Name, set.Alias, set.Value));
    }

    [Fact]
    public void Explain_holds_another_statement()
    {
        Assert.IsType<InsertStatement>(Assert.IsType<ExplainStatement>(Parse("explain insert into t@ac select 1")).Inner);
        Assert.True(Assert.IsType<ExplainStatement>(Parse("explain analyze select 1")).Analyze);
    }
}
