using Koppel.Sdk.Reading;

namespace Koppel.Engine.Tests.Files;

/// <summary>A type is a promise that every value of the whole file keeps.</summary>
public sealed class TextTypeTests
{
    [Theory]
    [InlineData("yes|no", "VARCHAR", "yes|no")]
    [InlineData("true|false", "VARCHAR", "true|false")]
    [InlineData("1|20", "BIGINT", "1|20")]
    [InlineData("0|-5", "BIGINT", "0|-5")]
    [InlineData("007|8", "VARCHAR", "007|8")]
    [InlineData("00|0", "VARCHAR", "00|0")]
    [InlineData("-0|1", "VARCHAR", "-0|1")]
    [InlineData("+31|1", "VARCHAR", "+31|1")]
    [InlineData("1e5|2", "VARCHAR", "1e5|2")]
    [InlineData("1E5|2E3", "VARCHAR", "1E5|2E3")]
    [InlineData("NaN|1", "VARCHAR", "NaN|1")]
    [InlineData("inf|1", "VARCHAR", "inf|1")]
    [InlineData("1_000|1", "VARCHAR", "1_000|1")]
    [InlineData("0x10|1", "VARCHAR", "0x10|1")]
    [InlineData(" 1|2", "VARCHAR", " 1|2")]
    [InlineData("1 |2", "VARCHAR", "1 |2")]
    [InlineData("٣|4", "VARCHAR", "٣|4")]
    [InlineData("9223372036854775807|-9223372036854775808", "BIGINT", "9223372036854775807|-9223372036854775808")]
    [InlineData("9223372036854775808|1", "DECIMAL(19,0)", "9223372036854775808|1")]
    [InlineData("123456789012345678901234567890123456789|1", "VARCHAR", "123456789012345678901234567890123456789|1")]
    [InlineData("1.5|20.25", "DECIMAL(4,2)", "1.50|20.25")]
    [InlineData("0.125|3", "DECIMAL(4,3)", "0.125|3.000")]
    [InlineData(".5|1", "VARCHAR", ".5|1")]
    [InlineData("5.|1", "VARCHAR", "5.|1")]
    [InlineData("1,5|20,25", "DECIMAL(4,2)", "1.50|20.25")]
    [InlineData("1.234,50|2,5", "DECIMAL(6,2)", "1234.50|2.50")]
    [InlineData("1,234.50|2.5", "DECIMAL(6,2)", "1234.50|2.50")]
    [InlineData("1.234.567|12", "BIGINT", "1234567|12")]
    [InlineData("1,234,567|999", "BIGINT", "1234567|999")]
    [InlineData("1.234,5|1234,5", "VARCHAR", "1.234,5|1234,5")]
    [InlineData("1.5|1,5", "VARCHAR", "1.5|1,5")]
    [InlineData("1.234|2.500", "VARCHAR", "1.234|2.500")]
    [InlineData("1.234|1234", "DECIMAL(7,3)", "1.234|1234.000")]
    [InlineData("12.34.56|1", "VARCHAR", "12.34.56|1")]
    [InlineData("1,23,456|1", "VARCHAR", "1,23,456|1")]
    [InlineData("2026-01-05|2026-12-31", "DATE", "01/05/2026|12/31/2026")]
    [InlineData("2026-01-05|2026-02-30", "VARCHAR", "2026-01-05|2026-02-30")]
    [InlineData("31-12-2026|1-2-2026", "DATE", "12/31/2026|02/01/2026")]
    [InlineData("12/31/2026|1/2/2026", "DATE", "12/31/2026|01/02/2026")]
    [InlineData("31.12.2026|01.02.2026", "DATE", "12/31/2026|02/01/2026")]
    [InlineData("31-12-2026|12/31/2026", "VARCHAR", "31-12-2026|12/31/2026")]
    [InlineData("31-12-2026|12-31-2026", "VARCHAR", "31-12-2026|12-31-2026")]
    [InlineData("2026-01-05|2026-01-05 10:00:00", "VARCHAR", "2026-01-05|2026-01-05 10:00:00")]
    [InlineData("2026-01-05 10:00|2026-01-05 10:00:01", "VARCHAR", "2026-01-05 10:00|2026-01-05 10:00:01")]
    [InlineData("2026-01-05 10:00|2026-01-06 24:00", "VARCHAR", "2026-01-05 10:00|2026-01-06 24:00")]
    [InlineData("10:00|23:59", "TIME", "10:00|23:59")]
    [InlineData("10:00|25:00", "VARCHAR", "10:00|25:00")]
    [InlineData("31-12-26|1-1-26", "VARCHAR", "31-12-26|1-1-26")]
    [InlineData("2026-1-5|2026-01-05", "VARCHAR", "2026-1-5|2026-01-05")]
    [InlineData("2026-01-05T10:00:00+02:00|2026-01-05T10:00:00+02:00", "VARCHAR", "2026-01-05T10:00:00+02:00|2026-01-05T10:00:00+02:00")]
    [InlineData("550e8400-e29b-41d4-a716-446655440000|550e8400-e29b-41d4-a716-446655440001", "VARCHAR",
        "550e8400-e29b-41d4-a716-446655440000|550e8400-e29b-41d4-a716-446655440001")]
    [InlineData("infinity|2026-01-01", "VARCHAR", "infinity|2026-01-01")]
    public async Task A_column_has_the_type_that_all_of_its_values_keep(string values, string type, string expected)
    {
        await using var table = TextTable.Of($"x\tother\n{string.Concat(values.Split('|').Select(v => $"{v}\tz\n"))}");
        var lines = (await table.ReadAsync()).Split('\n');
        Assert.Equal($"x {type}, other VARCHAR", lines[0]);
        Assert.Equal(expected, string.Join('|', lines[1..].Select(l => l.Split('|')[0])));
    }

    [Theory]
    [InlineData("2026-01-05 10:00:00|2026-12-31 23:59:59", "TIMESTAMP", "2026-01-05 10:00:00|2026-12-31 23:59:59")]
    [InlineData("2026-01-05T10:00:00.5|2026-12-31T23:59:59.9", "TIMESTAMP", "2026-01-05 10:00:00.5|2026-12-31 23:59:59.9")]
    [InlineData("31-12-2026 10:00|01-02-2026 00:01", "TIMESTAMP", "2026-12-31 10:00:00|2026-02-01 00:01:00")]
    [InlineData("31/12/2026 10:00:00.123|01/02/2026 00:01:00.000", "TIMESTAMP", "2026-12-31 10:00:00.123|2026-02-01 00:01:00")]
    [InlineData("10:00:00.25|23:59:59.99", "TIME", "10:00:00.25|23:59:59.99")]
    [InlineData("12345678901234567890123456789012345678|1", "DECIMAL(38,0)", "12345678901234567890123456789012345678|1")]
    [InlineData("0001-01-01|9999-12-31", "DATE", "0001-01-01|9999-12-31")]
    [InlineData("31-12-0001|01-01-9999", "DATE", "0001-12-31|9999-01-01")]
    [InlineData("2026-01-05T10:00:00Z|2026-07-05T10:00:00Z", "TIMESTAMP WITH TIME ZONE", "2026-01-05 10:00:00+00|2026-07-05 10:00:00+00")]
    public async Task Dates_and_times_of_one_form_and_long_numbers_are_read_as_such(string values, string type, string expected)
    {
        await using var table = TextTable.Of($"x;other\n{string.Concat(values.Split('|').Select(v => $"{v};z\n"))}");
        Assert.Equal(type, (await table.Session.Database.DescribeAsync("t@ac")).Columns[0].Type);
        Assert.Equal(
            expected, string.Join('|', (await table.Session.TextAsync("set timezone = 'UTC'; select x::varchar from t@ac")).Split('\n')));
    }

    [Fact]
    public async Task A_value_far_down_decides_too_and_describe_names_its_line()
    {
        var rows = Enumerable.Range(1, 60_000).Select(i => i == 59_000 ? "0900,1.5,2026-01-05\n" : $"{i},{i}.25,2026-01-05\n");
        await using var table = TextTable.Of($"zip,amount,day\n{string.Concat(rows)}");
        var columns = (await table.Session.Database.DescribeAsync("t@ac")).Columns;
        Assert.Equal(["VARCHAR", "DECIMAL(7,2)", "DATE"], columns.Select(c => c.Type));
        Assert.Equal("text: '0900' on line 59,001 has a leading zero", columns[0].Description);
        Assert.Equal("0900|1.50", await table.Session.TextAsync("select zip, amount from t@ac where zip like '0%'"));
    }

    [Fact]
    public async Task An_order_that_is_not_known_is_said_and_another_column_can_prove_it()
    {
        await using var open = TextTable.Of("a,b\n01/02/2026,x\n03/04/2026,y\n");
        Assert.Equal(["2026-02-01", "2026-04-03"], (await open.Session.TextAsync("select a::varchar from t@ac")).Split('\n'));
        Assert.Equal("t@ac: the dates of column a are read as day, month, year, though no day in it is above 12; set date_order to be sure",
            Assert.Single((await open.SaidAsync()).Notes));

        await using var proven = TextTable.Of("a,b\n01/02/2026,12/31/2026\n03/04/2026,01/01/2026\n");
        Assert.Equal(["2026-01-02", "2026-03-04"], (await proven.Session.TextAsync("select a::varchar from t@ac")).Split('\n'));
        Assert.Empty((await proven.SaidAsync()).Notes);

        await using var told = TextTable.Of("a,b\n01/02/2026,x\n03/04/2026,y\n", new() { DateOrder = "mdy" });
        Assert.Equal(["2026-01-02", "2026-03-04"], (await told.Session.TextAsync("select a::varchar from t@ac")).Split('\n'));
        Assert.Empty((await told.SaidAsync()).Notes);
    }

    [Fact]
    public async Task Numbers_that_could_mean_two_things_are_text_with_a_note_until_something_tells()
    {
        await using var open = TextTable.Of("a;b\n1.234;x\n2.500;y\n");
        Assert.Equal(
            "t@ac: column a is read as text, because its numbers could have groups of thousands or decimals; set decimal or thousands, or "
            + "its type", Assert.Single((await open.SaidAsync()).Notes));

        await using var comma = TextTable.Of("a;b\n1.234;1,5\n2.500;2,25\n");
        Assert.Equal("a BIGINT, b DECIMAL(3,2)\n1234|1.50\n2500|2.25", await comma.ReadAsync());

        await using var point = TextTable.Of("a;b\n1.234;x\n2.500;y\n", new() { Decimal = '.' });
        Assert.Equal("a DECIMAL(4,3), b VARCHAR\n1.234|x\n2.500|y", await point.ReadAsync());

        await using var groups = TextTable.Of("a;b\n1.234;x\n2.500;y\n", new() { Thousands = '.' });
        Assert.Equal("a BIGINT, b VARCHAR\n1234|x\n2500|y", await groups.ReadAsync());

        await using var spaces = TextTable.Of("a;b\n1 234,5;x\n2,25;y\n", new() { Thousands = ' ', Decimal = ',' });
        Assert.Equal("a DECIMAL(6,2), b VARCHAR\n1234.50|x\n2.25|y", await spaces.ReadAsync());
    }

    [Fact]
    public async Task Types_that_are_told_hold_and_a_value_that_does_not_fit_is_named()
    {
        var told = new TextFileSettings
        {
            Types = new Dictionary<string, string> { ["zip"] = "text", ["OPTIN"] = "boolean", ["n"] = "integer", ["x"] = "double",
                ["m"] = "decimal(10,3)", ["d"] = "date" },
        };
        await using var table =
            TextTable.Of("zip,optin,n,x,m,d\n900,Yes,007,1e3,12.5,2026-01-05\n901,nee,8,-2.5,1,2026-01-06\n,,,,,\n", told);
        Assert.Equal(
            "zip VARCHAR, optin BOOLEAN, n BIGINT, x DOUBLE, m DECIMAL(10,3), d "
            + "DATE\n900|True|7|1000|12.500|01/05/2026\n901|False|8|-2.5|1.000|01/06/2026\nnull|null|null|null|null|null",
            await table.ReadAsync());

        await using var wrong =
            TextTable.Of("zip,n\n900,1\n901,maybe\n", new() { Types = new Dictionary<string, string> { ["n"] = "boolean" } });
        Assert.Contains("column n is to be BOOLEAN, but 'maybe' on line 3 is none.",
            (await wrong.Session.FaultAsync("select * from t@ac")).Message, StringComparison.Ordinal);

        await using var unknown = TextTable.Of("zip,n\n900,1\n", new() { Types = new Dictionary<string, string> { ["m"] = "text" } });
        Assert.Contains("types names a column 'm', and the file has none of that name. It has: zip, n.",
            (await unknown.Session.FaultAsync("select * from t@ac")).Message, StringComparison.Ordinal);

        await using var all = TextTable.Of("zip,n\n900,1\n", new() { AllText = true });
        Assert.Equal("zip VARCHAR, n VARCHAR\n900|1", await all.ReadAsync());
    }

    [Theory]
    [InlineData("1,234 12,500 7", '.', ',', "1234 12500 7")]
    [InlineData("1,234.5 1234.5 -12,500", '.', ',', "1234.5 1234.5 -12500")]
    [InlineData("1.234 999,50", ',', null, "1234 999.5")]
    [InlineData("1.234 999,50", null, null, "1234 999.5")]
    [InlineData("1,5 2", null, null, "1.5 2")]
    [InlineData("1.234 2", null, null, "1.234 2")]
    [InlineData("1,5e3 +2 007", ',', null, "1500 2 7")]
    [InlineData(".5 5. 1E-2", null, null, "0.5 5 0.01")]
    public async Task A_column_told_as_double_is_read_with_the_signs_of_the_file(
        string values, char? point, char? thousands, string expected)
    {
        await using var table = Doubles(values, point, thousands);
        Assert.Equal(expected.Replace(' ', '\n'), await table.Session.TextAsync("select n from t@ac"));
    }

    [Theory]
    [InlineData("12,34", '.', ',', "'12,34' on line 2 is written otherwise")]
    [InlineData("1.5 1,5", null, null, "'1,5' on line 3 is written otherwise")]
    [InlineData("1 x", null, null, "'x' on line 3 is none")]
    public async Task A_value_that_is_no_double_in_the_signs_of_the_file_is_refused(
        string values, char? point, char? thousands, string expected)
    {
        await using var table = Doubles(values, point, thousands);
        Assert.Contains(expected, (await table.Session.FaultAsync("select * from t@ac")).Message, StringComparison.Ordinal);
    }

    static TextTable Doubles(string values, char? point, char? thousands) => TextTable.Of(
        $"name;n\n{string.Join('\n', values.Split(' ').Select(v => $"a;{v}"))}\n",
        new() { Decimal = point, Thousands = thousands, Types = new Dictionary<string, string> { ["n"] = "double" } });
}
