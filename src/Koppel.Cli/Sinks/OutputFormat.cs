using Koppel.Cli.Faults;
using Koppel.Cli.Output;
using Koppel.Cli.Terminal;
using Koppel.Output;
using Koppel.Output.Xlsx;

namespace Koppel.Cli.Sinks;

/// <summary>The formats in which results are written.</summary>
static class OutputFormat
{
    /// <summary>Columns for a person.</summary>
    public const string Table = "table";

    /// <summary>A row as lines, a column each; for the prompt.</summary>
    public const string Line = "line";

    /// <summary>An Excel workbook.</summary>
    public const string Xlsx = "xlsx";

    /// <summary>A Parquet file.</summary>
    public const string Parquet = "parquet";

    /// <summary>The words behind <c>--format</c>.</summary>
    public static readonly string[] Names = [Table, "csv", "tsv", "json", "jsonl", "markdown", Xlsx, Parquet];

    /// <summary>The endings of files that tell a format, for faults.</summary>
    public const string Endings = ".csv, .tsv, .json, .jsonl, .ndjson, .md, .xlsx, .parquet or .txt (a table)";

    /// <summary>The format of a file by its name's ending; null when that tells none.</summary>
    public static string? KnownOfFile(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".TXT" => Table,
        ".CSV" => "csv",
        ".TSV" => "tsv",
        ".JSON" => "json",
        ".JSONL" or ".NDJSON" => "jsonl",
        ".MD" => "markdown",
        ".XLSX" => Xlsx,
        ".PARQUET" => Parquet,
        _ => null,
    };

    /// <summary>The format of a file by its name's ending.</summary>
    /// <exception cref="UsageException">It is none that is known.</exception>
    public static string OfFile(string path) => KnownOfFile(path) ?? throw new UsageException(
        $"--output: the ending of '{path}' does not tell a format. Use {Endings}, or say which one with --format.");

    /// <summary>The formats that can be read on a screen.</summary>
    public static IReadOnlyList<string> OnScreen => [Table, Line, .. Names.Where(n => n != Table && !IsBinary(n))];

    /// <summary>Whether a file holds one result only: several of them are written to several files.</summary>
    public static bool IsOneResultAFile(string format) => format is "csv" or "tsv" or "json" or "jsonl" or Parquet;

    /// <summary>Whether only programs can read it.</summary>
    public static bool IsBinary(string format) => format is Xlsx or Parquet;

    /// <summary>A writer.</summary>
    /// <param name="format">One of <see cref="Names"/>.</param>
    /// <param name="stream">Gets the output.</param>
    /// <param name="screen">The screen.</param>
    /// <param name="terminal">The stream is a terminal.</param>
    /// <param name="scratch">A file for what cannot be written from front to back; null for a temporary one.</param>
    /// <param name="formulas">What is done with texts that are formulas to a spreadsheet program, one of
    /// <see cref="FormulaCells.Words"/>.</param>
    public static IRowsWriter Create(
        string format, Stream stream, Screen screen, bool terminal, string? scratch = null, string formulas = FormulaCells.Keep) =>
            format switch
    {
        "csv" => new CsvWriter(stream, CsvDialect.Csv, harmless: terminal, formulas == FormulaCells.Quote, terminal ? null : screen.Say),
        "tsv" => new CsvWriter(stream, CsvDialect.Tsv, harmless: terminal, formulas == FormulaCells.Quote, terminal ? null : screen.Say),
        "json" => new JsonRowsWriter(stream, lines: false, harmless: terminal),
        "jsonl" => new JsonRowsWriter(stream, lines: true, harmless: terminal),
        "markdown" => new MarkdownWriter(stream),
        Line => new LineWriter(stream),
        Xlsx => new XlsxWriter(stream, screen.Say),
        Parquet => new ParquetWriter(stream, scratch),
        _ => new TableWriter(stream, screen, terminal),
    };
}
