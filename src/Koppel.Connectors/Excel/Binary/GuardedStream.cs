namespace Koppel.Connectors.Excel.Binary;

/// <summary>
/// A file for a library that trusts what it reads: it can be stopped, and a damaged file whose parts lead to each other in a circle ends
/// with a fault and not never.
/// </summary>
internal sealed class GuardedStream(Stream inner, CancellationToken cancellationToken) : Stream
{
    /// <summary>Each read of a sector costs at least so much of what may be read.</summary>
    const int LeastCost = 64;

    long _left = 64 * inner.Length + (64L << 20);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var count = inner.Read(buffer);
        _left -= Math.Max(count, LeastCost);
        return _left >= 0 ? count : throw new InvalidDataException("its parts lead to each other in a circle");
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => inner.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
