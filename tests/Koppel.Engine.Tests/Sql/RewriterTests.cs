using System.Text;
using CsCheck;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Tests.Sql;

public sealed class RewriterTests
{
    static readonly Dictionary<string, string> Variables = new() { ["name"] = "O'Brien", ["day"] = "2026-01-01" };

    static RewrittenSql Rewrite(string script, int part = 0) =>
        Rewriter.Rewrite(script, Statement.Parse(script, Script.Split(script)[part]), Variables);

    [Theory]
    [InlineData("select * from contacts@ac", "select * from \"ac\".\"contacts\"")]
    [InlineData("select contacts@ac.email from contacts@ac", "select \"ac\".\"contacts\".email from \"ac\".\"contacts\"")]
    [InlineData("select @x, a @> b, 'a@b' from t@memory", "select @x, a @> b, 'a@b' from \"inmemorystorage\".\"t\"")]
    [InlineData("select /* t@ac */ 1 -- t@ac", "select /* t@ac */ 1")]
    [InlineData("select $$t@ac$$, \"t@ac\"", "select $$t@ac$$, \"t@ac\"")]
    [InlineData("select * from dbo.orders@ms", "select * from \"ms\".\"dbo.orders\"")]
    [InlineData("select id label 'Nummer', b from t@ac", "select id , b from \"ac\".\"t\"")]
    [InlineData("select label, 'x' label from t", "select label, 'x' label from t")]
    [InlineData("select $name || $day", "select 'O''Brien' || '2026-01-01'")]
    [InlineData("select '$name', $1", "select '$name', $1")]
    public void Only_references_labels_and_variables_are_rewritten(string script, string sql) => Assert.Equal(sql, Rewrite(script).Sql);

    [Fact]
    public void A_text_without_references_passes_byte_for_byte() => Texts.WithoutReferences.Sample(text =>
    {
        var parts = Script.Split(text);
        Assert.Equal(parts.Select(p => text[p.Start..p.End]),
            parts.Select(p => Rewriter.Rewrite(text, new NativeStatement(p, text), Variables).Sql));
    }, iter: 5_000);

    [Fact]
    public void References_are_rewritten_and_every_position_leads_back_to_the_users_text() =>
        Gen.Select(Texts.WithoutReferences, Texts.Reference).Array[1, 6].Sample(pieces =>
        {
            var script = "select 0 ; select 'ü👍' ||" + string.Concat(pieces.Select(p => $" {p.Item1} {p.Item2.Written} "));
            if (Script.Split(script).Count != 2) return; // A line with only / came about.
            var part = Script.Split(script)[1];
            var rewritten = Rewriter.Rewrite(script, new NativeStatement(part, script), Variables);
            var written = pieces.Select(p => p.Item2.Written).ToList();
            Assert.Equal(written, rewritten.References.Select(r => r.Text));
            Assert.Equal(written, rewritten.References.Select(r => script.Substring(r.Start, r.Length)));
            var (at, reference) = (0, 0);
            while (at < rewritten.Sql.Length)
            {
                var (start, length) = rewritten.ToScript(Encoding.UTF8.GetByteCount(rewritten.Sql.AsSpan(0, at)));
                if (reference < written.Count && rewritten.References[reference] is var next && start == next.Start)
                {
                    Assert.Equal(next.Length, length);
                    at += pieces[reference++].Item2.Sql.Length;
                    continue;
                }
                Assert.Equal(rewritten.Sql[at], script[start]);
                at += char.IsHighSurrogate(rewritten.Sql[at]) ? 2 : 1;
            }
            Assert.Equal(written.Count, reference);
        }, iter: 500);

    [Fact]
    public void Positions_in_a_text_that_was_wrapped_lead_back_as_well()
    {
        var script = "select 1; select a, b from contacts@ac";
        var wrapped = Rewrite(script, 1).Within("from (\n", "\n) q");
        Assert.Equal("from (\nselect a, b from \"ac\".\"contacts\"\n) q", wrapped.Sql);
        Assert.Equal(
            (script.IndexOf("a,", StringComparison.Ordinal), 1), wrapped.ToScript(wrapped.Sql.IndexOf("a,", StringComparison.Ordinal)));
        Assert.Equal((script.IndexOf("contacts", StringComparison.Ordinal), 11),
            wrapped.ToScript(wrapped.Sql.IndexOf("\"ac\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_unknown_variable_is_an_error_with_a_suggestion()
    {
        var fault = Assert.Throws<QueryException>(() => Rewrite("select 1,\n  $nmae"));
        Assert.Equal("$nmae has no value. Did you mean $name?", fault.Message);
        Assert.Equal((2, 3, 5), (fault.Line, fault.Column, fault.Length));
        Assert.Equal("$other has no value. Those that have one: $day, $name.",
            Assert.Throws<QueryException>(() => Rewrite("select $other")).Message);
    }

    [Theory]
    [InlineData("select ${name}${day}", 8, 7)]
    [InlineData("select 1 where 'a' like '%'${name}", 28, 7)]
    [InlineData("select $name'x'", 8, 5)]
    [InlineData("select ${name}e'x'", 8, 7)]
    public void A_value_that_touches_another_text_is_refused(string script, int column, int length)
    {
        var fault = Assert.Throws<QueryException>(() => Rewrite(script));
        Assert.Contains("Join texts by ||", fault.Message, StringComparison.Ordinal);
        Assert.Equal((column, length), (fault.Column, fault.Length));
    }

    [Fact]
    public void A_variable_where_there_are_none_says_how_to_give_one()
    {
        var script = "select $day";
        var fault = Assert.Throws<QueryException>(
            () => Rewriter.Rewrite(script, Statement.Parse(script, Script.Split(script)[0]), new Dictionary<string, string>()));
        Assert.Equal(
            "$day has no value. Give it one with --var day=…, or before it with local define day \"…\".", fault.Message);
    }
}
