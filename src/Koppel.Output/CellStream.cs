using System.Text;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Statements;

namespace Koppel.Output;

/// <summary>Writes cells to a stream, some at a time: a result can have any number of rows, and a cell can be large.</summary>
/// <param name="stream">Gets the text.</param>
/// <param name="clean">Makes the text harmless for a terminal; null leaves it as it is.</param>
sealed class CellStream(Stream stream, Func<string, string>? clean = null)
{
    const int Enough = 1 << 17;

    /// <summary>What was not written yet.</summary>
    public Utf8Buffer Pending { get; } = new();

    /// <summary>Writes the rows of a result and gives their number.</summary>
    public async ValueTask<long> WriteAsync(RowsResult result, ICellFormat format, CancellationToken cancellationToken)
    {
        var rows = 0L;
        await foreach (var chunk in result.Chunks.WithCancellation(cancellationToken))
        {
            using (chunk)
            {
                var at = (Row: 0, Column: 0);
                while (!Fill(chunk, format, rows, ref at)) await FlushAsync(cancellationToken);
                rows += chunk.Count;
            }

            if (Pending.Length >= Enough) await FlushAsync(cancellationToken);
        }

        return rows;
    }

    /// <summary>Gives the stream what was not written yet.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (Pending.Length == 0) return;
        await stream.WriteAsync(clean is null ? Pending.Memory : Encoding.UTF8.GetBytes(clean(Pending.TextFrom(0))), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        Pending.Clear();
    }

    /// <summary>Lays out cells until all are, or until there is enough for the stream; gives whether all are.</summary>
    bool Fill(RowChunk chunk, ICellFormat format, long before, ref (int Row, int Column) at)
    {
        var columns = chunk.Columns;
        for (; at.Row < chunk.Count; at = (at.Row + 1, 0))
        {
            if (at.Column == 0) format.BeginRow(before + at.Row, Pending);
            for (; at.Column < columns.Count; at.Column++)
            {
                if (Pending.Length >= Enough && at.Column > 0) return false;
                format.Write(at.Column, columns[at.Column], at.Row, Pending);
            }

            format.EndRow(Pending);
        }

        return true;
    }
}
