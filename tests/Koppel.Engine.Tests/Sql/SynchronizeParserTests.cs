using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Sql;

public sealed class SynchronizeParserTests
{
    static SynchronizeStatement Parse(string sql) => Assert.IsType<SynchronizeStatement>(Statement.Parse(sql, Script.Split(sql)[0]));

    [Fact]
    public void All_of_it_is_read()
    {
        var sync = Parse("""
            synchronize (select a, b from x@memory where a in (1, 2)) to contacts@ac
            with insert exit after 5 rows or update all except (phone, "last Name") error after 1 row or delete
            ignore changes to (a, b) ignore nulls stop after 3 errors identified by (email, b)
            """);
        Assert.Equal(("synchronize", "contacts@ac"), (sync.Kind, sync.Target.Text));
        Assert.Equal(
            [(WriteOperation.Insert, 5L, false), (WriteOperation.Update, 1, true), (WriteOperation.Delete, null, false)],
            sync.Operations.Select(o => (o.Operation, o.Cap, o.Fails)));
        Assert.Equal(["phone", "last Name"], sync.Except.Select(c => c.Name));
        Assert.Equal(["a", "b"], sync.IgnoreChangesTo.Select(c => c.Name));
        Assert.Equal(["email", "b"], sync.IdentifiedBy.Select(c => c.Name));
        Assert.Equal((IgnoredNulls.OnAll, 3L), (sync.IgnoredNulls, sync.StopAfter));
    }

    [Theory]
    [InlineData("sync contacts@ac from tags@ac with insert continue on errors identified by email")]
    [InlineData("SYNC contacts@ac FROM tags@ac WITH INSERT IDENTIFIED BY email")]
    [InlineData("sync tags@ac to contacts@ac with insert identified by (email)")]
    [InlineData("sync x to contacts@ac with insert identified by email -- end")]
    [InlineData("synchronise x to contacts@ac with insert identified by email")]
    [InlineData("sync x to contacts@ac identified by email with insert")]
    [InlineData("sync x to contacts@ac ignore nulls identified by email with insert continue on errors")]
    public void Forms_may_differ(string sql)
    {
        var sync = Parse(sql);
        Assert.Equal(("contacts@ac", "email", null), (sync.Target.Text, Assert.Single(sync.IdentifiedBy).Name, sync.StopAfter));
    }

    [Theory]
    [InlineData("insert or update or delete")]
    [InlineData("insert, update, delete")]
    [InlineData("insert, update or delete")]
    [InlineData("insert and update and delete")]
    public void Operations_stand_with_or_a_comma_or_and_between_them(string operations) => Assert.Equal(
        [WriteOperation.Insert, WriteOperation.Update, WriteOperation.Delete],
        Parse($"sync x to contacts@ac identified by email with {operations}").Operations.Select(o => o.Operation));

    /// <summary>
    /// Random statements, their options in any order: with to and with from, with parentheses and without, they mean the same. Columns are
    /// called as words of the language are.
    /// </summary>
    [Fact]
    public void To_and_from_and_parentheses_and_any_order_mean_the_same()
    {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var source = Pick("s@shop", "(select a, b from s@shop where (a) = 1)", "(values (1, 'to'), (2, ' from '))", "\"to\"@shop");
            var operations = string.Join(" or ", new[]
            {
                "insert" + Cap(), "update" + (random.Next(2) == 0 ? $" all except #{Names("exit", "error")}#" : "") + Cap(),
                "delete" + Cap(),
            }.OrderBy(_ => random.Next()).Take(random.Next(1, 4)));
            string[] options =
            [
                .. new[] { $"ignore changes to #{Names()}#",
                    Pick("ignore nulls", "ignore nulls on all", "ignore nulls on values", "ignore nulls on identified by"),
                    Pick("stop after 4 errors", "continue on errors") }
                    .Where(_ => random.Next(2) == 0),
                $"identified by #{Names()}#",
            ];
            string Ordered() => string.Join(' ', options.OrderBy(_ => random.Next()));
            var to = Parse($"sync {source} to t@ac with {operations} {Ordered()}".Replace("#", "", StringComparison.Ordinal));
            var open = true;
            var behind = string.Concat($"{operations} {Ordered()}".Select(c => c != '#' ? c.ToString() : (open = !open) ? ")" : "("));
            var from = Parse($"synchronize t@ac from {source} with {behind}");
            Assert.Equal(Meaning(to), Meaning(from));
        }

        T Pick<T>(params T[] of) => of[random.Next(of.Length)];
        string Cap() => Pick("", " exit after 3 rows", " error after 9 rows");
        string Names(params string[] more) =>
            string.Join(", ",
                Enumerable.Range(0, random.Next(1, 4))
                    .Select(
                        _ => Pick(
                            ["a", "\"b c\"", "\"stop\"", "ignore", "stop", "continue", "identified", "nulls", "changes", "values", "rows",
                                .. more])));
    }

    [Theory]
    [InlineData("ignore nulls", IgnoredNulls.OnAll)]
    [InlineData("ignore nulls on all", IgnoredNulls.OnAll)]
    [InlineData("ignore nulls on values", IgnoredNulls.OnValues)]
    [InlineData("ignore nulls on identified by", IgnoredNulls.OnIdentifiedBy)]
    [InlineData("", IgnoredNulls.None)]
    public void Nulls_are_ignored_where_it_says(string option, object ignored)
    {
        Assert.Equal(ignored, Parse($"sync a@b to t@ac with insert identified by x {option}").IgnoredNulls);
        Assert.Equal(ignored, Parse($"sync a@b to t@ac with insert {option} identified by x").IgnoredNulls);
    }

    [Theory]
    [InlineData("sync a@b", 8, "to or from is needed here")]
    [InlineData("sync select 1 to t@ac", 6, "A table is needed here, or a query in parentheses.")]
    [InlineData("sync (select 1 to t@ac", 6, "The query does not end.")]
    [InlineData("sync a@b to (select 1) with insert identified by x", 13, "The target must be a table of a connection")]
    [InlineData("sync a@b to t@memory with insert identified by x", 13, "A table of the session is not synchronized.")]
    [InlineData("sync a@b to t@ac insert identified by x", 18, "with is needed here")]
    [InlineData("sync a@b to t@ac with identified by x", 23, "insert, update or delete is needed here.")]
    [InlineData("sync a@b to t@ac with insert or insert identified by x", 33, "It is named twice.")]
    [InlineData("sync a@b to t@ac with insert exit after many rows identified by x", 41, "A whole number is needed here.")]
    [InlineData("sync a@b to t@ac with delete only identified by x", 35, "own is needed after delete only")]
    [InlineData("sync a@b to t@ac with insert ignore nulls on keys identified by x", 46, "all, values or identified by is needed")]
    [InlineData("sync a@b to t@ac with insert ignore nulls on identified by x", 60, "ignore nulls on identified by takes no columns")]
    [InlineData("sync a@b to t@ac with insert identified by x ignore nulls ignore nulls on all", 59, "It is said twice.")]
    [InlineData("sync a@b to t@ac with insert identified by x stop after 2 errors continue on errors", 66, "It is said twice.")]
    [InlineData("sync a@b to t@ac with insert identified by x identified by y", 46, "It is said twice.")]
    [InlineData("sync a@b to t@ac with insert ignore changes to identified by x", 48, "The name of a column is needed here.")]
    [InlineData("sync a@b to t@ac with update all except error after 3 rows identified by x", 41, "The name of a column is needed here.")]
    [InlineData("sync a@b to t@ac with insert identified by (x stop after 3 errors", 47, "A comma or ) is needed between the columns.")]
    [InlineData("sync a@b to t@ac with insert identified by", 41, "The name of a column is needed here.")]
    [InlineData("sync a@b to t@ac with insert identified by x y", 46, "This is not known here.")]
    [InlineData("sync a@b to t@ac with insert", 23, "identified by is missing")]
    public void What_is_wrong_is_told_at_its_place(string sql, int column, string message)
    {
        var fault = Assert.Throws<QueryException>(() => Parse(sql));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(column, fault.Column);
    }

    [Theory]
    [InlineData("update contacts@ac c set a = b is distinct from 1, d = (select 1 from x) from y@ac where true", "c", 2, true)]
    [InlineData("update contacts@ac as c set a = extract(year from cdate) where c.id = 1", "c", 1, false)]
    [InlineData("update contacts@ac set a = 1 where id in (select 1 where true)", "contacts", 1, false)]
    public void An_update_is_read(string sql, string alias, int set, bool others)
    {
        var update = Assert.IsType<UpdateStatement>(Statement.Parse(sql, Script.Split(sql)[0]));
        Assert.Equal((alias, set, others), (update.Alias, update.Set.Count, update.Others is not null));
    }

    static string Meaning(SynchronizeStatement s) => string.Join('|',
        Text(s, s.Source), s.Target.Text, string.Join(',', s.Operations.Select(o => $"{o.Operation} {o.Cap} {o.Fails}")),
        Names(s.Except), Names(s.IgnoreChangesTo), Names(s.IdentifiedBy), s.IgnoredNulls, s.StopAfter);

    static string Text(SynchronizeStatement s, ScriptPart part) => s.Script[part.Start..part.End];

    static string Names(IEnumerable<NamedColumn> columns) => string.Join(',', columns.Select(c => c.Name));
}
