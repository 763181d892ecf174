using System.Text;
using System.Text.Json;
using Koppel.Engine.Files.Columns;
using Koppel.Engine.Files.Input;

namespace Koppel.Engine.Files.Json;

/// <summary>What was seen at a place of a file of JSON: the kinds of its values, and the places in them.</summary>
internal sealed class JsonShape
{
    /// <summary>Objects of more different keys are maps; those of a file's rows never are.</summary>
    const int MostFields = 200;

    const int MostColumns = 10_000;

    /// <summary>Places that lie deeper are JSON.</summary>
    const int MostDepth = 30;

    readonly List<JsonShape> _fields = [];
    readonly Dictionary<string, JsonShape> _byKey = new(StringComparer.Ordinal);
    readonly byte[] _raw;
    JsonNumbers? _numbers;
    JsonShape? _element;
    long _nulls;
    long _texts;
    long _booleans;
    long _lists;
    long _objects;
    long _seenIn;
    int _place;
    int _next;
    bool _isMap;

    JsonShape(string key, byte[] raw) => (Key, _raw) = (key, raw);

    /// <summary>The place of a file's values, whose elements can be its rows.</summary>
    public static JsonShape Top() => new("", []) { Rank = 0 };

    /// <summary>The key that leads here.</summary>
    public string Key { get; }

    /// <summary>A key that stands twice in one object, and the object's line, or 0 for none.</summary>
    public (string Key, long Line) Twice { get; private set; }

    /// <summary>Its values are nothing but objects, which have keys, and nulls.</summary>
    public bool AreRows => _objects > 0 && _texts + _booleans + _lists == 0 && _numbers is null && _fields.Count > 0;

    /// <summary>Its values are nothing but texts, and nulls.</summary>
    public bool AreTexts => _texts > 0 && _booleans + _lists + _objects + Numbers == 0;

    /// <summary>Its values are nothing but lists.</summary>
    public bool AreLists => _lists > 0 && _nulls + _texts + _booleans + _objects == 0 && _numbers is null;

    /// <summary>How many values it has.</summary>
    public long Count => _nulls + _texts + _booleans + _lists + _objects + Numbers;

    /// <summary>How many of them are numbers.</summary>
    long Numbers { get; set; }

    /// <summary>The places in its objects, in the order in which they were seen.</summary>
    public IReadOnlyList<JsonShape> Fields => _fields;

    /// <summary>The elements of its lists.</summary>
    public JsonShape Element => _element ??= new JsonShape("", []) { Rank = Rank + 1 };

    /// <summary>DuckDB would write a number in it otherwise than it stands there.</summary>
    public bool HasOdd => _numbers is { AreOdd: true } || _element is { HasOdd: true } || _fields.Exists(f => f.HasOdd);

    /// <summary>Why it is what it is, for a reader.</summary>
    public string Reason
    {
        get
        {
            (long Count, string Kind)[] kinds =
                [(_texts, "texts"), (Numbers, "numbers"), (_booleans, "true or false"), (_lists, "lists"), (_objects, "objects")];
            var seen = kinds.Where(k => k.Count > 0).Select(k => k.Kind).ToList();
            return seen.Count == 0 ? "it has no value" : string.Join(" and ", seen);
        }
    }

    /// <summary>Looks at the values of a column whose type is told.</summary>
    public ColumnProfile? Told { get; set; }

    /// <summary>Looks at the texts of a column.</summary>
    public MomentProfile? Moments { get; set; }

    /// <summary>0 for the file's values, 1 for the elements of its lists: these can be rows, and their keys columns.</summary>
    int Rank { get; init; } = 2;

    /// <summary>A value begins.</summary>
    public void Add(ref Utf8JsonReader value)
    {
        switch (value.TokenType)
        {
            case JsonTokenType.String:
                _texts++;
                break;
            case JsonTokenType.Null:
                _nulls++;
                break;
            case JsonTokenType.True or JsonTokenType.False:
                _booleans++;
                break;
            case JsonTokenType.Number:
                Numbers++;
                (_numbers ??= new JsonNumbers()).Add(value.ValueSpan);
                break;
            case JsonTokenType.StartArray:
                _lists++;
                break;
            case JsonTokenType.StartObject:
                _objects++;
                _next = 0;
                break;
        }
    }

    /// <summary>The place that a key of its objects leads to.</summary>
    /// <param name="key">The key.</param>
    /// <param name="line">Says the line on which it stands.</param>
    public JsonShape Field(ref Utf8JsonReader key, Func<long> line)
    {
        if (_isMap) return Element;
        // Objects mostly have their keys in one order.
        var field = _next < _fields.Count && !key.ValueIsEscaped && key.ValueSpan.SequenceEqual(_fields[_next]._raw)
            ? _fields[_next]
            : Find(ref key);
        if (field is null)
        {
            if (Rank < 2 && _fields.Count == MostColumns)
                throw new FormatException(
                    $"its objects have more than {FileFault.Number(MostColumns)} different keys, too many for columns");
            if (Rank >= 2 && _fields.Count == MostFields)
            {
                BecomeMap();
                return Element;
            }
            field = new JsonShape(NameOf(ref key, line), key.ValueIsEscaped ? [] : key.ValueSpan.ToArray());
            Append(field);
        }
        _next = field._place + 1;
        if (field._seenIn == _objects && Twice.Line == 0) Twice = (field.Key, line());
        field._seenIn = _objects;
        return field;
    }

    /// <summary>What its values are.</summary>
    /// <param name="found">Gets what is found besides.</param>
    /// <param name="depth">How deep it lies.</param>
    /// <exception cref="FormatException">A key stands twice in an object; the message is a sentence.</exception>
    public JsonType Type(JsonFindings found, int depth)
    {
        var scalars = (_texts > 0 ? 1 : 0) + (_booleans > 0 ? 1 : 0) + (Numbers > 0 ? 1 : 0);
        if (_lists + _objects == 0)
        {
            if (scalars == 1 && _booleans > 0) return new(JsonKind.Boolean);
            if (scalars == 1 && _numbers is { } numbers)
            {
                var type = numbers.Type;
                found.IsOdd |= type
                    is { Kind: JsonKind.Text } or { Kind: JsonKind.Decimal, Precision: > JsonNumbers.DigitsThatDuckDbKeeps };
                return type;
            }
            found.IsOdd |= _numbers is { AreOdd: true };
            return new(JsonKind.Text);
        }
        var isSame = scalars == 0 && (_lists == 0 || _objects == 0);
        if (!isSame || depth > MostDepth || (_objects > 0 && !_isMap && _fields.Count == 0))
        {
            found.IsOdd |= HasOdd;
            return new(JsonKind.Any);
        }
        if (_lists > 0) return new(JsonKind.List) { Element = Element.Type(found, depth + 1) };
        return _isMap
            ? new(JsonKind.Map) { Element = Element.Type(found, depth + 1) }
            : new(JsonKind.Struct) { Fields = FieldsOf(found, depth) };
    }

    /// <summary>The fields of its objects.</summary>
    /// <param name="found">Gets what is found besides.</param>
    /// <param name="depth">How deep it lies.</param>
    /// <exception cref="FormatException">A key stands twice in an object; the message is a sentence.</exception>
    public IReadOnlyList<JsonField> FieldsOf(JsonFindings found, int depth)
    {
        if (Twice.Line > 0)
            throw new FormatException(
                $"the key {FileFault.Show(Twice.Key)} stands twice in one object, on line {FileFault.Number(Twice.Line)}, and nothing "
                    + $"says which one counts. Take one out");
        var names = ColumnNames.Differing([.. _fields.Select(f => f.Key)]);
        var fields = new List<JsonField>();
        for (var i = 0; i < _fields.Count; i++)
        {
            var key = _fields[i].Key;
            if (names[i] != key)
            {
                found.IsOdd = true;
                found.Notes.Add(
                    key.Length == 0
                        ? $"a key without a name is called {names[i]}"
                        : $"the key {FileFault.Show(key)} differs from another one in upper and lower case only and is called {names[i]}");
            }
            fields.Add(new JsonField(key, names[i], _fields[i].Type(found, depth + 1)));
        }
        return fields;
    }

    JsonShape? Find(ref Utf8JsonReader key) =>
        key.ValueIsEscaped
            ? _byKey.GetValueOrDefault(NameOf(ref key, null))
            : _byKey.GetValueOrDefault(Encoding.UTF8.GetString(key.ValueSpan));

    static string NameOf(ref Utf8JsonReader key, Func<long>? line)
    {
        var name = key.GetString()!;
        return line is not null && name.Contains('\0', StringComparison.Ordinal)
            ? throw new FormatException(
                $"a key on line {FileFault.Number(line())} holds a zero, which no name can have. Write the key otherwise") : name;
    }

    void Append(JsonShape field)
    {
        field._place = _fields.Count;
        _byKey.Add(field.Key, field);
        _fields.Add(field);
    }

    void BecomeMap()
    {
        _isMap = true;
        foreach (var field in _fields) Element.Merge(field);
        _fields.Clear();
        _byKey.Clear();
    }

    void Merge(JsonShape other)
    {
        _nulls += other._nulls;
        _texts += other._texts;
        _booleans += other._booleans;
        _lists += other._lists;
        _objects += other._objects;
        Numbers += other.Numbers;
        if (other._numbers is { } numbers) (_numbers ??= new JsonNumbers()).Add(numbers);
        if (other._element is { } element) Element.Merge(element);
        if (other._isMap && !_isMap) BecomeMap();
        if (Twice.Line == 0) Twice = other.Twice;
        foreach (var field in other._fields)
        {
            if (_isMap) Element.Merge(field);
            else if (_byKey.TryGetValue(field.Key, out var own)) own.Merge(field);
            else
            {
                Append(field);
                field._seenIn = 0;
                if (_fields.Count > MostFields) BecomeMap();
            }
        }
    }
}

/// <summary>What is found while the types of a file of JSON are made.</summary>
internal sealed class JsonFindings
{
    /// <summary>DuckDB would not read every value as it stands there.</summary>
    public bool IsOdd { get; set; }

    /// <summary>What a user must know, sentences without a full stop.</summary>
    public List<string> Notes { get; } = [];
}
