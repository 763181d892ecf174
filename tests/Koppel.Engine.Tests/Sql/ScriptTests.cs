using CsCheck;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Tests.Sql;

public sealed class ScriptTests
{
    static string[] Split(string script) => [.. Script.Split(script).Select(p => script[p.Start..p.End])];

    [Theory]
    [InlineData("select 1", new[] { "select 1" })]
    [InlineData(" select 1 ; select 2;; ; -- end\n", new[] { "select 1", "select 2" })]
    [InlineData("select 1\n/\nselect 2\n/", new[] { "select 1", "select 2" })]
    [InlineData("select 1\r\n  /  \r\nselect 2", new[] { "select 1", "select 2" })]
    [InlineData("/\nselect 1", new[] { "select 1" })]
    [InlineData("select 4 / 2, 6\n/ 3", new[] { "select 4 / 2, 6\n/ 3" })]
    [InlineData("select ';', \";\", $$;$$, /* ; */ 1 -- ;\n, E'\\';'", new[] { "select ';', \";\", $$;$$, /* ; */ 1 -- ;\n, E'\\';'" })]
    [InlineData("select '\n/\n'; /* \n/\n */ select 2", new[] { "select '\n/\n'", "select 2" })]
    [InlineData("-- only a comment", new string[0])]
    [InlineData("", new string[0])]
    [InlineData("/* a */ select 1 /* b */", new[] { "select 1" })]
    [InlineData("\uFEFFselect 1", new[] { "select 1" })]
    public void A_script_is_cut_into_statements(string script, string[] statements) => Assert.Equal(statements, Split(script));

    [Fact]
    public void Cutting_and_joining_loses_nothing() => Texts.Any.Sample(script =>
    {
        var parts = Script.Split(script);
        var tokens = Lexer.Tokenize(script);
        var at = 0;
        foreach (var part in parts)
        {
            Assert.True(part.Start >= at);
            // Between statements stand only blanks, comments and what ends a statement.
            Assert.All(tokens.Where(t => t.Start >= at && t.End <= part.Start), IsBetween);
            Assert.Equal(script[part.Start..part.End], string.Concat(part.Tokens.Select(t => script.Substring(t.Start, t.Length))));
            at = part.End;
        }
        Assert.All(tokens.Where(t => t.Start >= at), IsBetween);

        void IsBetween(Token token) =>
            Assert.True(token.IsBlank || token.Kind == TokenKind.Semicolon || script.Substring(token.Start, token.Length) == "/");
    }, iter: 5_000);

    [Fact]
    public void Statements_joined_by_semicolons_are_found_again() => Texts.WithoutReferences.Array[1, 5].Sample(texts =>
    {
        var script = string.Join("\n;\n", texts);
        Assert.Equal(texts.SelectMany(Split), Split(script));
    }, iter: 2_000);
}
