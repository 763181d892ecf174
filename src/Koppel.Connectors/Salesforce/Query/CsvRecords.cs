namespace Koppel.Connectors.Salesforce.Query;

/// <summary>
/// Reads CSV as it comes, record by record, without a text object a cell: the fields of a record are places in a buffer. Quotes may stand
/// around any field, and lines end with LF or CRLF. Source: RFC 4180 and Salesforce's page on CSV in Bulk API 2.0.
/// </summary>
/// <param name="stream">The text, in UTF-8.</param>
internal sealed class CsvRecords(Stream stream)
{
    const int FirstBuffer = 1 << 18;

    byte[] _buffer = new byte[FirstBuffer];
    int _start;
    int _end;
    bool _isAtEnd;
    (int Start, int End, bool IsEscaped)[] _fields = new (int, int, bool)[64];
    byte[] _plain = [];

    /// <summary>How many fields the record has that was read last.</summary>
    public int Count { get; private set; }

    /// <summary>Reads the next record; false at the end.</summary>
    /// <exception cref="IOException">The line broke.</exception>
    /// <exception cref="FormatException">It is no CSV.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (!TryRead())
        {
            if (_isAtEnd) return _start == _end ? false : throw new FormatException("The text ends within a record.");
            await FillAsync(cancellationToken);
        }
        return true;
    }

    /// <summary>Reads the next record when all of it is here already.</summary>
    public bool TryRead()
    {
        var buffer = _buffer.AsSpan(0, _end);
        var at = _start;
        var count = 0;
        if (at >= buffer.Length) return false;
        while (true)
        {
            if (count == _fields.Length) Array.Resize(ref _fields, count * 2);
            if (at < buffer.Length && buffer[at] == (byte)'"')
            {
                var begin = ++at;
                var isEscaped = false;
                while (true)
                {
                    var quote = buffer[at..].IndexOf((byte)'"');
                    if (quote < 0 || (at + quote + 1 >= buffer.Length && !_isAtEnd)) return false; // A second quote may follow.
                    at += quote;
                    if (at + 1 < buffer.Length && buffer[at + 1] == (byte)'"')
                    {
                        isEscaped = true;
                        at += 2;
                        continue;
                    }
                    break;
                }
                _fields[count++] = (begin, at, isEscaped);
                at++;
            }
            else
            {
                var length = buffer[at..].IndexOfAny((byte)',', (byte)'\n');
                if (length < 0 && !_isAtEnd) return false;
                var end = length < 0 ? buffer.Length : at + length;
                var isLast = length < 0 || buffer[end] == (byte)'\n';
                _fields[count++] = (at, isLast && end > at && buffer[end - 1] == (byte)'\r' ? end - 1 : end, false);
                at = end;
            }
            if (at < buffer.Length && buffer[at] == (byte)',')
            {
                at++;
                continue;
            }
            if (at < buffer.Length && buffer[at] == (byte)'\r') at++;
            if (at >= buffer.Length)
            {
                if (!_isAtEnd) return false;
            }
            else if (buffer[at++] != (byte)'\n') throw new FormatException("Something stands behind a closing quote.");
            (_start, Count) = (at, count);
            return true;
        }
    }

    /// <summary>A field of the record that was read last; it counts until the next is read.</summary>
    public ReadOnlySpan<byte> this[int field]
    {
        get
        {
            var (start, end, isEscaped) = _fields[field];
            var raw = _buffer.AsSpan(start, end - start);
            return isEscaped ? Plain(raw) : raw;
        }
    }

    /// <summary>Two quotes stand for one.</summary>
    ReadOnlySpan<byte> Plain(ReadOnlySpan<byte> raw)
    {
        if (_plain.Length < raw.Length) _plain = new byte[raw.Length * 2];
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            _plain[length++] = raw[i];
            if (raw[i] == (byte)'"') i++;
        }
        return _plain.AsSpan(0, length);
    }

    async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        _isAtEnd = read == 0;
    }
}
