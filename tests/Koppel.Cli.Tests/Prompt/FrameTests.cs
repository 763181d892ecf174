using System.Globalization;
using Koppel.Cli.Prompt.Editing;
using Koppel.Output;

namespace Koppel.Cli.Tests.Prompt;

public sealed class FrameTests
{
    readonly FrameLayout _layout = new("koppel> ", "   ...> ");

    [Fact]
    public void Long_lines_go_on_below_the_text_and_further_ones_have_a_prompt_of_their_own()
    {
        var frame = _layout.Of(new EditedText("select 1234567890123456789 as a,\n'x'", 30), 30, 24, ["below"]);
        Assert.Equal(
            ["koppel> select 12345678901234", "        56789 as a,", "   ...> 'x'", "below"], frame.Rows);
        Assert.Equal((1, 17), (frame.CursorRow, frame.CursorColumn));
    }

    [Fact]
    public void Wide_letters_take_two_cells_and_control_characters_are_shown_as_signs()
    {
        var frame = _layout.Of(EditedText.AtEnd("漢\u202e\e\tx"), 80, 24, []);
        Assert.Equal(["koppel> 漢\ufffd␛    x"], frame.Rows);
        Assert.Equal(8 + 2 + 1 + 1 + 4 + 1, frame.CursorColumn);
    }

    [Theory]
    [InlineData(0, "koppel> line 0", "line 1 of 10,000")]
    [InlineData(5_000, "   ...> line 5000", "line 5,001 of 10,000")]
    [InlineData(9_999, "   ...> line 9999", "line 10,000 of 10,000")]
    public void Of_a_text_that_is_higher_than_the_screen_the_part_around_the_cursor_is_shown(int line, string row, string place)
    {
        var lines = Enumerable.Range(0, 10_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"line {i}")).ToList();
        var text = string.Join('\n', lines);
        var frame = _layout.Of(new EditedText(text, lines.Take(line).Sum(l => l.Length + 1)), 80, 24, []);
        Assert.InRange(frame.Rows.Count, 20, 24);
        Assert.Equal(row, frame.Rows[frame.CursorRow]);
        Assert.Contains(place, frame.Rows[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void No_row_is_as_wide_as_the_terminal_whatever_its_size()
    {
        var text = EditedText.AtEnd("select '漢字漢字漢字漢字漢字漢字👩‍👩‍👧' as a_rather_long_name,\n\tb from contacts@ac;");
        for (var width = 4; width < 100; width++)
        {
            var frame = _layout.Of(text, width, 10, [new string('x', 200)]);
            Assert.All(frame.Rows, row => Assert.InRange(CellWidth.Of(row), 0, width - 1));
            Assert.InRange(frame.CursorColumn, 0, width - 1);
            Assert.InRange(frame.CursorRow, 0, frame.Rows.Count - 1);
        }
    }
}
