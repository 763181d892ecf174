namespace Koppel.Engine.Assist;

/// <summary>The words of statements, and where each may stand.</summary>
internal static class Phrases
{
    /// <summary>How statements begin, and what they are for.</summary>
    public static readonly IReadOnlyList<(string Text, string Says)> Statements =
    [
        ("select", "Reads rows."), ("with", "Names queries that the statement uses."), ("from", "Reads all columns of a table."),
        ("insert into", "Adds rows to a table."), ("update", "Changes rows of a table."), ("delete from", "Removes rows of a table."),
        ("merge into", "Adds, changes and removes rows as they are matched."),
        ("synchronize", "Makes a table the same as another: synchronize SOURCE to TARGET with insert or update identified by …."),
        ("create or replace table", "Keeps rows in the session: create or replace table x@inmemorystorage as …."),
        ("create table", "Keeps rows in the session: create table x@inmemorystorage as …."),
        ("create or replace view", "Names a query of the session."), ("create or replace macro", "Names an expression."),
        ("drop table", "Drops a table."), ("explain", "Tells what a statement would do, and does not do it."),
        ("explain analyze", "Runs a query and tells how."), ("set", "Changes a setting: set NAME@connection = value."),
        ("describe", "Shows the columns of a table."), ("summarize", "Shows figures of each column."), ("show tables", "Lists all tables."),
        ("show databases", "Lists all connections."), ("undo run", "Takes back what a run changed."),
        ("apply plan", "Does what a plan file says."), ("copy", "Writes rows into a file."), ("pivot", "Turns rows into columns."),
        ("unpivot", "Turns columns into rows."), ("values", "Rows that are written out."), ("pragma", "Changes a setting of DuckDB."),
    ];

    /// <summary>Words behind the target of a statement that writes: what values mean, and what may be done.</summary>
    public static readonly IReadOnlyList<string> Values =
        ["nulls keep", "nulls clear", "fill empty", "add choices on", "remove choices on", "replace choices on"];

    static readonly string[] Synchronize =
    [
        "to", "from", "with insert", "with insert or update", "with insert or update or delete", "identified by", "ignore changes to",
        "ignore nulls on", "stop after", "continue on errors", "only own", "all except", "exit after", "error after", .. Values,
    ];

    static readonly string[] Expression =
    [
        "and", "or", "not", "in", "is null", "is not null", "between", "like", "ilike", "case", "when", "then", "else", "end", "cast",
        "exists", "null", "true", "false", "interval", "similar to", "over", "partition by",
    ];

    static readonly string[] Joins =
        ["join", "left join", "inner join", "full join", "cross join", "anti join", "semi join", "on", "using", "as"];

    static readonly string[] AfterFrom =
        ["where", "group by", "having", "order by", "limit", "offset", "qualify", "union all", "union", "except", "intersect"];

    /// <summary>The words that may stand in a clause.</summary>
    /// <param name="statement">The statement's first word.</param>
    /// <param name="clause">The word that begins the clause.</param>
    public static IEnumerable<string> In(string statement, string clause) => (statement, clause) switch
    {
        ("synchronize" or "synchronise" or "sync", _) => Synchronize,
        ("merge", not ("select" or "where")) => ["using", "on", "when matched", "when not matched", "when not matched by source", "then",
            "update set", "insert", "delete", "do nothing", "by name", .. Values, .. Expression],
        ("insert", "into") => ["select", "values", "with", "by name", .. Values],
        ("update", "update") => ["set", "as", .. Values],
        ("update", "set") => ["from", "where", .. Expression],
        ("delete", "from" or "delete") => ["where", "using", "as"],
        ("create" or "drop", "create" or "drop") => ["table", "view", "macro", "type", "temp", "or replace", "if not exists", "if exists",
            "as select", "as from"],
        ("explain", "explain") => ["analyze", "select", "insert into", "update", "delete from", "merge into", "synchronize"],
        ("set", _) => ["variable", "session", "global"],
        (_, "select") => ["distinct", "from", "as", "label", "exclude", "replace", "filter", .. Expression],
        (_, "from" or "join") => [.. Joins, .. AfterFrom, "select", "tablesample"],
        (_, "on" or "using") => [.. Expression, .. Joins, .. AfterFrom],
        (_, "where") => [.. Expression, "group by", "order by", "limit", "union all", "qualify", "on conflict"],
        (_, "group" or "having") => ["all", .. Expression, "having", "order by", "limit", "qualify", "union all"],
        (_, "order") => ["asc", "desc", "nulls first", "nulls last", "limit", "offset", "all", .. Expression],
        (_, "limit" or "offset") => ["offset", "on conflict"],
        (_, "with") => ["as", "recursive", "select", "materialized", "insert into"],
        _ => [.. Expression, .. AfterFrom, "select", "from"],
    };
}
