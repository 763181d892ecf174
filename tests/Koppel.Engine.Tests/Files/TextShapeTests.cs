using System.Text;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Tests.Files;

/// <summary>No row is dropped, and nothing is taken for what it is not.</summary>
public sealed class TextShapeTests
{
    [Theory]
    [InlineData("email,tag\na@x.nl,#1 fan\n#b@x.nl,T\n", "email VARCHAR, tag VARCHAR\na@x.nl|#1 fan\n#b@x.nl|T")]
    [InlineData("naam\nJansen\nVries;Bos\n", "naam VARCHAR\nJansen\nVries;Bos")]
    [InlineData("email,tag\nanna,VIP\nbob\ncas,VIP\n", "email VARCHAR, tag VARCHAR\nanna|VIP\nbob|null\ncas|VIP")]
    [InlineData("sep=;\nemail;tag\nanna;VIP\n", "email VARCHAR, tag VARCHAR\nanna|VIP")]
    [InlineData("sep=|\r\nemail|tag\r\nanna|a,b;c\r\n", "email VARCHAR, tag VARCHAR\nanna|a,b;c")]
    [InlineData("\uFEFFemail;tag\nanna;VIP\n", "email VARCHAR, tag VARCHAR\nanna|VIP")]
    [InlineData("a,b\r\n1,x\r2,y\n3,z", "a BIGINT, b VARCHAR\n1|x\n2|y\n3|z")]
    [InlineData("a,b\r1,x\r2,y\r", "a BIGINT, b VARCHAR\n1|x\n2|y")]
    [InlineData("a,b\n\"x,\"\"y\"\"\",2\n\" \",3\n", "a VARCHAR, b BIGINT\nx,\"y\"|2\n |3")]
    [InlineData("a,b\n5\" disk,2\nx,3\n", "a VARCHAR, b BIGINT\n5\" disk|2\nx|3")]
    [InlineData("a,b\n\"x\"y,2\nx,3\n", "a VARCHAR, b BIGINT\nxy|2\nx|3")]
    [InlineData("a\nx\n\ny\n\n", "a VARCHAR\nx\nnull\ny\nnull")]
    [InlineData("a\nx\n\"\"\ny\n", "a VARCHAR\nx\nnull\ny")]
    [InlineData("a,b\nx,1\n\ny,2\n\n", "a VARCHAR, b BIGINT\nx|1\ny|2")]
    [InlineData("a,b\n\"\",1\n,2\n", "a VARCHAR, b BIGINT\nnull|1\nnull|2")]
    [InlineData("a,b\n", "a VARCHAR, b VARCHAR\n")]
    [InlineData("a,b", "a VARCHAR, b VARCHAR\n")]
    [InlineData("a,A,,a_1\n1,2,3,4\n", "a BIGINT, A_2 BIGINT, column2 BIGINT, a_1 BIGINT\n1|2|3|4")]
    [InlineData("1,2\n3,4\n", "column0 BIGINT, column1 BIGINT\n1|2\n3|4")]
    [InlineData("a,b\n\"one\ntwo\",1\n\"x\r\ny\",2\n", "a VARCHAR, b BIGINT\none\ntwo|1\nx\r\ny|2")]
    public async Task A_table_comes_as_it_stands(string text, string expected)
    {
        await using var table = TextTable.Of(text);
        Assert.Equal(expected, await table.ReadAsync());
    }

    [Fact]
    public async Task Rows_that_are_too_long_are_left_out_and_told_or_cut_or_refused()
    {
        const string text = "a,b\n1,x\n\"2\n3\",y,zz,q\n4,\"é\",z\n5,w\n";
        await using var table = TextTable.Of(text);
        Assert.Equal("a BIGINT, b VARCHAR\n1|x\n5|w", await table.ReadAsync());
        var (notes, left) = await table.SaidAsync();
        Assert.Equal(2, left);
        Assert.Equal(
            "t@ac: 2 rows left out: The row on line 4 of t.csv has 4 cells for 2 columns: the first that is too many stands in column 6. "
            + "Put a cell that holds the separator in quotes, or set ragged = \"cut\"", Assert.Single(notes));

        await using var cut = TextTable.Of(text, new() { LongRows = LongRows.Cut });
        Assert.Equal("a VARCHAR, b VARCHAR\n1|x\n2\n3|y\n4|é\n5|w", await cut.ReadAsync());
        Assert.Equal((0, "t@ac: 2 rows are cut to 2 cells, the first on line 4"),
            ((await cut.SaidAsync()).LeftOut, Assert.Single((await cut.SaidAsync()).Notes)));

        await using var fail = TextTable.Of(text, new() { LongRows = LongRows.Fail });
        Assert.Contains("The row on line 4 of t.csv has 4 cells for 2 columns",
            (await fail.Session.FaultAsync("select * from t@ac")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "it is empty: not even headings stand in it.")]
    [InlineData("\uFEFF", "it is empty: not even headings stand in it.")]
    [InlineData("a,b\n1,\"x\n2,y\n",
        "the quote on line 2, column 3 is never closed. Close it, or set quote = \"none\" when quotes are text in this file.")]
    [InlineData("a,b;c\n1,2;3\n4,5;6\n7,8;9\n",
        "it can be read with a comma or a semicolon between its cells: both give 2 columns. Set separator in the connection, or for this "
            + "table.")]
    public async Task What_cannot_be_told_is_refused_with_a_sentence(string text, string expected)
    {
        await using var table = TextTable.Of(text);
        var fault = Assert.IsType<ConnectorException>(await table.Session.FaultAsync("select * from t@ac"));
        Assert.Equal((ConnectorErrorKind.File, $"t@ac cannot be read. t.csv: {expected}"), (fault.Kind, fault.Message));
    }

    [Fact]
    public async Task Empty_cells_and_texts_for_no_value_are_as_they_are_told()
    {
        await using var empty = TextTable.Of("a,b\nx,\n\"\",1\nshort\n", new() { EmptyIsText = true });
        Assert.Equal("a VARCHAR, b VARCHAR\nx|\n|1\nshort|null", await empty.ReadAsync());

        await using var nulls = TextTable.Of("a,b\nNULL,1\nx,n/a\n\"NULL\",3\nnull,\n", new() { Nulls = ["NULL", "n/a"] });
        Assert.Equal("a VARCHAR, b BIGINT\nnull|1\nx|null\nnull|3\nnull|null", await nulls.ReadAsync());
    }

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "utf-8", Encoding.UTF8.GetBytes(Text) },
        { "utf-8 with a mark", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Text)] },
        { "utf-16 with a mark", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Text)] },
        { "utf-16 big end first with a mark", [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Text)] },
        { "utf-16 without", Encoding.Unicode.GetBytes(Text) },
        { "utf-16 big end first without", Encoding.BigEndianUnicode.GetBytes(Text) },
        { "utf-32 with a mark", [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes(Text)] },
        { "windows-1252", CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(Text) },
    };

    const string Text = "naam\tbedrag\nZoë Fröhlich\t1,50\nCafé – “’t Hoekje” €5\t12,25\n";

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Encodings_are_found(string name, byte[] content)
    {
        await using var table = TextTable.Of(content, name: "t.tsv");
        Assert.Equal("naam VARCHAR, bedrag DECIMAL(4,2)\nZoë Fröhlich|1.50\nCafé – “’t Hoekje” €5|12.25", await table.ReadAsync());
        Assert.Equal(name.StartsWith("utf-8", StringComparison.Ordinal) ? 0 : 1, (await table.SaidAsync()).Notes.Count);
    }

    [Fact]
    public async Task A_byte_that_is_no_utf8_far_down_makes_it_windows_1252()
    {
        var rows = Encoding.UTF8.GetBytes($"a,b\n{string.Concat(Enumerable.Range(0, 40_000).Select(i => $"name {i},1\n"))}");
        await using var table = TextTable.Of([.. rows, .. "Zo"u8, 0xEB, .. ",2\n"u8]);
        Assert.Equal("Zoë", await table.Session.TextAsync("select a from t@ac where b = 2"));

        await using var told = TextTable.Of([.. rows, .. "Zo"u8, 0xEB, .. ",2\n"u8], new() { Encoding = "utf-8" });
        Assert.EndsWith("its text is no UTF-8. Set encoding, such as windows-1252.",
            (await told.Session.FaultAsync("select * from t@ac")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_several_megabytes_packed_files_and_zero_bytes_come_as_they_are()
    {
        var huge = new string('x', 9_000_000);
        await using var wide = TextTable.Of($"a,b\n{huge},1\ny,2\n");
        Assert.Equal("9000000|1\n1|2", await wide.Session.TextAsync("select length(a), b from t@ac order by b"));

        await using var packed =
            TextTable.Of([.. TextTable.Packed($"a,b\n{huge},1\n"), .. TextTable.Packed("\"y\nz\",02\n")], name: "t.csv.gz");
        Assert.Equal("9000000|1\n3|02", await packed.Session.TextAsync("select length(a), b from t@ac order by b desc"));

        await using var zeros = TextTable.Of("a,b\nx\0y,1\n\"\0\",2\nz,3\n");
        Assert.Equal("x\0y|1\n\0|2\nz|3", await zeros.Session.TextAsync("select a, b from t@ac order by b"));

        await using var broken = TextTable.Of(TextTable.Packed("a,b\n1,2\n")[..20], name: "t.csv.gz");
        Assert.Contains("it is not packed as .gz files are, or it is cut off.",
            (await broken.Session.FaultAsync("select * from t@ac")).Message, StringComparison.Ordinal);
    }
}
