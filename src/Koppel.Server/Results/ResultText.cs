using Koppel.Engine.Sql;
using System.Text;
using Koppel.Engine.Statements;
using Koppel.Output;
using Koppel.Server.Wire;

namespace Koppel.Server.Results;

/// <summary>Rows as text for the clipboard.</summary>
internal static class ResultText
{
    /// <summary>So many rows are copied at most.</summary>
    public const int Most = 100_000;

    /// <summary>How many rows are copied: all that are asked for, or none.</summary>
    /// <param name="left">So many there are.</param>
    /// <param name="asked">So many are asked for.</param>
    /// <exception cref="ApiFault">They are too many.</exception>
    public static long Count(long left, long asked)
    {
        var count = Math.Max(0, Math.Min(left, asked));
        return count <= Most ? count : throw new ApiFault(422, "too-many-rows", FormattableString.Invariant(
            $"The clipboard takes {Most:N0} rows at most, and these are {count:N0}. Choose fewer, or export the result as a file."));
    }

    /// <summary>The text.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="format">tsv, csv, json, markdown, in or insert.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ApiFault">There is no such format.</exception>
    public static async Task<byte[]> OfAsync(RowsResult rows, string format, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        IRowsWriter? writer = format switch
        {
            "tsv" => new CsvWriter(buffer, CsvDialect.Tsv, harmless: false),
            "csv" => new CsvWriter(buffer, CsvDialect.Csv, harmless: false),
            "json" => new JsonRowsWriter(buffer, lines: false, harmless: false),
            "markdown" => new MarkdownWriter(buffer),
            "in" or "insert" => null,
            _ => throw ApiFault.Wrong($"There is no format '{format}'. There are tsv, csv, json, markdown, in and insert."),
        };
        if (writer is null) return Encoding.UTF8.GetBytes(await SqlAsync(rows, format == "in", cancellationToken));
        await writer.WriteAsync(rows, cancellationToken);
        await writer.CompleteAsync(cancellationToken);
        return buffer.ToArray();
    }

    static async Task<string> SqlAsync(RowsResult rows, bool isIn, CancellationToken cancellationToken)
    {
        var numbers = rows.Columns.Select(c => CellText.IsNumber(c.Type) || c.Type == "BOOLEAN").ToArray();
        var text = new CellText();
        var values = new List<string>();
        await foreach (var chunk in rows.Chunks.WithCancellation(cancellationToken))
        {
            using (chunk)
                for (var row = 0; row < chunk.Count; row++)
                {
                    var cells = text.Of(chunk, row).Select((v, i) => Literal(v, numbers[i]));
                    if (!isIn) values.Add($"  ({string.Join(", ", cells)})");
                    else if (cells.First() is var value && value != "null") values.Add(value);
                }
        }
        if (isIn) return $"in ({string.Join(", ", values.Distinct())})";
        var columns = string.Join(", ", rows.Columns.Select(c => SqlText.Identifier(c.Name)));
        return $"insert into table@connection ({columns}) values\n{string.Join(",\n", values)};\n";
    }

    static string Literal(string? value, bool isNumber) => value is null ? "null"
        : isNumber && !value.Contains('n', StringComparison.OrdinalIgnoreCase) ? value // No NaN and no infinity.
        : SqlText.Literal(value);
}
