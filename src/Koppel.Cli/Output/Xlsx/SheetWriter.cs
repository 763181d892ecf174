using System.Globalization;
using System.Numerics;
using Koppel.Engine;

namespace Koppel.Cli.Output.Xlsx;

/// <summary>The XML of one sheet: headings in bold that stay in sight, then the rows.</summary>
sealed class SheetWriter : IAsyncDisposable
{
    const int MaxText = 32_767;
    static readonly DateTime FirstExcelDay = new(1900, 3, 1);

    readonly StreamWriter _xml;

    /// <summary>Begins a sheet.</summary>
    public SheetWriter(Stream stream, IReadOnlyList<ResultColumn> columns)
    {
        _xml = new StreamWriter(stream, Screen.Utf8, bufferSize: 1 << 16);
        _xml.Write("""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>
            """);
        for (var i = 0; i < columns.Count; i++)
            _xml.Write(string.Create(CultureInfo.InvariantCulture, $"""<col min="{i + 1}" max="{i + 1}" width="{Width(columns[i])}" customWidth="1"/>"""));
        _xml.Write("</cols><sheetData><row>");
        foreach (var column in columns) WriteText(column.Heading, CellStyle.Heading);
        _xml.Write("</row>");
    }

    /// <summary>Writes a row.</summary>
    public void WriteRow(object?[] row)
    {
        _xml.Write("<row>");
        foreach (var value in row) WriteCell(value);
        _xml.Write("</row>");
    }

    /// <summary>Ends the sheet.</summary>
    public async ValueTask DisposeAsync()
    {
        _xml.Write("</sheetData></worksheet>");
        await _xml.DisposeAsync();
    }

    void WriteCell(object? value)
    {
        switch (value)
        {
            case null: _xml.Write("<c/>"); break;
            case bool truth: _xml.Write(truth ? """<c t="b"><v>1</v></c>""" : """<c t="b"><v>0</v></c>"""); break;
            case DateOnly date when date.ToDateTime(default) >= FirstExcelDay: WriteNumber(date.ToDateTime(default).ToOADate(), CellStyle.Date); break;
            case DateTime time when time >= FirstExcelDay: WriteNumber(time.ToOADate(), CellStyle.Timestamp); break;
            case DateTimeOffset instant when instant.UtcDateTime >= FirstExcelDay: WriteNumber(instant.UtcDateTime.ToOADate(), CellStyle.Timestamp); break;
            case TimeOnly time: WriteNumber(time.ToTimeSpan().TotalDays, CellStyle.Time); break;
            case var number when FitsNumber(number): _xml.Write($"<c><v>{CellText.Of(number)}</v></c>"); break;
            default: WriteText(CellText.Of(value) ?? "", CellStyle.None); break;
        }
    }

    void WriteNumber(double value, CellStyle style) =>
        _xml.Write(string.Create(CultureInfo.InvariantCulture, $"""<c s="{(int)style}"><v>{value:R}</v></c>"""));

    // Excel keeps 15 digits: a longer number would be changed silently, so it is written as text.
    static bool FitsNumber(object value) => CellText.IsFinite(value) && value switch
    {
        double or float => true,
        decimal number => Digits(number) <= 15,
        _ => BigInteger.Abs(BigInteger.Parse(CellText.Of(value)!, CultureInfo.InvariantCulture)) < 1_000_000_000_000_000,
    };

    static int Digits(decimal number) => CellText.Of(number)!.AsSpan().TrimStart("-0.").ToString().Replace(".", "", StringComparison.Ordinal).Length;

    void WriteText(string text, CellStyle style)
    {
        if (text.Length > MaxText) text = string.Concat(text.AsSpan(0, MaxText - 1), "…");
        _xml.Write(style == CellStyle.None ? """<c t="inlineStr"><is><t xml:space="preserve">""" : $"""<c t="inlineStr" s="{(int)style}"><is><t xml:space="preserve">""");
        _xml.Write(XmlText.Of(text));
        _xml.Write("</t></is></c>");
    }

    static int Width(ResultColumn column) => Math.Clamp(CellWidth.Of(column.Heading) + 2, CellText.IsNumber(column.Type) ? 10 : 20, 60);
}
