using CsCheck;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Tests.Sql;

public sealed class LexerTests
{
    static string Kinds(string text) =>
        string.Join(
            ' ', Lexer.Tokenize(text).Where(t => t.Kind != TokenKind.Space).Select(t => $"{t.Kind}[{text.Substring(t.Start, t.Length)}]"));

    [Theory]
    [InlineData("select a", "Word[select] Word[a]")]
    [InlineData("'it''s' ''", "Text['it''s'] Text['']")]
    [InlineData(@"E'a\'b' e'\\' x'ff' B'01'", @"Text[E'a\'b'] Text[e'\\'] Text[x'ff'] Text[B'01']")]
    [InlineData(@"'a\' b", @"Text['a\'] Word[b]")]
    [InlineData("date'2020-01-01'", "Word[date] Text['2020-01-01']")]
    [InlineData("$$a;b@c$$ $t$ $$ $t$", "DollarText[$$a;b@c$$] DollarText[$t$ $$ $t$]")]
    [InlineData("$name $1 a$b", "Variable[$name] Parameter[$1] Word[a$b]")]
    [InlineData("\"a\"\"b\" \"x@y\"", "QuotedName[\"a\"\"b\"] QuotedName[\"x@y\"]")]
    [InlineData("/* a /* b */ ; */ c -- d; e\nf", "Comment[/* a /* b */ ; */] Word[c] Comment[-- d; e] Word[f]")]
    [InlineData("1 1.5 .5 1e-3 0xFF 1_000 2.", "Number[1] Number[1.5] Number[.5] Number[1e-3] Number[0xFF] Number[1_000] Number[2.]")]
    [InlineData("t.a, (b[1])", "Word[t] Dot[.] Word[a] Comma[,] Open[(] Word[b] Open[[] Number[1] Close[]] Close[)]")]
    [InlineData("a+-- c\n1", "Word[a] Sign[+] Comment[-- c] Number[1]")]
    [InlineData("a*/* c */b", "Word[a] Sign[*] Comment[/* c */] Word[b]")]
    [InlineData("x::int a->>'b' p:=1", "Word[x] Sign[::] Word[int] Word[a] Sign[->>] Text['b'] Word[p] Sign[:=] Number[1]")]
    [InlineData("ünï_1 数据", "Word[ünï_1] Word[数据]")]
    public void Text_is_cut_as_DuckDB_cuts_it(string text, string kinds) => Assert.Equal(kinds, Kinds(text));

    [Theory]
    [InlineData("contacts@ac", "Word[contacts] At[@] Word[ac]")]
    [InlineData("\"my table\"@\"my ac\"", "QuotedName[\"my table\"] At[@] QuotedName[\"my ac\"]")]
    [InlineData("dbo.orders@ms", "Word[dbo] Dot[.] Word[orders] At[@] Word[ms]")]
    [InlineData("@x", "Sign[@] Word[x]")]
    [InlineData("a @ b", "Word[a] Sign[@] Word[b]")]
    [InlineData("a @b", "Word[a] Sign[@] Word[b]")]
    [InlineData("a @> b, a<@b, a@>b, a @@ b",
        "Word[a] Sign[@>] Word[b] Comma[,] Word[a] Sign[<@] Word[b] Comma[,] Word[a] Sign[@>] Word[b] Comma[,] Word[a] Sign[@@] Word[b]")]
    [InlineData("5@x", "Number[5] At[@] Word[x]")]
    [InlineData("'john@acme.com'", "Text['john@acme.com']")]
    public void An_at_sign_is_a_reference_only_directly_between_two_names(string text, string kinds) => Assert.Equal(kinds, Kinds(text));

    [Theory]
    [InlineData("select 'abc", 7, "A text that begins with ' does not end. Close it with '.")]
    [InlineData("select \"abc", 7, "A name that begins with \" does not end. Close it with \".")]
    [InlineData("select $t$abc", 7, "A text that begins with $t$ does not end. Close it with $t$.")]
    [InlineData("select /* /* */", 7, "A comment that begins with /* does not end. Close it with */.")]
    public void What_does_not_end_is_a_token_that_says_so(string text, int at, string error)
    {
        var token = Lexer.Tokenize(text)[^1];
        Assert.Equal((TokenKind.Error, at, text.Length - at, error), (token.Kind, token.Start, token.Length, token.Error));
    }

    [Fact]
    public void Every_character_belongs_to_exactly_one_token() => Texts.Any.Sample(text =>
    {
        var at = 0;
        foreach (var token in Lexer.Tokenize(text))
        {
            Assert.Equal(at, token.Start);
            Assert.True(token.Length > 0);
            at = token.End;
        }
        Assert.Equal(text.Length, at);
    }, iter: 5_000);
}
