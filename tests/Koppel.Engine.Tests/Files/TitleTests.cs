using System.Text;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Tests.Files;

/// <summary>Lines with titles above the headings are left out where that is certain, and never a row.</summary>
public sealed class TitleTests
{
    const string Excel = "Export of contacts;;\r\n28-11-2026;;\r\n;;\r\nemail;name;country\r\nann@x.nl;Ann;NL\r\nbob@x.nl;Bob;BE\r\n";

    const string Analytics = "# ------\n# All Web Site Data\n# Landing pages, by day\n# 20261101-20261128\n# ------\n\n"
        + "Landing Page,Day Index,Sessions,Bounce Rate\n/home,2026-11-01,1234,45.3%\n\"/a,b\",2026-11-02,7,12.0%\n";

    [Theory]
    [InlineData(Excel, "email VARCHAR, name VARCHAR, country VARCHAR\nann@x.nl|Ann|NL\nbob@x.nl|Bob|BE", 4)]
    [InlineData(Analytics, "Landing Page VARCHAR, Day Index DATE, Sessions BIGINT, Bounce Rate VARCHAR\n"
        + "/home|11/01/2026|1234|45.3%\n/a,b|11/02/2026|7|12.0%", 7)]
    [InlineData("Contacts\nemail\tname\nann@x.nl\tAnn\nbob@x.nl\tBob\n", "email VARCHAR, name VARCHAR\nann@x.nl|Ann\nbob@x.nl|Bob", 2)]
    [InlineData("\"Contacts\nof \"\"today\"\";\nall\"\n\nname,city\nAnn,Ede\nBob,Gent\n",
        "name VARCHAR, city VARCHAR\nAnn|Ede\nBob|Gent", 5)]
    [InlineData("sep=;\nContacts;\nemail;n\nann@x.nl;1\n", "email VARCHAR, n BIGINT\nann@x.nl|1", 3)]
    [InlineData(";;\n;;\na;b;c\nx;y;z\n", "a VARCHAR, b VARCHAR, c VARCHAR\nx|y|z", 3)]
    [InlineData("Contacts\r\remail;n\rann@x.nl;1\r", "email VARCHAR, n BIGINT\nann@x.nl|1", 3)]
    [InlineData("Period;November;;;\nBy;Ann;;;\na;b;c;d;e\nq;2;r;s;t\nu;3;v;w;x\n",
        "a VARCHAR, b BIGINT, c VARCHAR, d VARCHAR, e VARCHAR\nq|2|r|s|t\nu|3|v|w|x", 3)]
    [InlineData("Export, 28 November\n\nnaam;bedrag\nJan;1,5\nPiet;2,25\n", "naam VARCHAR, bedrag DECIMAL(3,2)\nJan|1.50\nPiet|2.25", 3)]
    public async Task Headings_are_found_below_titles_and_a_note_tells_which_lines_are_left_out(string text, string expected, int line)
    {
        await using var table = TextTable.Of(text);
        Assert.Equal(expected, await table.ReadAsync());
        var note = Assert.Single((await table.SaidAsync()).Notes, n => n.Contains("left out", StringComparison.Ordinal));
        Assert.StartsWith(line == 2 ? "t@ac: its first line is left out, since " : $"t@ac: its first {line - 1} lines are left out, since ",
            note, StringComparison.Ordinal);
        Assert.EndsWith($": the headings are on line {line}; set header to be sure", note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("naam\nJansen\nVries;Bos\nKlein;Groot\n", "naam VARCHAR\nJansen\nVries;Bos\nKlein;Groot")]
    [InlineData("naam;;\nJan;de;Vries\nAn;van;Dijk\n", "naam VARCHAR, column1 VARCHAR, column2 VARCHAR\nJan|de|Vries\nAn|van|Dijk")]
    [InlineData("naam;;\nCher;;\nJan;de;Vries\n", "naam VARCHAR, column1 VARCHAR, column2 VARCHAR\nCher|null|null\nJan|de|Vries")]
    [InlineData(",value\nann,x\nbob,y\n", "column0 VARCHAR, value VARCHAR\nann|x\nbob|y")]
    [InlineData("email;\nann@x.nl;5\nbob@x.nl;6\n", "email VARCHAR, column1 BIGINT\nann@x.nl|5\nbob@x.nl|6")]
    [InlineData("a;b;c;d\nx\ny\n", "a VARCHAR, b VARCHAR, c VARCHAR, d VARCHAR\nx|null|null|null\ny|null|null|null")]
    [InlineData("Title;;\na;A;c\nx;1;y\nx;2;y\n",
        "Title VARCHAR, column1 VARCHAR, column2 VARCHAR\na|A|c\nx|1|y\nx|2|y")]
    [InlineData("Title;;\na;;c\nx;1;y\nx;2;y\n",
        "Title VARCHAR, column1 BIGINT, column2 VARCHAR\na|null|c\nx|1|y\nx|2|y")]
    [InlineData("Title;;\na;b;c\n", "Title VARCHAR, column1 VARCHAR, column2 VARCHAR\na|b|c")]
    public async Task What_could_be_a_row_stays_one(string text, string expected)
    {
        await using var table = TextTable.Of(text);
        Assert.Equal(expected, await table.ReadAsync());
        Assert.DoesNotContain((await table.SaidAsync()).Notes, n => n.Contains("left out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_whose_last_lines_alone_hold_a_separator_keeps_its_first()
    {
        var names = string.Concat(Enumerable.Range(0, 30).Select(i => $"name {i}\n"));
        await using var table = TextTable.Of($"name\n{names}{string.Concat(Enumerable.Range(0, 60).Select(i => $"name;{i}\n"))}");
        Assert.Equal("90", await table.Session.TextAsync("select count(*) from t@ac"));
    }

    [Fact]
    public async Task A_semicolon_that_parts_the_file_from_its_first_line_on_wins_over_a_comma_below_titles()
    {
        await using var table = TextTable.Of("naam;adres\nonbekend;geen, vast\nJan;Laan,5\nPiet;Straat,7\nAn;Plein,8\nkort\n");
        Assert.Equal("5|onbekend", await table.Session.TextAsync("select count(*), any_value(naam order by naam desc) from t@ac"));
    }

    [Theory]
    [InlineData("first", "Export of contacts VARCHAR, column1 VARCHAR, column2 VARCHAR", 5)]
    [InlineData("none", "column0 VARCHAR, column1 VARCHAR, column2 VARCHAR", 6)]
    [InlineData("4", "email VARCHAR, name VARCHAR, country VARCHAR", 2)]
    [InlineData("5", "ann@x.nl VARCHAR, Ann VARCHAR, NL VARCHAR", 1)]
    public async Task The_setting_says_where_the_headings_are(string header, string columns, int rows)
    {
        await using var table = TextTable.Of(Excel, new() { Header = HeaderRule.Find(header)!.Value });
        var read = (await table.ReadAsync()).Split('\n');
        Assert.Equal((columns, rows), (read[0], read.Length - 1));
        Assert.DoesNotContain((await table.SaidAsync()).Notes, n => n.Contains("left out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Above_the_line_that_is_told_even_an_open_quote_means_nothing()
    {
        await using var table = TextTable.Of("\"Contacts\n\n;;;\nname\tn\nAnn\t1\n", new() { Header = new(HeaderKind.Row, 4) });
        Assert.Equal("name VARCHAR, n BIGINT\nAnn|1", await table.ReadAsync());
        Assert.Contains("headings: on line 4, as set", (await table.Session.Database.DescribeAsync("t@ac")).Findings);
    }

    [Theory]
    [InlineData("Title\n\na,b\n1,2\n", 2, "line 2, which is to hold the headings, is empty. Set header to their line.")]
    [InlineData("Title,\n,\na,b\n1,2\n", 2, "line 2, which is to hold the headings, is empty. Set header to their line.")]
    [InlineData("a,b\n1,2\n", 40, "no cell has a value from line 40 on, which is to hold the headings. Set header to their line.")]
    [InlineData("sep=;\na;b\n1;2\n", 1, "line 1, which is to hold the headings, says what separates the cells. Set header to their line.")]
    public async Task A_line_that_holds_no_headings_is_refused(string text, int line, string expected)
    {
        await using var table = TextTable.Of(text, new() { Header = new(HeaderKind.Row, line) });
        var fault = Assert.IsType<ConnectorException>(await table.Session.FaultAsync("select * from t@ac"));
        Assert.Equal($"t@ac cannot be read. t.csv: {expected}", fault.Message);
    }

    [Theory]
    [InlineData(HeaderKind.Auto, 0)]
    [InlineData(HeaderKind.Row, 6)]
    public async Task Lines_in_messages_are_those_of_the_file(HeaderKind kind, int row)
    {
        var rows = string.Concat(Enumerable.Range(0, 20).Select(i => $"n{i}@x.nl;1;y\n"));
        var text = $"Contacts;;\n\"of\ntoday\";;\n;;\n\nemail;n;x\nann@x.nl;1;y\nbob@x.nl;2;y;z\n{rows}";
        var header = new HeaderRule(kind, row);
        await using var table = TextTable.Of(text, new() { Header = header });
        Assert.Contains((await table.SaidAsync()).Notes,
            n => n.Contains("The row on line 8 of t.csv has 4 cells for 3 columns", StringComparison.Ordinal));
        await using var told = TextTable.Of(text, new()
        {
            Header = header, LongRows = LongRows.Cut, Types = new Dictionary<string, string> { ["email"] = "integer" },
        });
        Assert.Contains("line 7", (await told.Session.FaultAsync("select * from t@ac")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_of_several_files_has_titles_of_its_own()
    {
        using var files = new FileTable("t", FileFormat.Csv, Excel, "one.csv");
        var second = Path.Combine(files.Folder, "two.csv");
        await File.WriteAllTextAsync(second, "email,name,country\ncas@x.nl,Cas,DE\n", TestContext.Current.CancellationToken);
        files.Source = files.Source with { Paths = [.. files.Source.Paths, second] };
        await using var session = TestDatabase.Of(files);
        Assert.Equal("ann@x.nl|Ann|NL\nbob@x.nl|Bob|BE\ncas@x.nl|Cas|DE", await session.TextAsync("select * from t@ac order by email"));
    }

    public static TheoryData<string, byte[]> Files => new()
    {
        { "t.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Excel)] },
        { "t.csv", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Excel)] },
        { "t.csv", Encoding.BigEndianUnicode.GetBytes(Excel) },
        { "t.csv.gz", TextTable.Packed(Excel) },
        { "t.tsv.gz", TextTable.Packed(Excel.Replace(';', '\t')) },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Packed_files_and_those_of_other_encodings_have_titles_too(string name, byte[] content)
    {
        await using var table = TextTable.Of(content, name: name);
        Assert.Equal("email VARCHAR, name VARCHAR, country VARCHAR\nann@x.nl|Ann|NL\nbob@x.nl|Bob|BE", await table.ReadAsync());
        await using var told = TextTable.Of(content, new() { Header = new(HeaderKind.Row, 4) }, name);
        Assert.Equal(await table.ReadAsync(), await told.ReadAsync());
    }
}
