using Koppel.Engine.DuckDb;
using Koppel.Engine.KeptResults;

namespace Koppel.Server.Results;

/// <summary>A page of a result as JSON.</summary>
internal static class RowsJson
{
    /// <summary>So many rows a page has at most.</summary>
    public const int Most = 1_000;

    /// <summary>Writes some rows.</summary>
    public static async Task<Utf8Buffer> PageAsync(
        ResultStore store, KeptResult result, long from, int count, CancellationToken cancellationToken)
    {
        var buffer = new Utf8Buffer();
        // The rows first told, then read: there are never fewer than are told.
        var (total, isComplete) = (result.Rows, result.IsComplete || result.Fault is not null);
        buffer.Write(FormattableString.Invariant(
            $"{{\"from\":{from},\"total\":{total},\"isComplete\":{(isComplete ? "true" : "false")},\"rows\":["));
        if (total > from)
        {
            var columns = result.Columns.Select(c => new CellJson(c.Type)).ToArray();
            var isFirst = true;
            await foreach (var chunk in store.Read(result, from, count).Chunks.WithCancellation(cancellationToken))
            {
                using (chunk)
                    for (var row = 0; row < chunk.Count; row++, isFirst = false) Write(chunk, row, columns, isFirst, buffer);
            }
        }
        buffer.Write("]}"u8);
        return buffer;
    }

    static void Write(RowChunk chunk, int row, CellJson[] columns, bool isFirst, Utf8Buffer to)
    {
        to.Write(isFirst ? "["u8 : ",["u8);
        for (var i = 0; i < columns.Length; i++)
        {
            if (i > 0) to.Write((byte)',');
            columns[i].Write(chunk.Columns[i], row, isWhole: false, to);
        }
        to.Write((byte)']');
    }
}
