using System.Net.Mime;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Statements;
using Koppel.Output;
using Koppel.Output.Xlsx;
using Koppel.Server.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Koppel.Server.Results;

/// <summary>Writes rows as a file that the browser saves.</summary>
internal static class ResultExport
{
    static readonly Dictionary<string, (string Type, string Ending)> s_formats = new(StringComparer.Ordinal)
    {
        ["xlsx"] = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
        ["csv"] = ("text/csv; charset=utf-8", "csv"),
        ["csv-excel-nl"] = ("text/csv; charset=utf-8", "csv"),
        ["json"] = ("application/json", "json"),
        ["jsonl"] = ("application/jsonl", "jsonl"),
        ["parquet"] = ("application/vnd.apache.parquet", "parquet"),
        ["markdown"] = ("text/markdown; charset=utf-8", "md"),
    };

    /// <summary>Answers with the file.</summary>
    /// <param name="context">The request.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="format">The format's name.</param>
    /// <param name="name">The file's name without its ending.</param>
    /// <param name="about">What a second sheet of a workbook tells; empty for none.</param>
    /// <exception cref="ApiFault">There is no such format, or it cannot hold the rows.</exception>
    public static async Task WriteAsync(
        HttpContext context, RowsResult rows, string format, string name, IReadOnlyList<(string What, string? Value)> about)
    {
        if (!s_formats.TryGetValue(format, out var told))
            throw ApiFault.Wrong($"There is no format '{format}'. There are {string.Join(", ", s_formats.Keys)}.");
        if (format == "xlsx" && rows.Columns.Count > XlsxWriter.MaxColumns)
            throw new ApiFault(422, "too-many-columns",
                $"An Excel sheet holds {XlsxWriter.MaxColumns} columns. Name the columns you want.");
        context.Response.ContentType = told.Type;
        context.Response.Headers.ContentDisposition =
            new ContentDisposition { DispositionType = "attachment", FileName = $"{Plain(name)}.{told.Ending}" }.ToString();
        if (HttpMethods.IsHead(context.Request.Method)) return;
        // The writer of workbooks packs as it goes, which it can only do in place.
        context.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
        await using var writer = Writer(format, context.Response.Body);
        if (writer is XlsxWriter workbook && about.Count > 0)
        {
            await workbook.WriteAsync(rows, "Result", context.RequestAborted);
            await workbook.WriteAsync(About(about), "Query", context.RequestAborted);
        }
        else
        {
            await writer.WriteAsync(rows, context.RequestAborted);
        }
        await writer.CompleteAsync(context.RequestAborted);
    }

    static IRowsWriter Writer(string format, Stream stream) => format switch
    {
        "xlsx" => new XlsxWriter(stream),
        "csv" => new CsvWriter(stream, CsvDialect.Csv, harmless: false),
        "csv-excel-nl" => new CsvWriter(stream, CsvDialect.ExcelWithCommas, harmless: false, quotes: true),
        "json" => new JsonRowsWriter(stream, lines: false, harmless: false),
        "jsonl" => new JsonRowsWriter(stream, lines: true, harmless: false),
        "parquet" => new ParquetWriter(stream),
        _ => new MarkdownWriter(stream),
    };

    static RowsResult About(IReadOnlyList<(string What, string? Value)> about) => new(
        1, [new ResultColumn("what", "what", "VARCHAR"), new ResultColumn("value", "value", "VARCHAR")],
        about.Select(a => (object?[])[a.What, a.Value]).ToAsyncEnumerable());

    /// <summary>A name that is one on every system.</summary>
    static string Plain(string name)
    {
        var plain = new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-')]).Trim('-');
        return plain.Length == 0 ? "result" : plain[..Math.Min(60, plain.Length)];
    }
}
