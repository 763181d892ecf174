using System.Text;

namespace Koppel.Sandbox.Salesforce.Bulk;

/// <summary>Reads the CSV of an ingest job, row by row, as the API does.</summary>
/// <param name="content">The CSV in UTF-8.</param>
/// <param name="format">What was said of it.</param>
/// <param name="at">Where to begin.</param>
internal sealed class CsvReader(ReadOnlyMemory<byte> content, CsvFormat format, int at = 0)
{
    readonly byte _delimiter = (byte)format.Delimiter;
    readonly bool _hasReturns = format.LineEndingName == "CRLF";
    readonly List<string> _cells = [];
    int _at = at == 0 && content.Span.StartsWith("\uFEFF"u8) ? 3 : at;
    string? _fault;

    /// <summary>The next row; null at the end. Rows without anything in them are passed over.</summary>
    /// <exception cref="InvalidDataException">The content as a whole is not as was said; the message is that of the job.</exception>
    public CsvRow? Next()
    {
        while (_at < content.Length)
        {
            var start = _at;
            (_fault, var isMore) = (null, true);
            _cells.Clear();
            while (isMore)
            {
                _cells.Add(Cell());
                isMore = Separate();
            }

            if (_cells is not [""]) return new(start, _at, [.. _cells], _fault);
        }

        return null;
    }

    string Cell()
    {
        var text = content.Span;
        if (_at < text.Length && text[_at] == '"') return Quoted(text);
        var length = text[_at..].IndexOfAny(_delimiter, (byte)'\n');
        var cell = length < 0 ? text[_at..] : text.Slice(_at, length);
        _at += cell.Length;
        // The end of a line belongs to the line.
        if (cell.EndsWith("\r"u8) && (_at == text.Length || text[_at] == '\n'))
        {
            cell = cell[..^1];
            _at--;
        }

        if (cell.Contains((byte)'"')) _fault = "A quote stands inside of a value that does not begin with one.";
        return Encoding.UTF8.GetString(cell);
    }

    string Quoted(ReadOnlySpan<byte> text)
    {
        var begin = ++_at;
        var hasDoubled = false;
        while (true)
        {
            var quote = text[_at..].IndexOf((byte)'"');
            if (quote < 0) throw new InvalidDataException("InvalidBatch : A quote is not closed");
            _at += quote + 1;
            if (_at == text.Length || text[_at] != '"') break;
            hasDoubled = true;
            _at++;
        }

        var cell = Encoding.UTF8.GetString(text[begin..(_at - 1)]);
        var rest = text[_at..].IndexOfAny(_delimiter, (byte)'\r', (byte)'\n') is >= 0 and var found ? found : text.Length - _at;
        if (rest > 0) _fault = "Something stands between a quote and the next delimiter.";
        _at += rest;
        return hasDoubled ? cell.Replace("\"\"", "\"", StringComparison.Ordinal) : cell;
    }

    /// <summary>Goes behind what ends a value; true when another value of the row follows.</summary>
    bool Separate()
    {
        var text = content.Span;
        if (_at == text.Length) return false;
        if (text[_at] == _delimiter)
        {
            _at++;
            return true;
        }

        var hasReturn = text[_at] == '\r';
        if (hasReturn != _hasReturns || (hasReturn && (_at + 1 == text.Length || text[_at + 1] != '\n')))
            throw new InvalidDataException(
                $"InvalidBatch : LineEnding is invalid on user data. Current LineEnding setting is {format.LineEndingName}");
        _at += hasReturn ? 2 : 1;
        return false;
    }
}

/// <summary>A row of CSV.</summary>
/// <param name="Start">Where it begins in the content.</param>
/// <param name="End">Where the next one begins.</param>
/// <param name="Cells">Its values.</param>
/// <param name="Fault">Why it cannot be read; null when it can.</param>
internal sealed record CsvRow(int Start, int End, IReadOnlyList<string> Cells, string? Fault);
