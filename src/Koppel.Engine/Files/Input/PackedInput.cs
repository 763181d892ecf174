using System.IO.Compression;
using System.Security.Cryptography;

namespace Koppel.Engine.Files.Input;

/// <summary>
/// What is packed in a .gz, in one piece or several. The base library's reader gives what there is of a file that is cut off, without a
/// word: so another piece is put behind the file, and only what comes whole up to there gives that piece too.
/// </summary>
internal sealed class PackedInput : Stream
{
    const int Size = 16;

    readonly byte[] _seal = RandomNumberGenerator.GetBytes(Size);
    readonly GZipStream _unpacked;
    readonly byte[] _held = new byte[1 << 16];
    int _count;
    bool _isAtEnd;

    /// <summary>Opens a packed stream.</summary>
    public PackedInput(Stream packed)
    {
        using var piece = new MemoryStream();
        using (var zip = new GZipStream(piece, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(_seal);
        _unpacked = new GZipStream(new JoinedStream(packed, piece.ToArray()), CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (!_isAtEnd && _count <= Size)
        {
            var read = _unpacked.Read(_held, _count, _held.Length - _count);
            _count += read;
            _isAtEnd = read == 0;
        }
        var given = Math.Min(buffer.Length, _count - Size);
        if (given > 0)
        {
            _held.AsSpan(0, given).CopyTo(buffer);
            Buffer.BlockCopy(_held, given, _held, 0, _count -= given);
            return given;
        }
        if (!_isAtEnd || _held.AsSpan(0, _count).SequenceEqual(_seal)) return 0;
        throw new InvalidDataException("The packed file is cut off.");
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _unpacked.Dispose();
        base.Dispose(disposing);
    }
}
