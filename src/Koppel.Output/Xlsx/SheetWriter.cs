using System.Globalization;
using System.Numerics;
using Koppel.Engine.DuckDb;

namespace Koppel.Output.Xlsx;

/// <summary>The XML of one sheet: headings in bold that stay in sight, then the rows.</summary>
sealed class SheetWriter : IAsyncDisposable
{
    /// <summary>Letters that a cell can hold.</summary>
    public const int MaxText = 32_767;

    const long MostWhole = 1_000_000_000_000_000;
    static readonly DateTime FirstExcelDay = new(1900, 3, 1);

    readonly StreamWriter _xml;
    readonly CellText _texts = new();

    /// <summary>How many texts were too long for a cell and are cut.</summary>
    public long Cut { get; private set; }

    /// <summary>Begins a sheet.</summary>
    public SheetWriter(Stream stream, IReadOnlyList<ResultColumn> columns)
    {
        _xml = new StreamWriter(stream, TextEncoding.Utf8, bufferSize: 1 << 16);
        _xml.Write("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""");
        _xml.Write(
            """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">""");
        _xml.Write("""<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>""");
        for (var i = 0; i < columns.Count; i++)
            _xml.Write(
                string.Create(
                    CultureInfo.InvariantCulture, $"""<col min="{i + 1}" max="{i + 1}" width="{Width(columns[i])}" customWidth="1"/>"""));
        _xml.Write("</cols><sheetData><row>");
        foreach (var column in columns) WriteText(column.Heading, CellStyle.Heading);
        _xml.Write("</row>");
    }

    /// <summary>Writes a row.</summary>
    public void WriteRow(RowChunk chunk, int row)
    {
        _xml.Write("<row>");
        foreach (var cells in chunk.Columns) WriteCell(cells, row);
        _xml.Write("</row>");
    }

    /// <summary>Ends the sheet.</summary>
    public async ValueTask DisposeAsync()
    {
        _xml.Write("</sheetData></worksheet>");
        await _xml.DisposeAsync();
    }

    void WriteCell(ColumnCells cells, int row)
    {
        switch (cells.IsNull(row) ? null : cells.Value(row))
        {
            case null: _xml.Write("<c/>"); break;
            case bool truth: _xml.Write(truth ? """<c t="b"><v>1</v></c>""" : """<c t="b"><v>0</v></c>"""); break;
            case DateOnly date when Has(date.ToDateTime(default)): WriteNumber(date.ToDateTime(default).ToOADate(), CellStyle.Date); break;
            case DateTime time when Has(time): WriteNumber(time.ToOADate(), CellStyle.Timestamp); break;
            case DateTimeOffset instant
                when Has(instant.UtcDateTime): WriteNumber(instant.UtcDateTime.ToOADate(), CellStyle.Timestamp); break;
            case TimeOnly time
                when time.Ticks % TimeSpan.TicksPerMillisecond == 0: WriteNumber(time.ToTimeSpan().TotalDays, CellStyle.Time); break;
            case var number when Has(number): _xml.Write($"<c><v>{_texts.Of(cells, row)}</v></c>"); break;
            default: WriteText(_texts.Of(cells, row) ?? "", CellStyle.None); break;
        }
    }

    // Excel counts milliseconds, from 1900 on, where its calendar is one day off until March.
    static bool Has(DateTime time) => time >= FirstExcelDay && time.Ticks % TimeSpan.TicksPerMillisecond == 0;

    void WriteNumber(double value, CellStyle style) =>
        _xml.Write(string.Create(CultureInfo.InvariantCulture, $"""<c s="{(int)style}"><v>{value:R}</v></c>"""));

    // Excel keeps 15 digits: a longer number would be changed silently, so it is written as text.
    static bool Has(object value) => value switch
    {
        double number => double.IsFinite(number),
        float number => float.IsFinite(number),
        decimal number => Digits(number) <= 15,
        sbyte or byte or short or ushort or int or uint => true,
        long number => number is > -MostWhole and < MostWhole,
        ulong number => number < MostWhole,
        BigInteger number => BigInteger.Abs(number) < MostWhole,
        _ => false,
    };

    static int Digits(decimal number) =>
        number.ToString(CultureInfo.InvariantCulture).AsSpan().TrimStart("-0.").ToString()
            .Replace(".", "", StringComparison.Ordinal).Length;

    void WriteText(string text, CellStyle style)
    {
        if (text.Length > MaxText)
        {
            // Not in the middle of a character of two.
            text = string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[MaxText - 2]) ? MaxText - 2 : MaxText - 1), "…");
            Cut++;
        }
        _xml.Write(
            style == CellStyle.None
                ? """<c t="inlineStr"><is><t xml:space="preserve">"""
                : $"""<c t="inlineStr" s="{(int)style}"><is><t xml:space="preserve">""");
        _xml.Write(XmlText.OfCell(text));
        _xml.Write("</t></is></c>");
    }

    static int Width(ResultColumn column) => Math.Clamp(CellWidth.Of(column.Heading) + 2, CellText.IsNumber(column.Type) ? 10 : 20, 60);
}
