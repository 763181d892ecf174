using System.Buffers.Text;
using System.Text;

namespace Koppel.Sandbox.Salesforce.State;

/// <summary>A text under way, as the bytes that are sent.</summary>
internal sealed class Utf8Text
{
    byte[] _bytes = new byte[4096];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    public void Add(byte one)
    {
        if (Length == _bytes.Length) Grow(1);
        _bytes[Length++] = one;
    }

    public void Add(ReadOnlySpan<byte> some)
    {
        Grow(some.Length);
        some.CopyTo(_bytes.AsSpan(Length));
        Length += some.Length;
    }

    public void Add(ReadOnlySpan<char> text)
    {
        Grow(text.Length * 3);
        Length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(Length));
    }

    /// <summary>A text inside of quotes of CSV: its own quotes are doubled.</summary>
    public void AddQuoted(string text)
    {
        var rest = text.AsSpan();
        while (rest.IndexOf('"') is >= 0 and var quote)
        {
            Add(rest[..(quote + 1)]);
            Add((byte)'"');
            rest = rest[(quote + 1)..];
        }

        Add(rest);
    }

    public void Add(decimal number)
    {
        Grow(40);
        Utf8Formatter.TryFormat(number, _bytes.AsSpan(Length), out var written);
        Length += written;
    }

    /// <summary>A number with zeros in front.</summary>
    public void AddPadded(int number, int digits)
    {
        Grow(digits);
        for (var place = Length + digits - 1; place >= Length; place--, number /= 10) _bytes[place] = (byte)('0' + (number % 10));
        Length += digits;
    }

    void Grow(int more)
    {
        if (Length + more > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + more));
    }
}
