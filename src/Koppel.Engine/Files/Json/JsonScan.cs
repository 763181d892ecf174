using System.Text.Json;
using System.Text.Unicode;
using Koppel.Engine.Files.Input;

namespace Koppel.Engine.Files.Json;

/// <summary>Takes the tokens of a file of JSON.</summary>
internal interface IJsonVisitor
{
    /// <summary>Takes one.</summary>
    void Take(ref Utf8JsonReader token);
}

/// <summary>Goes through a file of JSON once, token by token; memory holds no more than its longest token.</summary>
/// <param name="text">The file's text as UTF-8; it is closed with this.</param>
internal sealed class JsonScan(Stream text) : IDisposable
{
    /// <summary>How deep values may lie in each other.</summary>
    const int MostDepth = 1_000;

    /// <summary>The longest token, in bytes.</summary>
    const int Longest = 512 << 20;

    byte[] _buffer = new byte[1 << 18];
    int _count;
    int _token;
    int _counted;
    long _line = 1;
    long _before;

    /// <summary>The line of the last token, from 1.</summary>
    public long Line => LineAt(_token);

    /// <summary>Where the last token begins, in bytes of the text.</summary>
    public long Position => _before + _token;

    /// <summary>Goes through it.</summary>
    /// <exception cref="FormatException">It is no JSON; the message is a sentence.</exception>
    /// <exception cref="NotUtf8Exception">It is no UTF-8.</exception>
    public void Run(IJsonVisitor visitor, CancellationToken cancellationToken)
    {
        var state = new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = MostDepth });
        var depth = 0;
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var read = text.ReadAtLeast(_buffer.AsSpan(_count), _buffer.Length - _count, throwOnEndOfStream: false);
                var isLast = read < _buffer.Length - _count;
                _count += read;
                var reader = new Utf8JsonReader(_buffer.AsSpan(0, _count), isLast, state);
                while (reader.Read())
                {
                    depth = reader.CurrentDepth;
                    _token = (int)reader.TokenStartIndex;
                    if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) Check(ref reader);
                    visitor.Take(ref reader);
                }
                if (isLast) return;
                state = reader.CurrentState;
                Shift((int)reader.BytesConsumed);
            }
        }
        catch (JsonException fault)
        {
            // The reader counts lines too, but says the first of a text that goes on over several.
            throw new FormatException(depth >= MostDepth - 1
                ? $"from line {FileFault.Number((fault.LineNumber ?? 0) + 1)} on its values lie more than {FileFault.Number(MostDepth)} "
                    + $"deep in each other"
                : $"from line {FileFault.Number((fault.LineNumber ?? 0) + 1)} on it is no JSON. Correct the line");
        }
    }

    /// <summary>The reader takes any bytes between quotes, and any escapes.</summary>
    void Check(ref Utf8JsonReader text)
    {
        if (!Utf8.IsValid(text.ValueSpan)) throw new NotUtf8Exception();
        if (!text.ValueIsEscaped || text.ValueSpan.IndexOf("\\u"u8) < 0) return;
        try
        {
            _ = text.GetString();
        }
        catch (InvalidOperationException)
        {
            throw new FormatException(
                $"a text on line {FileFault.Number(Line)} holds half a character (such as \\ud83d without its second half). Correct the "
                    + $"line");
        }
    }

    long LineAt(int position)
    {
        if (position > _counted)
        {
            _line += _buffer.AsSpan(_counted, position - _counted).Count((byte)'\n');
            _counted = position;
        }
        return _line;
    }

    /// <summary>Room for what follows, behind what is not taken yet.</summary>
    void Shift(int taken)
    {
        LineAt(taken);
        Buffer.BlockCopy(_buffer, taken, _buffer, 0, _count -= taken);
        _before += taken;
        (_counted, _token) = (0, 0);
        if (_count <= _buffer.Length / 2) return;
        if (_count > Longest) throw new FormatException($"the value on line {FileFault.Number(_line)} is longer than {Longest >> 20} MB");
        Array.Resize(ref _buffer, _buffer.Length * 2);
    }

    /// <inheritdoc/>
    public void Dispose() => text.Dispose();
}
