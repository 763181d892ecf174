using Koppel.Cli.Output;

namespace Koppel.Cli.Tests.Output;

public sealed class TableTests
{
    static readonly string[] Columns = ["id BIGINT", "email VARCHAR 'E-mail address'", "tag", "note"];

    static readonly object?[][] Rows =
    [
        [7L, "john.doe@acme.com", "Test", null],
        [1_204L, "maria.van.den.berg@example.org", "Nieuwsbrief", "two\nlines"],
    ];

    [Fact]
    public async Task Away_from_a_terminal_nothing_is_shortened_or_styled() => Assert.Equal(
        """
          id  E-mail address                  tag          note
        ----  ------------------------------  -----------  ---------
           7  john.doe@acme.com               Test         null
        1204  maria.van.den.berg@example.org  Nieuwsbrief  two␊lines

        """,
        await new Capture(width: 20, styles: true).WriteAsync("table", Results.Rows(Columns, Rows)));

    [Fact]
    public async Task On_a_terminal_the_widest_texts_are_shortened_first() => Assert.Equal(
        """
          id  E-mail address      tag          note
        ----  ------------------  -----------  ---------
           7  john.doe@acme.com   Test         null
        1204  maria.van.den.ber…  Nieuwsbrief  two␊lines

        """,
        await new Capture(terminal: true, width: 48).WriteAsync("table", Results.Rows(Columns, Rows)));

    [Fact]
    public async Task On_a_narrow_terminal_the_last_columns_are_left_out_and_counted()
    {
        var capture = new Capture(terminal: true, width: 28);
        Assert.Equal(
            """
              id  E-mail a…  tag       …
            ----  ---------  --------  …
               7  john.doe…  Test      …
            1204  maria.va…  Nieuwsb…  …

            """,
            await capture.WriteAsync("table", Results.Rows(Columns, Rows)));
        Assert.Equal("1 of 4 columns do not fit and are not shown. Name the columns you want, or write --format csv.\n", capture.Error);
    }

    [Fact]
    public async Task Bold_headings_and_dim_nulls_are_for_a_terminal_with_styles() => Assert.Equal(
        "\e[1ma\e[0m\n----\n\e[2mnull\e[0m\nnull\n",
        await new Capture(terminal: true, styles: true).WriteAsync("table", Results.Rows(["a"], [null], ["null"])));

    [Fact]
    public async Task Wide_letters_and_emoji_take_two_cells() => Assert.Equal(
        """
        name  n
        ----  -
        東京  1
        🙂    2
        E     3

        """.Replace("E", "e\u0301", StringComparison.Ordinal),
        await new Capture().WriteAsync("table", Results.Rows(["name", "n INTEGER"], ["東京", 1], ["🙂", 2], ["e\u0301", 3])));

    [Fact]
    public async Task Two_results_are_parted_by_an_empty_line_and_none_has_its_headings() =>
        Assert.Equal("a\n-\n\nb\n-\n1\n", await new Capture().WriteAsync("table", Results.Rows(["a"]), Results.Rows(["b INTEGER"], [1])));

    [Fact]
    public async Task Rows_beyond_the_sample_are_written_too_and_fitted_to_its_widths()
    {
        var rows = Enumerable.Range(0, 1_500).Select(i => (object?[])[i < 1_200 ? "ab" : "abcdef", "x"]).ToArray();
        var lines = (await new Capture(terminal: true).WriteAsync("table", Results.Rows(["a", "b"], rows))).Split('\n');
        Assert.Equal(1_503, lines.Length);
        Assert.Equal("ab  x", lines[2]);
        Assert.Equal("a…  x", lines[1_501]);
    }

    [Theory]
    [InlineData(200, "4,30,11,9", 0)]
    [InlineData(60, "4,30,11,9", 0)]
    [InlineData(59, "4,29,11,9", 0)]
    [InlineData(39, "4,10,10,9", 0)]
    [InlineData(34, "4,8,8,8", 0)]
    [InlineData(33, "4,11,11", 1)]
    [InlineData(20, "4,11", 2)]
    [InlineData(10, "4", 3)]
    [InlineData(3, "1", 3)]
    public void Columns_share_a_width(int width, string expected, int hidden)
    {
        var layout = ColumnLayout.Fit([4, 30, 11, 9], [false, true, true, true], width);
        Assert.Equal((expected, hidden), (string.Join(',', layout.Widths), layout.Hidden));
    }

    [Fact]
    public void Columns_never_take_more_than_the_terminal()
    {
        var random = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            int[] natural = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(1, 40))];
            var width = random.Next(5, 120);
            var layout = ColumnLayout.Fit(natural, [.. natural.Select(_ => true)], width);
            var taken =
                layout.Widths.Sum() + (ColumnLayout.Gap * (layout.Widths.Count - 1)) + (layout.Hidden > 0 ? ColumnLayout.Gap + 1 : 0);
            Assert.True(taken <= width || layout.Widths.Count == 1, $"{taken} of {width} for {string.Join(',', natural)}");
            Assert.Equal(natural.Length, layout.Widths.Count + layout.Hidden);
        }
    }

    [Fact]
    public async Task A_narrow_terminal_keeps_the_columns_that_identify_a_row_whole()
    {
        var capture = new Capture(terminal: true, width: 60);
        var text = await capture.WriteAsync("table", Results.Rows(
            ["connection", "table", "synonyms", "can", "description", "email"],
            ["ac", "ContactTagsByContactId", "contactTags, and others", "select, insert, update", "Which contact has which tag",
                "one.person@mail.example.com"],
            ["ac", "ContactTagsByContactName", "contactTags, and others", "select, insert, update", "Which contact has which tag",
                "another.person@mail.example.com"]));
        Assert.Contains("ContactTagsByContactId ", text, StringComparison.Ordinal);
        Assert.Contains("ContactTagsByContactName", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 60, line));
    }

    [Fact]
    public async Task A_column_that_identifies_a_row_is_shown_although_it_stands_last()
    {
        var columns = Enumerable.Range(0, 12).Select(i => $"column{i}").Append("email").ToArray();
        var capture = new Capture(terminal: true, width: 60);
        var text = await capture.WriteAsync("table", Results.Rows(columns,
            [.. Enumerable.Repeat<object?>("the same", 12), "one.person@mail.example.com"],
            [.. Enumerable.Repeat<object?>("the same", 12), "another.person@mail.example.com"]));
        Assert.Contains("another.person@mail.example.com", text, StringComparison.Ordinal);
        Assert.Contains("column0", text, StringComparison.Ordinal);
        Assert.Contains("columns do not fit", capture.Error, StringComparison.Ordinal);
    }
}
