using Koppel.Cli.Output.Xlsx;

namespace Koppel.Cli.Output;

/// <summary>The formats in which results are written.</summary>
static class OutputFormat
{
    /// <summary>Columns for a person.</summary>
    public const string Table = "table";

    /// <summary>An Excel workbook.</summary>
    public const string Xlsx = "xlsx";

    /// <summary>The words behind <c>--format</c>.</summary>
    public static readonly string[] Names = [Table, "csv", "json", "jsonl", "markdown", Xlsx];

    /// <summary>The format of a file by its name's ending, or <see cref="Table"/>.</summary>
    public static string OfFile(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".CSV" => "csv",
        ".JSON" => "json",
        ".JSONL" or ".NDJSON" => "jsonl",
        ".MD" => "markdown",
        ".XLSX" => Xlsx,
        _ => Table,
    };

    /// <summary>Whether a file holds one result only: several of them are written to several files.</summary>
    public static bool IsOneResultAFile(string format) => format is "csv" or "json" or "jsonl";

    /// <summary>A writer.</summary>
    /// <param name="format">One of <see cref="Names"/>.</param>
    /// <param name="stream">Gets the output.</param>
    /// <param name="screen">The screen.</param>
    /// <param name="terminal">The stream is a terminal.</param>
    public static IRowsWriter Create(string format, Stream stream, Screen screen, bool terminal) => format switch
    {
        "csv" => new CsvWriter(stream, harmless: terminal),
        "json" => new JsonRowsWriter(stream, lines: false, harmless: terminal),
        "jsonl" => new JsonRowsWriter(stream, lines: true, harmless: terminal),
        "markdown" => new MarkdownWriter(stream),
        Xlsx => new XlsxWriter(stream),
        _ => new TableWriter(stream, screen, terminal),
    };
}
