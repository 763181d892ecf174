using System.Buffers.Binary;
using System.Text;

namespace Koppel.Connectors.Excel.Staging;

/// <summary>Reads a <see cref="SpillBuffer"/> through a window that follows where one reads. Used by one thread.</summary>
internal sealed class ByteReader(SpillBuffer buffer, int windowSize)
{
    byte[] _window = [];
    long _start;
    int _filled;
    int _at;

    /// <summary>Where the next byte is read.</summary>
    public long Position => _start + _at;

    /// <summary>Whether all is read.</summary>
    public bool IsAtEnd => Position >= buffer.Length;

    /// <summary>Goes to a place.</summary>
    public void Seek(long position)
    {
        if (position >= _start && position <= _start + _filled)
        {
            _at = (int)(position - _start);
            return;
        }
        (_start, _filled, _at) = (position, 0, 0);
    }

    /// <summary>Passes over bytes.</summary>
    public void Skip(long bytes) => Seek(Position + bytes);

    /// <summary>What <see cref="ByteWriter.Variable"/> wrote.</summary>
    public ulong Variable()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            if (_at == _filled) Fill(1);
            var next = _window[_at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
    }

    /// <summary>What <see cref="ByteWriter.Signed"/> wrote.</summary>
    public long Signed()
    {
        var value = Variable();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>What <see cref="ByteWriter.Fixed"/> wrote.</summary>
    public long Fixed()
    {
        if (_filled - _at < 8) Fill(8);
        var value = BinaryPrimitives.ReadInt64LittleEndian(_window.AsSpan(_at));
        _at += 8;
        return value;
    }

    /// <summary>Bytes; they are good until the next call.</summary>
    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (_filled - _at < count) Fill(count);
        _at += count;
        return _window.AsSpan(_at - count, count);
    }

    /// <summary>What <see cref="ByteWriter.Text"/> wrote.</summary>
    public string Text() => Encoding.UTF8.GetString(Bytes((int)Variable()));

    /// <summary>Passes over what <see cref="ByteWriter.Text"/> wrote, and gives its place.</summary>
    public long PassText()
    {
        var place = Position;
        Skip((long)Variable());
        return place;
    }

    void Fill(int least)
    {
        var position = Position;
        if (_window.Length < least) _window = new byte[Math.Max(windowSize, least)];
        (_start, _at) = (position, 0);
        _filled = buffer.Read(position, _window);
        if (_filled < least) throw new InvalidOperationException("A record of a staged sheet goes on behind its end.");
    }
}
