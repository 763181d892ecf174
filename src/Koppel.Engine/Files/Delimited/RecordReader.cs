using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using Koppel.Engine.Files.Input;

namespace Koppel.Engine.Files.Delimited;

/// <summary>
/// Reads the records of separated text, UTF-8, one at a time: a quote counts where a cell begins, and encloses all up to the next one that
/// is not doubled; any of the three line ends ends a record.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="separator">What separates cells.</param>
/// <param name="quote">What encloses them, or 0 for nothing.</param>
internal sealed class RecordReader(Stream text, byte separator, byte quote) : IDisposable
{
    /// <summary>A longer record is refused: a quote that is not closed would otherwise take in the whole file.</summary>
    public const int Longest = 256 << 20;

    const byte Cr = (byte)'\r';
    const byte Lf = (byte)'\n';

    readonly SearchValues<byte> _ends = SearchValues.Create(quote == 0 ? [separator, Cr, Lf] : [separator, Cr, Lf, quote]);
    byte[] _buffer = new byte[1 << 19];
    int _position;
    int _end;
    int _checked;
    bool _isAtEnd;
    int[] _starts = new int[32];
    int[] _lasts = new int[32];
    CellForm[] _forms = new CellForm[32];
    byte[] _scratch = [];
    int _begin;
    int _lines;

    /// <summary>How many cells the record has.</summary>
    public int Count { get; private set; }

    /// <summary>The line on which the record begins, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>What ended the record.</summary>
    public LineEnds End { get; private set; }

    /// <summary>Bytes that were read and not gone through yet.</summary>
    public int Left => _end - _position;

    /// <summary>Bytes of text read so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>A byte of value 0 was met.</summary>
    public bool HasZeros { get; private set; }

    /// <summary>Two backslashes beside each other were met.</summary>
    public bool HasDoubledBackslashes { get; private set; }

    /// <summary>The bytes of the record.</summary>
    public int Length => _position - _begin;

    /// <summary>The record holds nothing at all.</summary>
    public bool IsBlank => Count == 1 && _lasts[0] == _starts[0] && _forms[0] == CellForm.Plain;

    /// <summary>How a cell is written.</summary>
    public CellForm Form(int cell) => _forms[cell];

    /// <summary>What stands in a cell as it is written, without the quotes around it.</summary>
    public ReadOnlySpan<byte> Raw(int cell) => _buffer.AsSpan(_starts[cell], _lasts[cell] - _starts[cell]);

    /// <summary>What a cell holds; good until the next one is asked for.</summary>
    public ReadOnlySpan<byte> Value(int cell) =>
        (_forms[cell] & (CellForm.Doubled | CellForm.Stray)) == 0 || (_forms[cell] & CellForm.Quoted) == 0
            ? Raw(cell)
            : Unquoted(Raw(cell));

    /// <summary>Where a cell stands: its line, and how many characters into the line it begins, both from 1.</summary>
    public (long Line, long Column) Place(int cell)
    {
        var before = _buffer.AsSpan(_begin, _starts[cell] - _begin);
        if ((_forms[cell] & CellForm.Quoted) != 0) before = before[..^1];
        var last = before.LastIndexOfAny(Cr, Lf);
        return (Line + CountLines(before), Encoding.UTF8.GetCharCount(before[(last + 1)..]) + 1);
    }

    /// <summary>Goes to the next record; false at the end.</summary>
    /// <exception cref="FormatException">The text is no UTF-8, or the record is too long.</exception>
    public bool Read() => Next(isLine: false);

    /// <summary>Goes over a line, whatever stands in it: a record of one cell; false at the end.</summary>
    public bool ReadLine() => Next(isLine: true);

    bool Next(bool isLine)
    {
        Line += _lines;
        _lines = 0;
        _begin = _position;
        while (true)
        {
            _position = _begin;
            if (_isAtEnd && _begin == _end) return false;
            if (isLine ? TryLine() : TryParse()) return true;
            Fill();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => text.Dispose();

    bool TryParse()
    {
        Count = 0;
        _lines = 0;
        var at = _begin;
        while (true)
        {
            var isQuoted = quote != 0 && at < _end && _buffer[at] == quote;
            if (!isQuoted && at >= _end && !_isAtEnd) return false;
            if (!(isQuoted ? TryQuoted(ref at) : TryPlain(at, CellForm.Plain, at, out at))) return false;
            if (at >= _end) return EndAt(_end, LineEnds.None);
            switch (_buffer[at])
            {
                case Lf or Cr:
                    return TryEndLine(at);
                default:
                    at++; // The separator: another cell follows, be it empty.
                    break;
            }
        }
    }

    bool TryLine()
    {
        (Count, _lines) = (0, 0);
        var found = _buffer.AsSpan(_begin, _end - _begin).IndexOfAny(Cr, Lf);
        if (found < 0 && !_isAtEnd) return false;
        var at = found < 0 ? _end : _begin + found;
        Add(_begin, at, CellForm.Plain);
        return found < 0 ? EndAt(_end, LineEnds.None) : TryEndLine(at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // It ends every record.
    bool TryEndLine(int at)
    {
        if (_buffer[at] == Lf) return EndAt(at + 1, LineEnds.Lf);
        if (at + 1 >= _end && !_isAtEnd) return false;
        return at + 1 < _end && _buffer[at + 1] == Lf ? EndAt(at + 2, LineEnds.CrLf) : EndAt(at + 1, LineEnds.Cr);
    }

    bool EndAt(int position, LineEnds end)
    {
        _position = position;
        End = end;
        if (end != LineEnds.None) _lines++;
        return true;
    }

    /// <summary>A cell up to the next separator or line end; the quotes in it are part of it.</summary>
    bool TryPlain(int from, CellForm form, int start, out int at)
    {
        at = from;
        while (true)
        {
            var found = _buffer.AsSpan(at, _end - at).IndexOfAny(_ends);
            at = found < 0 ? _end : at + found;
            if (found < 0 && !_isAtEnd) return false;
            if (found >= 0 && quote != 0 && _buffer[at] == quote)
            {
                form |= CellForm.Stray;
                at++;
                continue;
            }
            Add(start, at, form);
            return true;
        }
    }

    bool TryQuoted(ref int at)
    {
        var start = at + 1;
        var (from, form) = (start, CellForm.Quoted);
        while (true)
        {
            var found = _buffer.AsSpan(from, _end - from).IndexOf(quote);
            if (found < 0)
            {
                if (!_isAtEnd) return false;
                return Close(start, _end, form | CellForm.Open, out at, _end);
            }
            var close = from + found;
            if (close + 1 >= _end && !_isAtEnd) return false;
            if (close + 1 >= _end) return Close(start, close, form, out at, _end);
            var next = _buffer[close + 1];
            if (next == quote)
            {
                form |= CellForm.Doubled;
                from = close + 2;
                continue;
            }
            if (next == separator || next is Cr or Lf) return Close(start, close, form, out at, close + 1);
            var lines = CountLines(_buffer.AsSpan(start, close - start));
            _lines += lines;
            return TryPlain(close + 1, form | CellForm.Stray | (lines > 0 ? CellForm.Lines : CellForm.Plain), start, out at);
        }
    }

    bool Close(int start, int last, CellForm form, out int at, int next)
    {
        var lines = CountLines(_buffer.AsSpan(start, last - start));
        _lines += lines;
        Add(start, last, lines > 0 ? form | CellForm.Lines : form);
        at = next;
        return true;
    }

    void Add(int start, int last, CellForm form)
    {
        if (Count == _starts.Length)
        {
            Array.Resize(ref _starts, Count * 2);
            Array.Resize(ref _lasts, Count * 2);
            Array.Resize(ref _forms, Count * 2);
        }
        (_starts[Count], _lasts[Count], _forms[Count]) = (start, last, form);
        Count++;
    }

    static int CountLines(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAny(Cr, Lf) < 0) return 0;
        var lines = text.Count(Lf);
        for (var at = text.IndexOf(Cr); at >= 0;)
        {
            if (at + 1 >= text.Length || text[at + 1] != Lf) lines++;
            var next = text[(at + 1)..].IndexOf(Cr);
            at = next < 0 ? -1 : at + 1 + next;
        }
        return lines;
    }

    /// <summary>Doubled quotes become one; behind the closing quote all stands for itself.</summary>
    ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> raw)
    {
        if (_scratch.Length < raw.Length) _scratch = new byte[Math.Max(raw.Length, 256)];
        var (length, isOpen) = (0, true);
        for (var i = 0; i < raw.Length; i++)
        {
            if (isOpen && raw[i] == quote)
            {
                if (i + 1 < raw.Length && raw[i + 1] == quote) i++;
                else
                {
                    isOpen = false;
                    continue;
                }
            }
            _scratch[length++] = raw[i];
        }
        return _scratch.AsSpan(0, length);
    }

    void Fill()
    {
        var kept = _end - _begin;
        if (kept > Longest)
            throw new FormatException($"the record that begins on line {FileFault.Number(Line)} is longer than {Longest >> 20} MB");
        if (kept * 2 > _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        if (_begin > 0) Buffer.BlockCopy(_buffer, _begin, _buffer, 0, kept);
        _checked -= _begin;
        (_begin, _position, _end) = (0, 0, kept);
        var read = text.ReadAtLeast(_buffer.AsSpan(_end), _buffer.Length - _end, throwOnEndOfStream: false);
        _isAtEnd = read < _buffer.Length - _end;
        _end += read;
        Bytes += read;
        var fresh = _buffer.AsSpan(_checked, _end - _checked);
        var cut = _isAtEnd ? 0 : FileEncoding.CutOff(fresh);
        if (!Utf8.IsValid(fresh[..^cut])) throw new NotUtf8Exception();
        HasZeros = HasZeros || fresh.Contains((byte)0);
        HasDoubledBackslashes = HasDoubledBackslashes || fresh.IndexOf("\\\\"u8) >= 0;
        _checked = _end - cut;
    }
}
