using Koppel.Cli.Faults;
using Koppel.Cli.Terminal;
using Koppel.Engine.Statements;

namespace Koppel.Cli.Sinks;

/// <summary>The file of a <c>local export</c>.</summary>
static class ExportFile
{
    /// <summary>Why it cannot be written, or null: known before the query makes a call.</summary>
    public static string? Fault(ResultExport export)
    {
        try
        {
            var format = FormatOf(export);
            return OutputFormat.Names.Contains(format)
                ? null
                : $"local export: there is no format {format}. There are: {string.Join(", ", OutputFormat.Names)}.";
        }
        catch (UsageException)
        {
            return $"local export: the ending of '{export.File}' does not tell a format. Write format and one of these behind it: "
                + $"{string.Join(", ", OutputFormat.Names)}.";
        }
    }

    /// <summary>Writes the rows and gives their number; the file takes its name only when all went well.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static async Task<long> WriteAsync(RowsResult rows, ResultExport export, Screen screen, CancellationToken cancellationToken)
    {
        await using var file = new FileSink(export.File, FormatOf(export), screen, named: "local export");
        var count = await file.WriteAsync(rows, cancellationToken);
        await file.CompleteAsync(cancellationToken);
        return count;
    }

    static string FormatOf(ResultExport export) => export.Format ?? OutputFormat.OfFile(export.File);
}
