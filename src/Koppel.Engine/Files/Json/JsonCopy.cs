using System.Buffers;
using System.Text.Json;
using Koppel.Engine.Files.Input;

namespace Koppel.Engine.Files.Json;

/// <summary>
/// Writes a file of JSON anew, as DuckDB reads it without changing a value: UTF-8, one row a line. DuckDB takes numbers for floating point
/// first, so those that would not stay what they are stand in quotes, and what can be anything is the text of its JSON.
/// </summary>
internal sealed class JsonCopy : IJsonVisitor
{
    readonly JsonProfile _profile;
    readonly JsonType _row;
    readonly Stack<(JsonType Type, bool IsList)> _open = [];
    readonly ArrayBufferWriter<byte> _output = new(1 << 17);
    readonly ArrayBufferWriter<byte> _text = new();
    readonly string _path;
    JsonField? _field;
    bool _isFirst = true;
    int? _textDepth;

    JsonCopy(string path, JsonProfile profile)
    {
        (_path, _profile) = (path, profile);
        _row = profile.HasKeys ? new JsonType(JsonKind.Struct) { Fields = profile.Fields } : profile.Fields[0].Type;
    }

    long Rows { get; set; }

    /// <summary>Writes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="profile">What is known of it.</param>
    /// <param name="target">Gets the copy.</param>
    /// <param name="copied">Is told how many rows were written.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static void Write(string path, JsonProfile profile, Stream target, Action<long> copied, CancellationToken cancellationToken)
    {
        using var scan = new JsonScan(TextInput.Open(path, profile.Encoding, out _));
        var copy = new JsonCopy(path, profile) { Target = target, Copied = copied };
        scan.Run(copy, cancellationToken);
        if (copy.Rows != profile.Rows) throw FileFault.Changed(path);
        copy.Flush();
        target.Flush();
    }

    required public Stream Target { get; init; }

    required public Action<long> Copied { get; init; }

    int Depth => _open.Count;

    /// <inheritdoc/>
    public void Take(ref Utf8JsonReader token)
    {
        var rowDepth = _profile.Layout == JsonLayout.Array ? 1 : 0;
        if (token.CurrentDepth < rowDepth) return;
        if (_textDepth is not null)
        {
            Token(_text, ref token);
            if (token.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject && token.CurrentDepth == _textDepth) EndText();
        }
        else if (token.TokenType == JsonTokenType.PropertyName) Key(ref token);
        else Value(ref token);
        if (_textDepth is null && token.CurrentDepth == rowDepth
            && token.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject or JsonTokenType.PropertyName)) EndRow();
    }

    void Key(ref Utf8JsonReader token)
    {
        var (type, _) = _open.Peek();
        if (type.Kind == JsonKind.Map)
        {
            Token(_output, ref token);
            return;
        }
        var key = token.GetString();
        _field = type.Fields.FirstOrDefault(f => f.Key == key) ?? throw FileFault.Changed(_path);
        Separate(_output);
        _output.Write(JsonSerializer.SerializeToUtf8Bytes(_field.Name));
        _output.Write(":"u8);
        _isFirst = true;
    }

    void Value(ref Utf8JsonReader token)
    {
        if (token.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
        {
            _open.Pop();
            Token(_output, ref token);
            return;
        }
        var type = Depth == 0 ? _row : _field?.Type ?? _open.Peek().Type.Element ?? throw FileFault.Changed(_path);
        _field = null;
        var isOpening = token.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject;
        if (token.TokenType == JsonTokenType.Null) Token(_output, ref token);
        else if (type.Kind == JsonKind.Any || (type.Kind == JsonKind.Text && isOpening)) BeginText(ref token);
        else if (token.TokenType == JsonTokenType.Number && type.Kind is JsonKind.Text or JsonKind.Decimal)
        {
            Separate(_output);
            _output.Write("\""u8);
            _output.Write(token.ValueSpan);
            _output.Write("\""u8);
            _isFirst = false;
        }
        else
        {
            Token(_output, ref token);
            if (isOpening) _open.Push((type, token.TokenType == JsonTokenType.StartArray));
        }
    }

    void BeginText(ref Utf8JsonReader token)
    {
        Separate(_output);
        _isFirst = true;
        Token(_text, ref token);
        if (token.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject) _textDepth = token.CurrentDepth;
        else EndText();
    }

    /// <summary>The JSON of a value is whole: it is written as a text.</summary>
    void EndText()
    {
        _output.Write("\""u8);
        var rest = _text.WrittenSpan;
        while (rest.IndexOfAny((byte)'"', (byte)'\\') is >= 0 and var at)
        {
            _output.Write(rest[..at]);
            _output.Write("\\"u8);
            _output.Write(rest.Slice(at, 1));
            rest = rest[(at + 1)..];
        }
        _output.Write(rest);
        _output.Write("\""u8);
        _text.ResetWrittenCount();
        (_isFirst, _textDepth) = (false, null);
    }

    /// <summary>Writes a token as it stands, with the comma before it.</summary>
    void Token(ArrayBufferWriter<byte> output, ref Utf8JsonReader token)
    {
        switch (token.TokenType)
        {
            case JsonTokenType.EndArray or JsonTokenType.EndObject:
                output.Write(token.TokenType == JsonTokenType.EndArray ? "]"u8 : "}"u8);
                _isFirst = false;
                return;
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                Separate(output);
                output.Write(token.TokenType == JsonTokenType.StartArray ? "["u8 : "{"u8);
                _isFirst = true;
                return;
            case JsonTokenType.String or JsonTokenType.PropertyName:
                Separate(output);
                output.Write("\""u8);
                output.Write(token.ValueSpan);
                output.Write(token.TokenType == JsonTokenType.String ? "\""u8 : "\":"u8);
                _isFirst = token.TokenType == JsonTokenType.PropertyName;
                return;
            default:
                Separate(output);
                output.Write(token.ValueSpan);
                _isFirst = false;
                return;
        }
    }

    void Separate(ArrayBufferWriter<byte> output)
    {
        if (!_isFirst) output.Write(","u8);
    }

    void EndRow()
    {
        _output.Write("\n"u8);
        (_isFirst, Rows) = (true, Rows + 1);
        if (_output.WrittenCount < 1 << 16) return;
        Copied(Rows);
        Flush();
    }

    void Flush()
    {
        Target.Write(_output.WrittenSpan);
        _output.ResetWrittenCount();
    }
}
