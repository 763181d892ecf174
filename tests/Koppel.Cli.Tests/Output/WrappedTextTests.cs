using Koppel.Cli.Output;
using Koppel.Cli.Terminal;
using Koppel.Engine.Sql;
using Koppel.Output;

namespace Koppel.Cli.Tests.Output;

/// <summary>On a terminal no line breaks in a word, and what goes on stands below its text.</summary>
public sealed class WrappedTextTests
{
    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(140)]
    public void Lines_break_between_words_and_lose_none(int width)
    {
        var random = new Random(3);
        for (var i = 0; i < 500; i++)
        {
            var label = random.Next(3) switch { 0 => "  note      ", 1 => "  ", _ => "" };
            var line = label
                + string.Join(' ',
                    Enumerable.Range(0, random.Next(1, 60)).Select(_ => new string((char)('a' + random.Next(26)), random.Next(1, 30))));
            string[] lines = [.. WrappedText.Of(line, width)];
            Assert.All(lines, l => Assert.True(l.Length <= width, l));
            Assert.Equal(line.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                lines.SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        }
    }

    [Fact]
    public void What_goes_on_is_indented_as_the_text_behind_a_label() => Assert.Equal(
        ["  note      automations run: those", "            that wait for such a", "            change start"],
        WrappedText.Of("  note      automations run: those that wait for such a change start", 34));

    [Fact]
    public void A_sentence_without_a_label_goes_on_at_its_own_beginning() => Assert.Equal(
        ["There is no table", "'contacts' here. Did", "you mean contacts@ac?"],
        WrappedText.Of("There is no table 'contacts' here. Did you mean contacts@ac?", 22));

    [Fact]
    public void A_word_that_is_longer_than_a_line_stays_whole() => Assert.Equal(
        ["see", "https://example.com/a/very/long/address", "there"],
        WrappedText.Of("see https://example.com/a/very/long/address there", 25));

    [Fact]
    public void Talk_is_broken_on_a_terminal_and_nowhere_else()
    {
        var (terminal, pipe) = (new Capture(errorTerminal: true, width: 20), new Capture(width: 20));
        foreach (var capture in new[] { terminal, pipe }) capture.Screen.Say("one two three four five six");
        Assert.Equal("one two three four\nfive six\n", terminal.Error);
        Assert.Equal("one two three four five six\n", pipe.Error);
    }

    [Fact]
    public void A_long_line_of_a_fault_is_cut_to_what_is_marked()
    {
        var line = "  select " + string.Join(", ", Enumerable.Range(0, 40).Select(i => $"column{i}")) + " from nothing";
        var marks = new string(' ', line.IndexOf("column30", StringComparison.Ordinal)) + "^^^^^^^^";
        var (cut, below) = WrappedText.Excerpt(line, marks, 60);
        Assert.True(cut.Length <= 60 && below.Length <= 60);
        Assert.Equal("column30", cut.Substring(below.IndexOf('^', StringComparison.Ordinal), 8));
        Assert.Equal((line, marks), WrappedText.Excerpt(line, marks, 1_000));
    }

    [Theory]
    [InlineData("select '東京' as stad, nosuch from t", "nosuch")]
    [InlineData("select 'e\u0301e\u0301' as a, nosuch from t", "nosuch")]
    [InlineData("select '🙂' as a, 大阪 from t", "大阪")]
    [InlineData("select\t1, nosuch from t", "nosuch")]
    public void Marks_stand_below_what_is_meant_whatever_letters_stand_before_it(string script, string marked)
    {
        foreach (var filler in new[] { "", string.Concat(Enumerable.Repeat("'東京e\u0301', ", 20)) })
        {
            var text = script.Replace("select", $"select {filler}", StringComparison.Ordinal);
            var capture = new Capture(errorTerminal: true, width: 60);
            var start = text.IndexOf(marked, filler.Length, StringComparison.Ordinal);
            FaultText.Say(capture.Screen, QueryException.At(text, start, marked.Length, "It is wrong."), null);
            var lines = capture.Error.Split('\n');
            var at = lines[1].LastIndexOf(marked, StringComparison.Ordinal);
            Assert.Equal(CellWidth.Of(lines[1][..at]), lines[2].IndexOf('^', StringComparison.Ordinal));
            Assert.Equal(CellWidth.Of(marked), lines[2].Count(c => c == '^'));
            Assert.True(CellWidth.Of(lines[1]) <= 60, lines[1]);
        }
    }
}
