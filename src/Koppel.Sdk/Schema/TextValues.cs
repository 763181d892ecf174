using System.Text;
using System.Text.Unicode;

namespace Koppel.Sdk.Schema;

/// <summary>
/// The texts of a column. Each is kept in the form in which it came: UTF-8 bytes, as they stand in an answer and as the engine takes them,
/// or a string. A string is made of bytes when somebody asks for it, once. Not safe to use from several threads.
/// </summary>
public sealed class TextValues
{
    /// <summary>Memory that only rare long texts needed is given back when the column is cleared.</summary>
    const int KeptBytes = 1 << 22;

    readonly int _capacity;
    string?[]? _strings;
    (int Start, int End)[]? _places;
    byte[] _bytes = [];
    int _end = 1; // No text begins at 0, so that a place without one is told from an empty text.

    internal TextValues(int capacity) => _capacity = capacity;

    /// <summary>A row's text; an empty one where there is none.</summary>
    public string this[int row] => _strings?[row] ?? Decode(row);

    /// <summary>A row's text as UTF-8, when it is kept so.</summary>
    public bool TryUtf8(int row, out ReadOnlySpan<byte> bytes)
    {
        var (start, end) = _places is null ? default : _places[row];
        bytes = _bytes.AsSpan(start, end - start);
        return start > 0;
    }

    /// <summary>A row's bytes, in whichever form it is kept.</summary>
    internal ReadOnlySpan<byte> Bytes(int row) => TryUtf8(row, out var bytes) ? bytes : Encoding.UTF8.GetBytes(this[row]);

    internal void Set(int row, string text)
    {
        (_strings ??= new string?[_capacity])[row] = text;
        if (_places is not null) _places[row] = default;
    }

    /// <summary>Sets bytes. They are checked unless they are a blob's, or came from here.</summary>
    /// <exception cref="FormatException">They are no UTF-8.</exception>
    internal void Set(int row, ReadOnlySpan<byte> bytes, bool isChecked)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Take(row, bytes.Length, isChecked);
    }

    /// <summary>Room for a text of so many bytes at most, which <see cref="Take"/> then takes.</summary>
    internal Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _end < count)
        {
            var needed = (long)_end + count;
            if (needed > Array.MaxLength) throw new OverflowException("The texts of these rows are longer than 2 GB.");
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(needed, Math.Max(256, _bytes.Length * 2L))));
        }
        return _bytes.AsSpan(_end, count);
    }

    /// <summary>Takes what was written into the room as a row's text.</summary>
    /// <exception cref="FormatException">It is no UTF-8.</exception>
    internal void Take(int row, int count, bool isChecked)
    {
        if (isChecked && !Utf8.IsValid(_bytes.AsSpan(_end, count))) throw new FormatException("The text is no valid UTF-8.");
        (_places ??= new (int, int)[_capacity])[row] = (_end, _end + count);
        if (_strings is not null) _strings[row] = null;
        _end += count;
    }

    internal void CopyFrom(TextValues other, int from, int row)
    {
        if (other.TryUtf8(from, out var bytes)) Set(row, bytes, isChecked: false);
        else Set(row, other[from]);
    }

    internal void Clear(int rows)
    {
        _strings?.AsSpan(0, rows).Clear();
        _places?.AsSpan(0, rows).Clear();
        _end = 1;
        if (_bytes.Length > KeptBytes) _bytes = [];
    }

    string Decode(int row)
    {
        if (!TryUtf8(row, out var bytes)) return "";
        var text = Encoding.UTF8.GetString(bytes);
        (_strings ??= new string?[_capacity])[row] = text;
        return text;
    }
}
