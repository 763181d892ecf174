using System.Globalization;
using System.IO.Compression;
using System.Text;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Statements;

namespace Koppel.Output.Xlsx;

/// <summary>
/// An Excel workbook, a sheet a result, written as it streams (ECMA-376, Office Open XML). Numbers, dates and truth values are typed
/// cells; text is only ever text, so that nothing in the data becomes a formula.
/// </summary>
public sealed class XlsxWriter : IRowsWriter
{
    /// <summary>Rows that a sheet can hold below its headings. A longer result goes on in the next sheet.</summary>
    public const int RowsPerSheet = 1_048_575;

    /// <summary>Columns that a sheet can hold.</summary>
    public const int MaxColumns = 16_384;

    readonly Stream _stream;
    readonly List<string> _sheets = [];
    readonly Action<string>? _say;
    readonly int _rowsPerSheet;
    ZipArchive? _zip;

    /// <summary>A workbook on a stream, which need not be seekable.</summary>
    /// <param name="stream">Gets it.</param>
    /// <param name="say">Is told what a workbook cannot hold; null for nobody.</param>
    /// <param name="rowsPerSheet">Rows of a sheet.</param>
    public XlsxWriter(Stream stream, Action<string>? say = null, int rowsPerSheet = RowsPerSheet)
    {
        _stream = stream;
        _say = say;
        _rowsPerSheet = rowsPerSheet;
    }

    /// <inheritdoc/>
    public ValueTask<long> WriteAsync(RowsResult result, CancellationToken cancellationToken = default) =>
        WriteAsync(result, string.Create(CultureInfo.InvariantCulture, $"Result{(_sheets.Count == 0 ? "" : " " + (_sheets.Count + 1))}"),
            cancellationToken);

    /// <summary>Writes a result to a sheet of that name.</summary>
    public async ValueTask<long> WriteAsync(RowsResult result, string sheetName, CancellationToken cancellationToken = default)
    {
        if (result.Columns.Count > MaxColumns)
            throw new OutputException(
                $"An Excel sheet holds {MaxColumns:N0} columns and the result has {result.Columns.Count:N0}. Name the columns you want.");

        var (rows, cut) = (0L, 0L);
        SheetWriter? sheet = null;
        try
        {
            sheet = OpenSheet(sheetName, result.Columns);
            await foreach (var chunk in result.Chunks.WithCancellation(cancellationToken))
            {
                using var _ = chunk;
                for (var row = 0; row < chunk.Count; row++, rows++)
                {
                    if (rows > 0 && rows % _rowsPerSheet == 0)
                    {
                        cut += sheet.Cut;
                        await sheet.DisposeAsync();
                        sheet = OpenSheet(
                            string.Create(CultureInfo.InvariantCulture, $"{sheetName} part {(rows / _rowsPerSheet) + 1}"), result.Columns);
                    }

                    sheet.WriteRow(chunk, row);
                }
            }
        }
        finally
        {
            if (sheet is not null) await sheet.DisposeAsync();
        }

        cut += sheet.Cut;
        if (cut > 0)
            _say?.Invoke(
                $"note: {Quantity.Of(cut, "text")} of more than {Quantity.Of(SheetWriter.MaxText)} letters, which no cell of Excel "
                    + $"holds, {(cut == 1 ? "is" : "are")} cut and {(cut == 1 ? "ends" : "end")} with '…'. Write --format csv to have "
                    + $"all.");
        return rows;
    }

    /// <inheritdoc/>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        if (_zip is null) return;
        foreach (var (name, text) in WorkbookParts.All(_sheets))
        {
            await using var part = await _zip.CreateEntry(name).OpenAsync(cancellationToken);
            await part.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        }

        await _zip.DisposeAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _zip?.DisposeAsync() ?? ValueTask.CompletedTask;

    SheetWriter OpenSheet(string name, IReadOnlyList<ResultColumn> columns)
    {
        _zip ??= new ZipArchive(_stream, ZipArchiveMode.Create, leaveOpen: true);
        _sheets.Add(name);
        var entry = _zip.CreateEntry(WorkbookParts.SheetPath(_sheets.Count), CompressionLevel.Fastest);
        return new SheetWriter(entry.Open(), columns);
    }
}
