using Koppel.Cli.Terminal;

namespace Koppel.Cli.Tests.Prompt;

public sealed class KeyDecoderTests
{
    readonly KeyDecoder _decoder = new();

    [Theory]
    [InlineData("\e[A", nameof(KeyCode.Up))]
    [InlineData("\eOA", nameof(KeyCode.Up))]
    [InlineData("\e[1;5D", nameof(KeyCode.WordLeft))]
    [InlineData("\e[1;3C", nameof(KeyCode.WordRight))]
    [InlineData("\eb", nameof(KeyCode.WordLeft))]
    [InlineData("\e\u007f", nameof(KeyCode.WordBackspace))]
    [InlineData("\e[H", nameof(KeyCode.Home))]
    [InlineData("\e[4~", nameof(KeyCode.End))]
    [InlineData("\e[1;5F", nameof(KeyCode.Last))]
    [InlineData("\e[3~", nameof(KeyCode.Delete))]
    [InlineData("\e[3;5~", nameof(KeyCode.WordDelete))]
    [InlineData("\e[Z", nameof(KeyCode.BackTab))]
    [InlineData("\e\r", nameof(KeyCode.NewLine))]
    [InlineData("\e\e[C", nameof(KeyCode.WordRight))]
    [InlineData("\u0001", nameof(KeyCode.Home))]
    [InlineData("\u0003", nameof(KeyCode.Interrupt))]
    [InlineData("\u0004", nameof(KeyCode.EndOfInput))]
    [InlineData("\u000b", nameof(KeyCode.CutBehind))]
    [InlineData("\f", nameof(KeyCode.Redraw))]
    [InlineData("\u0012", nameof(KeyCode.Search))]
    [InlineData("\u0017", nameof(KeyCode.BlankBackspace))]
    [InlineData("\u001f", nameof(KeyCode.Undo))]
    [InlineData("\n", nameof(KeyCode.Enter))]
    [InlineData("\e[99~", nameof(KeyCode.Unknown))]
    public void What_terminals_send_is_a_key_also_letter_by_letter(string sent, string code)
    {
        Assert.Equal([code], _decoder.Take(sent).Select(k => k.Code.ToString()));
        Assert.Equal([code], sent.SelectMany(c => _decoder.Take([c])).Select(k => k.Code.ToString()));
    }

    [Fact]
    public void An_escape_alone_is_one_when_nothing_follows()
    {
        Assert.Empty(_decoder.Take("\e"));
        Assert.True(_decoder.IsWaiting);
        Assert.Equal([new Key(KeyCode.Escape)], _decoder.Settle());
        Assert.Empty(_decoder.Settle());
    }

    [Fact]
    public void Letters_that_come_together_are_one_key() => Assert.Equal(
        [new Key(KeyCode.Text, "é漢👩‍👧"), new Key(KeyCode.Left), new Key(KeyCode.Text, "b")], _decoder.Take("é漢👩‍👧\e[Db"));

    [Fact]
    public void A_paste_is_one_key_wherever_it_is_cut()
    {
        const string Sent = "a\e[200~select 1,\r\n\t2;\r3\e[A\u0003\e[201~b";
        var whole = new[]
        {
            new Key(KeyCode.Text, "a"), new Key(KeyCode.Paste, "select 1,\n\t2;\n3\e[A\u0003"), new Key(KeyCode.Text, "b"),
        };
        for (var cut = 0; cut <= Sent.Length; cut++)
            Assert.Equal(whole, _decoder.Take(Sent.AsSpan(0, cut)).Concat(_decoder.Take(Sent.AsSpan(cut))));
    }
}
