using Koppel.Sandbox.Salesforce.Soql;
using Koppel.Sandbox.Salesforce.State;
using Microsoft.Win32.SafeHandles;

namespace Koppel.Sandbox.Salesforce.Bulk;

/// <summary>
/// The rows that a query job found, as they are sent: in a file of its own, so that a large result takes no memory and a page can be had
/// again. The file is gone when nobody needs it any more.
/// </summary>
internal sealed class ResultFile : IDisposable
{
    // How many rows are written while nobody else may touch the org.
    const int Piece = 2_000;
    const int Buffer = 128 * 1024;

    readonly SafeFileHandle _file;
    readonly long[] _ends;
    readonly ReadOnlyMemory<byte> _header;

    ResultFile(SafeFileHandle file, long[] ends, ReadOnlyMemory<byte> header) => (_file, _ends, _header) = (file, ends, header);

    public int Rows => _ends.Length;

    public static ResultFile Write(
        OrgData org, IReadOnlyList<int> rows, Selection selection, CsvFormat format, CancellationToken cancellationToken = default)
    {
        var path = Path.Combine(Path.GetTempPath(), $"koppel-sandbox-{Guid.NewGuid():N}.csv");
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        try
        {
            var line = new CsvLines(format);
            foreach (var cell in selection.Cells) line.Add(cell.Path);
            line.EndLine();
            var header = line.Text.Written.ToArray();
            var ends = new long[rows.Count];
            var length = 0L;
            for (var from = 0; from < rows.Count; from += Piece)
            {
                cancellationToken.ThrowIfCancellationRequested();
                line.Text.Clear();
                var (begin, before) = (from, length);
                org.Use(() =>
                {
                    for (var index = begin; index < Math.Min(begin + Piece, rows.Count); index++)
                    {
                        var row = rows[index];
                        foreach (var cell in selection.Cells)
                        {
                            line.Begin();
                            cell.WriteCsv(line.Text, row, org);
                            line.End();
                        }

                        line.EndLine();
                        ends[index] = before + line.Text.Length;
                    }
                });
                RandomAccess.Write(file, line.Text.Written.Span, length);
                length += line.Text.Length;
            }

            return new(file, ends, header);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Sends the header and some rows.</summary>
    public async Task SendAsync(int from, int count, Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_header, cancellationToken);
        var (at, end) = (EndOf(from - 1), EndOf(from + count - 1));
        var buffer = new byte[(int)Math.Min(Buffer, end - at)];
        while (at < end)
        {
            var piece = buffer.AsMemory(0, (int)Math.Min(buffer.Length, end - at));
            var read = await RandomAccess.ReadAsync(_file, piece, at, cancellationToken);
            await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            at += read;
        }
    }

    public void Dispose() => _file.Dispose();

    long EndOf(int row) => row < 0 ? 0 : _ends[row];
}
