using Koppel.Connectors.Excel.Cells;

namespace Koppel.Connectors.Tests.Excel;

public sealed class CellRangeTests
{
    [Theory]
    [InlineData("$A$1:$C$20", 0, 19, 0, 2, "A1:C20")]
    [InlineData("a1:c20", 0, 19, 0, 2, "A1:C20")]
    [InlineData("$C$20:$A$1", 0, 19, 0, 2, "A1:C20")]
    [InlineData("B7", 6, 6, 1, 1, "B7:B7")]
    [InlineData("$A:$C", 0, int.MaxValue, 0, 2, "A:C")]
    [InlineData("$2:$5", 1, 4, 0, int.MaxValue, "2:5")]
    [InlineData("$XFD$1048576:$XFD$1048576", 1048575, 1048575, 16383, 16383, "XFD1048576:XFD1048576")]
    public void A_range_is_understood(string text, int firstRow, int lastRow, int firstColumn, int lastColumn, string shown)
    {
        var range = CellRange.Parse(text);

        Assert.Equal(new CellRange(firstRow, lastRow, firstColumn, lastColumn), range);
        Assert.Equal(shown, range.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("7")]
    [InlineData("A1:")]
    [InlineData("A1:B")]
    [InlineData("A:2")]
    [InlineData("A0:B2")]
    [InlineData("#REF!")]
    [InlineData("A1:B2,C3")]
    [InlineData("OFFSET(A1,1,1)")]
    public void Anything_else_is_no_range(string text) => Assert.Null(CellRange.Parse(text));

    [Theory]
    [InlineData(0, "A")]
    [InlineData(25, "Z")]
    [InlineData(26, "AA")]
    [InlineData(701, "ZZ")]
    [InlineData(702, "AAA")]
    [InlineData(16383, "XFD")]
    public void A_column_has_letters(int column, string letters) => Assert.Equal(letters, CellRange.Letters(column));
}
