namespace Koppel.Engine.Files.Input;

/// <summary>Streams to read from, one behind the other. They are closed with it.</summary>
internal sealed class JoinedStream(params Stream[] parts) : Stream
{
    int _current;

    /// <summary>Bytes that were read already, and the stream that they come from.</summary>
    public JoinedStream(byte[] head, Stream rest) : this(new MemoryStream(head), rest)
    {
    }

    /// <summary>A stream, and bytes behind it.</summary>
    public JoinedStream(Stream stream, byte[] tail) : this(stream, new MemoryStream(tail))
    {
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        for (; _current < parts.Length; _current++)
            if (parts[_current].Read(buffer) is > 0 and var read) return read;
        return 0;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) foreach (var part in parts) part.Dispose();
        base.Dispose(disposing);
    }
}
