using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Koppel.Sandbox.ActiveCampaign.Wire;

/// <summary>
/// Writes JSON the way the API does, in PHP's style: slashes as <c>\/</c>, everything outside ASCII as <c>\u00f1</c> in lower case.
/// Clients that compare texts or read with a hand-made parser meet here what they meet there.
/// </summary>
internal sealed class PhpJson : IDisposable
{
    static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range(' ', 0x80 - ' ').Select(code => (char)code).Except(['"', '\\', '/'])]);

    byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
    int _length;
    bool _comma;

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    public PhpJson BeginObject() => Begin((byte)'{');

    public PhpJson EndObject() => End((byte)'}');

    public PhpJson BeginArray() => Begin((byte)'[');

    public PhpJson EndArray() => End((byte)']');

    /// <summary>The name of the next value; must need no escape.</summary>
    public PhpJson Name(ReadOnlySpan<byte> name)
    {
        Separate();
        var space = Reserve(name.Length + 3);
        space[0] = (byte)'"';
        name.CopyTo(space[1..]);
        space[name.Length + 1] = (byte)'"';
        space[name.Length + 2] = (byte)':';
        _length += name.Length + 3;
        _comma = false;
        return this;
    }

    /// <summary>The name of the next value, whatever it is.</summary>
    public PhpJson Key(string name)
    {
        Text(name);
        Reserve(1)[0] = (byte)':';
        _length++;
        _comma = false;
        return this;
    }

    public PhpJson Text(string? value)
    {
        if (value is null) return Null();
        Separate();
        Quoted(value);
        _comma = true;
        return this;
    }

    /// <summary>A number as the API gives it: in quotes.</summary>
    public PhpJson Text(long value)
    {
        Separate();
        var space = Reserve(24);
        space[0] = (byte)'"';
        Utf8Formatter.TryFormat(value, space[1..], out var digits);
        space[digits + 1] = (byte)'"';
        _length += digits + 2;
        _comma = true;
        return this;
    }

    public PhpJson Number(long value)
    {
        Separate();
        Utf8Formatter.TryFormat(value, Reserve(24), out var digits);
        _length += digits;
        _comma = true;
        return this;
    }

    public PhpJson Bool(bool value) => Raw(value ? "true"u8 : "false"u8);

    public PhpJson Null() => Raw("null"u8);

    public PhpJson Empty() => Raw("[]"u8);

    /// <summary>A moment as <c>2020-05-24T05:16:47-05:00</c>, in US Central time.</summary>
    public PhpJson Moment(DateTime utc)
    {
        Separate();
        var space = Reserve(27);
        space[0] = (byte)'"';
        var offset = CentralTime.OffsetAt(utc);
        (utc + offset).TryFormat(space[1..], out _, "s");
        (offset.Hours == -5 ? "-05:00\""u8 : "-06:00\""u8).CopyTo(space[20..]);
        _length += 27;
        _comma = true;
        return this;
    }

    /// <summary>A moment as <c>2020-05-24 05:16:47</c>: the same Central time, with nothing to say so.</summary>
    public PhpJson Stamp(DateTime utc)
    {
        Separate();
        var space = Reserve(21);
        space[0] = (byte)'"';
        (utc + CentralTime.OffsetAt(utc)).TryFormat(space[1..], out _, "s");
        space[11] = (byte)' ';
        space[20] = (byte)'"';
        _length += 21;
        _comma = true;
        return this;
    }

    /// <summary>A value as it was sent, of the same kind.</summary>
    public PhpJson Same(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String: return Text(value.GetString());
            case JsonValueKind.Object:
                BeginObject();
                foreach (var member in value.EnumerateObject())
                {
                    Separate();
                    Quoted(member.Name);
                    Reserve(1)[0] = (byte)':';
                    _length++;
                    _comma = false;
                    Same(member.Value);
                }

                return EndObject();
            case JsonValueKind.Array:
                BeginArray();
                foreach (var item in value.EnumerateArray()) Same(item);
                return EndArray();
            default: return Raw(Encoding.UTF8.GetBytes(value.GetRawText()));
        }
    }

    /// <summary>
    /// A number as PHP writes what it computes with: one with decimals in all digits of its binary form, 156.24 as
    /// 156.2400000000000090949….
    /// </summary>
    public PhpJson Exactly(JsonElement number)
    {
        var raw = number.GetRawText();
        var isWhole = raw.AsSpan().IndexOfAny('.', 'e', 'E') < 0;
        return isWhole || !number.TryGetDouble(out var value) || !double.IsFinite(value)
            ? Same(number)
            : Raw(Encoding.ASCII.GetBytes(value.ToString("F99", CultureInfo.InvariantCulture).TrimEnd('0').TrimEnd('.')));
    }

    /// <summary>JSON that is ready.</summary>
    public PhpJson Raw(ReadOnlySpan<byte> json)
    {
        Separate();
        Append(json);
        _comma = true;
        return this;
    }

    /// <summary>A piece of a value whose other pieces follow; the last one is followed by <see cref="Done"/>.</summary>
    public PhpJson Append(ReadOnlySpan<byte> piece)
    {
        piece.CopyTo(Reserve(piece.Length));
        _length += piece.Length;
        return this;
    }

    public PhpJson Done()
    {
        _comma = true;
        return this;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    /// <summary>The inside of a JSON string, without its quotes.</summary>
    public static string Escape(string value)
    {
        using var json = new PhpJson();
        json.Text(value);
        return Encoding.ASCII.GetString(json.Written.Span[1..^1]);
    }

    void Quoted(string value)
    {
        // Six bytes is the longest escape of one char.
        var space = Reserve((value.Length * 6) + 2);
        var at = 0;
        space[at++] = (byte)'"';
        if (!value.AsSpan().ContainsAnyExcept(Plain)) at += Encoding.ASCII.GetBytes(value, space[at..]);
        else foreach (var letter in value) at += PhpEscape.Write(letter, space[at..]);
        space[at++] = (byte)'"';
        _length += at;
    }

    PhpJson Begin(byte bracket)
    {
        Separate();
        Reserve(1)[0] = bracket;
        _length++;
        _comma = false;
        return this;
    }

    PhpJson End(byte bracket)
    {
        Reserve(1)[0] = bracket;
        _length++;
        _comma = true;
        return this;
    }

    void Separate()
    {
        if (!_comma) return;
        Reserve(1)[0] = (byte)',';
        _length++;
    }

    Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + count));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsSpan(_length);
    }
}
