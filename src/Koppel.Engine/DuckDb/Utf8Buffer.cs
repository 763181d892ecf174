using System.Runtime.CompilerServices;
using System.Text;
using Koppel.Engine.Sql;

namespace Koppel.Engine.DuckDb;

/// <summary>Bytes of UTF-8 text that grow at their end: what values are written into.</summary>
public sealed class Utf8Buffer
{
    byte[] _bytes = new byte[1 << 12];

    /// <summary>How many bytes are written.</summary>
    public int Length { get; private set; }

    /// <summary>What is written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>What is written, for a stream.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    /// <summary>Room for so many bytes behind what is written; <see cref="Advance"/> keeps those that were filled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Reserve(int count)
    {
        if (_bytes.Length - Length < count) Grow(count);
        return _bytes.AsSpan(Length);
    }

    /// <summary>Keeps so many bytes of what <see cref="Reserve"/> gave.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance(int count) => Length += count;

    /// <summary>Writes bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Writes a byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(byte value)
    {
        Reserve(1)[0] = value;
        Length++;
    }

    /// <summary>Writes text; a lone half of a pair becomes the replacement character.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        // Three bytes a letter are the most, and too much room to ask for at once when the text is long.
        while (text.Length > 0)
        {
            var count = Math.Min(text.Length, 1 << 16);
            if (count < text.Length && char.IsHighSurrogate(text[count - 1])) count--;
            Advance(Encoding.UTF8.GetBytes(text[..count], Reserve(count * 3)));
            text = text[count..];
        }
    }

    /// <summary>The text that is written from a place on.</summary>
    public string TextFrom(int start) => Encoding.UTF8.GetString(_bytes, start, Length - start);

    /// <summary>Forgets what is written from a place on.</summary>
    public void Truncate(int length) => Length = length;

    /// <summary>Forgets all, and gives back memory that only a rare long value needed.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > 1 << 22) _bytes = new byte[1 << 16];
    }

    void Grow(int count)
    {
        var needed = (long)Length + count;
        if (needed > Array.MaxLength)
            throw QueryException.Of("A value is longer than 2 GB as text, which cannot be written. Select a part of it.");
        Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(needed, _bytes.Length * 2L)));
    }
}
