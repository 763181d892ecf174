namespace Koppel.Sdk.Http;

/// <summary>The body of an answer while it comes. A piece of it that does not come within a time is a line that broke.</summary>
/// <param name="answer">The answer, closed with this.</param>
/// <param name="body">Its body.</param>
/// <param name="timeout">How long a piece may take.</param>
/// <param name="time">The clock.</param>
internal sealed class AnswerStream(HttpResponseMessage answer, Stream body, TimeSpan timeout, TimeProvider time) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var late = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await body.ReadAsync(buffer, either.Token);
        }
        catch (Exception cutOff) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cutOff.Message, cutOff, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            throw new IOException($"Nothing more came within {timeout.TotalSeconds:0.#} seconds.");
        }
        catch (Exception fault) when (fault is HttpRequestException or InvalidDataException)
        {
            throw new IOException(fault.Message, fault); // The last is a compressed body that is cut or damaged.
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) answer.Dispose();
        base.Dispose(disposing);
    }
}
