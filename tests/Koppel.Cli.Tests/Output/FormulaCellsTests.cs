using System.Text;
using Koppel.Cli.Sinks;
using Koppel.Engine.Statements;
using Koppel.Output;

namespace Koppel.Cli.Tests.Output;

/// <summary>Texts that a spreadsheet program takes for formulas, in CSV and TSV.</summary>
public sealed class FormulaCellsTests
{
    [Theory]
    [InlineData("=1+1", true), InlineData("=", true), InlineData("@SUM(A1)", true), InlineData("+cmd|' /C calc'!A0", true),
        InlineData("-A1", true), InlineData("-2+3+cmd", true)]
    [InlineData("\t=1", true), InlineData("\r=1", true), InlineData("\n=1", true), InlineData("+31 6\u00a01", true)]
    [InlineData("", false), InlineData("a=1", false), InlineData(" =1", false), InlineData("'=1", false),
        InlineData("jan@example.com", false)]
    [InlineData("+31 6 12-34", false), InlineData("+31 (0)6/12.34", false), InlineData("-12.50", false), InlineData("-1,5", false),
        InlineData("-", false), InlineData("+", false)]
    public void A_formula_is_told_from_a_number_and_a_telephone_number(string text, bool expected) =>
        Assert.Equal(expected, FormulaCells.IsOne(Encoding.UTF8.GetBytes(text)));

    static RowsResult Rows =>
        Results.Rows(["id BIGINT", "=name"], [-5L, "=1+1"], [6L, "+31 6"], [7L, "-x,\"y\""], [8L, null], [9L, "plain"]);

    [Theory]
    [InlineData("csv", "keep", "id,=name\n-5,=1+1\n6,+31 6\n7,\"-x,\"\"y\"\"\"\n8,\n9,plain\n")]
    [InlineData("csv", "quote", "id,'=name\n-5,'=1+1\n6,+31 6\n7,\"'-x,\"\"y\"\"\"\n8,\n9,plain\n")]
    [InlineData("tsv", "quote", "id\t'=name\n-5\t'=1+1\n6\t+31 6\n7\t\"'-x,\"\"y\"\"\"\n8\t\n9\tplain\n")]
    public async Task They_are_kept_and_told_or_quoted(string format, string formulas, string expected)
    {
        var capture = new Capture();
        await using (var sink = new ScreenSink(format, capture.Screen, formulas))
        {
            await sink.WriteAsync(Rows);
            await sink.CompleteAsync();
        }
        Assert.Equal(expected, capture.Out);
        Assert.Equal(formulas == "keep"
            ? "note: 3 cells begin as a formula does (=, +, -, @), which a spreadsheet program would run. --formulas quote puts an "
                + "apostrophe in front; a workbook (.xlsx) needs none.\n"
            : "", capture.Error);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("markdown")]
    [InlineData("table")]
    public async Task Formats_that_no_spreadsheet_program_opens_are_as_they_are(string format)
    {
        var capture = new Capture();
        var text = await capture.WriteAsync(format, Rows);
        Assert.Contains("=1+1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("'=", text, StringComparison.Ordinal);
        Assert.Equal("", capture.Error);
    }
}
