using System.Globalization;
using DuckDB.NET.Data;
using Koppel.Engine.Sql;

namespace Koppel.Engine.KeptResults;

/// <summary>Says why rows cannot be kept.</summary>
internal static class ResultFault
{
    /// <summary>A fault of DuckDB as a sentence.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="folder">Where results go that do not fit into memory.</param>
    /// <param name="bytes">How much room they may take there.</param>
    public static QueryException Of(DuckDBException fault, string folder, long bytes)
    {
        var text = DuckDbError.Text(fault.Message);
        if (IsFull(fault)) return QueryException.Of(
            $"There is no room for more rows: kept results may take {Size(bytes)} in {folder}, and as much as the disk has free. Drop "
            + "results that you do not need any more, or ask for fewer rows or columns.");
        return QueryException.Of($"The rows cannot be kept in {folder}: {text}");
    }

    /// <summary>Whether memory, the room that is allowed, or the disk is full.</summary>
    public static bool IsFull(DuckDBException fault) =>
        fault.ErrorType == DuckDB.NET.Native.DuckDBErrorType.OutOfMemory
        || fault.Message.Contains("temp_directory", StringComparison.OrdinalIgnoreCase)
        || fault.Message.Contains("Could not write file", StringComparison.Ordinal)
        || fault.Message.Contains("No space left", StringComparison.Ordinal);

    static string Size(long bytes) => bytes >= 1L << 30
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 30):0.#} GB")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes >> 20)} MB");
}
