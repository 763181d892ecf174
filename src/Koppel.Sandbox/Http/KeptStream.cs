namespace Koppel.Sandbox.Http;

/// <summary>Passes on what is written, counts it and keeps its beginning, for the log.</summary>
/// <param name="next">Where it goes.</param>
/// <param name="most">How many bytes are kept.</param>
internal sealed class KeptStream(Stream next, int most) : Stream
{
    readonly MemoryStream _kept = new();

    /// <summary>How many bytes were written.</summary>
    public long Count { get; private set; }

    public ReadOnlySpan<byte> Beginning => _kept.GetBuffer().AsSpan(0, (int)_kept.Length);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => Count;

    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Keep(buffer);
        next.Write(buffer);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Keep(buffer.Span);
        return next.WriteAsync(buffer, cancellationToken);
    }

    public override void Flush() => next.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => next.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _kept.Dispose();
        base.Dispose(disposing);
    }

    void Keep(ReadOnlySpan<byte> piece)
    {
        Count += piece.Length;
        _kept.Write(piece[..(int)Math.Min(piece.Length, most - _kept.Length)]);
    }
}
