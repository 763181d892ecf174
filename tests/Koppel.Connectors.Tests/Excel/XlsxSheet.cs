using System.Security;

namespace Koppel.Connectors.Tests.Excel;

/// <summary>A sheet of an <see cref="XlsxFile"/>.</summary>
internal sealed class XlsxSheet(string name, string? state)
{
    public string Name => name;

    public string? State => state;

    public List<string> Tables { get; } = [];

    public SortedDictionary<int, List<(string Column, object? Value)>> Rows { get; } = [];

    /// <summary>Writes cells from column A in a row, counted from 1.</summary>
    public XlsxSheet Row(int row, params object?[] values) => RowFrom(0, row, values);

    /// <summary>Writes cells in a row, counted from 1, from a column, counted from 0.</summary>
    public XlsxSheet RowFrom(int firstColumn, int row, params object?[] values)
    {
        if (!Rows.TryGetValue(row, out var cells)) Rows[row] = cells = [];
        cells.AddRange(values.Select((v, i) => (((char)('A' + firstColumn + i)).ToString(), v)));
        return this;
    }

    /// <summary>Lays an Excel table over cells that are written apart.</summary>
    public XlsxSheet Table(string name, string range, string[] columns, bool totals = false, bool header = true)
    {
        var list = string.Concat(
            columns.Select((c, i) => FormattableString.Invariant($"<tableColumn id=\"{i + 1}\" name=\"{SecurityElement.Escape(c)}\"/>")));
        Tables.Add(
            $"<table xmlns=\"{{ns}}\" id=\"1\" name=\"{name}\" displayName=\"{name}\" "
                + $"ref=\"{range}\"{(header ? "" : " headerRowCount=\"0\"")}"
            + $"{(totals ? " totalsRowCount=\"1\"" : "")}><tableColumns count=\"{columns.Length}\">{list}</tableColumns></table>");
        return this;
    }
}

/// <summary>A cell with an error, such as <c>#N/A</c>.</summary>
internal sealed record XlsxError(string Text);

/// <summary>A time of day, or a day with a time, in a format of its own.</summary>
internal sealed record XlsxFormatted(object Value, string Format);
