using System.IO.Compression;
using System.IO.Hashing;

namespace Koppel.Connectors.Excel.OpenXml;

/// <summary>
/// A part of a workbook as it is unpacked. It watches what a parser cannot: that all bytes come and are those that were packed, that no
/// single thing in them is out of all proportion, and that one can stop.
/// </summary>
internal sealed class PartStream : Stream
{
    /// <summary>A heading, a cell, a tag: none of them needs more.</summary>
    const int LargestThing = 4 << 20; // 4 MB, as the message says.

    /// <summary>What is larger than this must not be packed a hundred times better than sheets are.</summary>
    const long LargestPacked = 100 << 20, LargestRatio = 200;

    readonly Stream _inner;
    readonly ZipArchiveEntry _entry;
    readonly CancellationToken _cancellationToken;
    readonly Crc32 _crc = new();
    long _total;
    long _sinceMark;

    /// <summary>Opens a part.</summary>
    /// <exception cref="InvalidDataException">It is made to blow up.</exception>
    public PartStream(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Length > LargestPacked && entry.Length / LargestRatio > entry.CompressedLength)
            throw new InvalidDataException(FormattableString.Invariant(
                $"its part {entry.FullName} grows from {entry.CompressedLength} to {entry.Length} bytes when it is unpacked, ")
                + "as no workbook does");
        (_entry, _cancellationToken) = (entry, cancellationToken);
        _inner = entry.Open();
    }

    /// <summary>The part's name.</summary>
    public string Part => _entry.FullName;

    /// <summary>A new thing begins.</summary>
    public void Mark() => _sinceMark = 0;

    /// <summary>Reads what is left, so that all was seen.</summary>
    public void Drain()
    {
        var rest = new byte[1 << 16];
        do Mark();
        while (Read(rest) > 0);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var count = _inner.Read(buffer);
        _crc.Append(buffer[..count]);
        _total += count;
        _sinceMark += count;
        if (_sinceMark > LargestThing)
            throw new InvalidDataException($"something in its part {Part} is longer than 4 MB");
        if (count == 0 && (_total != _entry.Length || _crc.GetCurrentHashAsUInt32() != _entry.Crc32))
            throw new InvalidDataException($"its part {Part} is not what was packed into the file");
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }
}
