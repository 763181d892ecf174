using Koppel.Engine.Assist;

namespace Koppel.Engine.Tests.Assist;

/// <summary>The statements of a script that is being written.</summary>
public sealed class ScriptStatementsTests
{
    [Fact]
    public void Each_statement_tells_its_place_and_what_it_is()
    {
        var all = ScriptStatements.Of("-- first\nselect 1;\n\n  insert into t@ac select 2 ; (values (1))");
        Assert.Equal(
            [(9, 18, 2, 1, "select", StatementKind.Query, true), (22, 49, 4, 3, "insert", StatementKind.Change, true),
                (50, 62, 4, 31, "", StatementKind.Query, false)],
            all.Select(s => (s.From, s.To, s.Line, s.Column, s.Word, s.Kind, s.IsEnded)));
    }

    [Theory]
    [InlineData("select 'open; text", 1)]
    [InlineData("select 1 /* open; comment", 1)]
    [InlineData("select (1 + ; select 2", 2)]
    [InlineData("select \"open; name", 1)]
    [InlineData("   -- nothing", 0)]
    [InlineData("", 0)]
    public void What_is_open_belongs_to_the_last_statement(string script, int count) => Assert.Equal(count, ScriptStatements.Of(script).Count);

    [Theory]
    [InlineData("select 1;| select 2", 0)]
    [InlineData("select 1; | select 2", 0)]
    [InlineData("select 1;\n|select 2", 10)]
    [InlineData("select 1;\n|\nselect 2", -1)]
    [InlineData("select 1\n|", 0)]
    [InlineData("  |  select 1", 4)]
    [InlineData("|", -1)]
    public void The_statement_under_the_cursor_is_the_one_that_is_meant(string marked, int from)
    {
        var at = ScriptStatements.At(marked.Replace("|", "", StringComparison.Ordinal), marked.IndexOf('|', StringComparison.Ordinal));
        Assert.Equal(from, at?.From ?? -1);
    }

    [Theory]
    [InlineData("select 1;", true)]
    [InlineData("select 1; -- done", true)]
    [InlineData("select ';", false)]
    [InlineData("select 1; select 2", false)]
    [InlineData("select 1 -- ;", false)]
    [InlineData("select 1\n/\n", true)]
    [InlineData("", false)]
    public void A_prompt_runs_what_a_semicolon_ends(string text, bool isComplete) =>
        Assert.Equal(isComplete, ScriptStatements.IsComplete(text));
}
