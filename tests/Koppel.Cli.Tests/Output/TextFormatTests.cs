using Koppel.Engine.DuckDb;
using Koppel.Engine.Statements;

namespace Koppel.Cli.Tests.Output;

public sealed class TextFormatTests
{
    static readonly string[] Columns = ["id BIGINT", "name VARCHAR 'The name'", "sum DECIMAL(9,2)", "since DATE", "at TIMESTAMPTZ",
        "yes BOOLEAN", "list INTEGER[]", "doc JSON"];

    static readonly object?[][] Rows =
    [
        [1L, "Zoë \"Z\", née O'Neil", 1.50m, new DateOnly(2026, 1, 31), new DateTimeOffset(2026, 1, 31, 10, 0, 0, 500, TimeSpan.Zero), true,
            new List<int> { 1, 2 }, """{"a":[1]}"""],
        [2L, "", null, null, null, null, null, null],
        [3L, null, -7m, null, null, false, new List<int?> { null }, "\"text\""],
    ];

    [Fact]
    public async Task Csv_quotes_what_needs_it_and_tells_an_empty_text_from_no_value() => Assert.Equal(
        """"
        id,name,sum,since,at,yes,list,doc
        1,"Zoë ""Z"", née O'Neil",1.50,2026-01-31,2026-01-31 10:00:00.5+00:00,true,"[1, 2]","{""a"":[1]}"
        2,"",,,,,,
        3,,-7,,,false,[NULL],"""text"""

        """",
        await new Capture().WriteAsync("csv", Results.Rows(Columns, Rows)));

    const string Instant = "2026-01-31T10:00:00.5Z", Rest = "\"yes\":true,\"list\":[1,2],\"doc\":{\"a\":[1]}";

    [Fact]
    public async Task Json_is_an_array_of_objects_a_result() => Assert.Equal(
        $$$"""
        [
        {"id":1,"name":"Zoë \"Z\", née O'Neil","sum":1.50,"since":"2026-01-31","at":"{{{Instant}}}",{{{Rest}}}},
        {"id":2,"name":"","sum":null,"since":null,"at":null,"yes":null,"list":null,"doc":null},
        {"id":3,"name":null,"sum":-7,"since":null,"at":null,"yes":false,"list":[null],"doc":"text"}
        ]
        []

        """,
        await new Capture().WriteAsync("json", Results.Rows(Columns, Rows), Results.Rows(["x"])));

    [Fact]
    public async Task Jsonl_is_an_object_a_line() => Assert.Equal(
        """
        {"id":2,"name":"","sum":null,"since":null,"at":null,"yes":null,"list":null,"doc":null}
        {"x":"b"}

        """,
        await new Capture().WriteAsync("jsonl", Results.Rows(Columns, Rows[1]), Results.Rows(["x"], ["b"])));

    [Fact]
    public async Task Markdown_shows_headings_and_escapes_what_would_break_the_table() => Assert.Equal(
        """
        | id | The name |
        | ---: | --- |
        | 1 | a\|b<br>c |
        | 2 |  |

        | x |
        | --- |

        """,
        await new Capture().WriteAsync(
            "markdown", Results.Rows(["id BIGINT", "name VARCHAR 'The name'"], [1, "a|b\nc"], [2, null]), Results.Rows(["x"])));

    [Theory]
    [InlineData("<VIP> & co", "&lt;VIP> &amp; co")]
    [InlineData("5*3*2", @"5\*3\*2")]
    [InlineData("__init__", @"\_\_init\_\_")]
    [InlineData("[a](b) `c` ~~d~~", @"\[a\](b) \`c\` \~\~d\~\~")]
    [InlineData(@"a\|b", @"a\\\|b")]
    [InlineData("ada@x.nl", "ada@x.nl")]
    [InlineData("a\r\n<b>\tc", "a<br>&lt;b>\u2409c")]
    public async Task A_value_is_no_markup_in_markdown(string value, string written) => Assert.Equal(
        $"| {written} |\n| --- |\n| {written} |\n",
        await new Capture().WriteAsync("markdown", Results.Rows([$"a VARCHAR '{value}'"], [value])));

    [Fact]
    public async Task Names_that_come_twice_are_told_apart_in_json() => Assert.Equal(
        "{\"id\":1,\"id_3\":2,\"id_2\":3}\n",
        await new Capture().WriteAsync("jsonl", Results.Rows(["id", "id", "id_2"], [1, 2, 3])));

    [Fact]
    public async Task Numbers_that_JSON_has_no_sign_for_are_texts() => Assert.Equal(
        "{\"a\":\"NaN\",\"b\":\"Infinity\",\"c\":170141183460469231731687303715884105727}\n",
        await new Capture().WriteAsync(
            "jsonl", Results.Rows(["a", "b", "c"], [double.NaN, float.PositiveInfinity, System.Numerics.BigInteger.Pow(2, 127) - 1])));

    [Fact]
    public async Task Bytes_that_are_no_letters_are_hexadecimal_in_every_format() =>
        Assert.Equal("a\n\\x00a\\xFF\n", await new Capture().WriteAsync("csv", Results.Rows(["a"], [new byte[] { 0, 97, 255 }])));

    [Fact]
    public async Task Structs_and_maps_are_objects() => Assert.Equal(
        """{"a":{"x":1,"y":[{"z":null}]}}""" + "\n",
        await new Capture().WriteAsync("jsonl",
            Results.Rows(["a"],
                [new Dictionary<string, object?> { ["x"] = 1,
                    ["y"] = new List<Dictionary<string, object?>> { new() { ["z"] = null } } }])));

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("jsonl")]
    [InlineData("markdown")]
    [InlineData("table")]
    public async Task No_format_lets_data_steer_a_terminal(string format)
    {
        var text = await new Capture(terminal: true).WriteAsync(format, Results.Rows(["a"], ["\e]0;owned\a\u009b31m\u202etxt\u007f"]));
        Assert.DoesNotContain(text, c => c is '\e' or '\a' or '\u009b' or '\u202e' or '\u007f');
    }

    [Fact]
    public async Task Csv_that_is_not_for_a_terminal_keeps_every_character() =>
        Assert.Equal("a\n\e[31m\u009b\n", await new Capture().WriteAsync("csv", Results.Rows(["a"], ["\e[31m\u009b"])));

    [Fact]
    public async Task Rows_are_written_while_they_come()
    {
        var capture = new Capture();
        var far = new List<int>();
        async IAsyncEnumerable<object?[]> Rows()
        {
            for (var i = 0; i < 50_000; i++)
            {
                if (i % 10_000 == 0) far.Add(capture.Out.Length);
                yield return [$"row {i}"];
            }

            await Task.CompletedTask;
        }

        foreach (var format in (string[])["csv", "json", "jsonl", "table", "markdown"])
        {
            far.Clear();
            await capture.WriteAsync(format, new RowsResult(1, [new ResultColumn("a", "a", "VARCHAR")], Rows()));
            Assert.True(far[^1] > far[0] + 100_000, $"{format} held the rows back");
        }
    }
}
