using System.Text;
using System.Text.Json;
using Koppel.Engine.Files.Columns;
using Koppel.Engine.Files.Input;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Files.Json;

/// <summary>Looks at a whole file of JSON once, and says how it is to be read and what its columns are.</summary>
/// <param name="path">The file.</param>
/// <param name="settings">What is told of it.</param>
/// <param name="looked">Is told how many values were looked at so far.</param>
internal sealed class JsonProfiler(string path, TextFileSettings settings, Action<long> looked)
{
    /// <summary>The column of a file whose values are no objects.</summary>
    const string OnlyColumn = "json";

    /// <summary>Looks at it.</summary>
    /// <exception cref="ConnectorException">It cannot be read.</exception>
    public JsonProfile Profile(CancellationToken cancellationToken)
    {
        try
        {
            var encoding = settings.Encoding ?? TextInput.FindEncoding(path);
            try
            {
                return Profile(encoding, cancellationToken);
            }
            catch (NotUtf8Exception) when (settings.Encoding is null)
            {
                return Profile(FileEncoding.Windows, cancellationToken);
            }
        }
        catch (Exception fault) when (FileFault.Sentence(fault) is { } sentence)
        {
            throw FileFault.Of(path, sentence, fault);
        }
    }

    JsonProfile Profile(string encoding, CancellationToken cancellationToken)
    {
        using var scan = new JsonScan(TextInput.Open(path, encoding, out var hasMark));
        var values = new JsonValues(scan, settings, looked);
        scan.Run(values, cancellationToken);
        looked(values.Rows);

        var found = new JsonFindings { IsOdd = hasMark || encoding != FileEncoding.Utf8 };
        if (encoding != FileEncoding.Utf8 && settings.Encoding is null)
            found.Notes.Add(
                $"its encoding is taken for {encoding}, since "
                    + $"{(encoding == FileEncoding.Windows ? "its text is no UTF-8" : "its first bytes say so")}");
        var rows = values.IsList ? values.Top.Element : values.Top;
        if (rows.Count == 0) found.Notes.Add("it holds no value, so that nothing is known of its columns");
        var (fields, columns) = rows.AreRows ? OfKeys(rows, found) : OfOne(rows, found);
        return new JsonProfile
        {
            IsClean = !found.IsOdd,
            Rows = values.Rows,
            Columns = columns,
            Encoding = encoding,
            Layout = values.Layout,
            HasKeys = rows.AreRows,
            Longest = values.Longest,
            Fields = fields,
            Notes = found.Notes,
            Findings =
            [
                $"encoding: {encoding}",
                $"values: "
                    + values.Layout switch { JsonLayout.Array => "in one list", JsonLayout.Lines => "one a line",
                        _ => "one behind the other" },
                $"rows: {FileFault.Number(values.Rows)}",
            ],
        };
    }

    (IReadOnlyList<JsonField> Fields, IReadOnlyList<FileColumn> Columns) OfKeys(JsonShape rows, JsonFindings found)
    {
        var fields = rows.FieldsOf(found, 0).ToList();
        ToldType.Check(settings, fields.ConvertAll(f => f.Name));
        var columns = new List<FileColumn>();
        for (var i = 0; i < fields.Count; i++)
        {
            var shape = rows.Fields[i];
            if (shape.Told is { } told)
            {
                // As texts, of which the type is made.
                fields[i] = fields[i] with { Type = new(JsonKind.Text) };
                found.IsOdd |= shape.HasOdd;
                columns.Add(told.Column(true, DateOrders.None, found.Notes) with { Name = fields[i].Name });
            }
            else if (shape.AreTexts && shape.Moments is { IsAlive: true } moments)
                columns.Add(
                    new(fields[i].Name, FileColumnKind.Moment, moments.Form.Type,
                        "dates or times as ISO 8601 writes them") { Moments = moments.Form, Order = DateOrders.Ymd });
            else columns.Add(JsonProfile.ColumnOf(fields[i], shape.Reason));
        }
        return (fields, columns);
    }

    static (IReadOnlyList<JsonField> Fields, IReadOnlyList<FileColumn> Columns) OfOne(JsonShape values, JsonFindings found)
    {
        var field = new JsonField(OnlyColumn, OnlyColumn, values.Type(found, 0));
        return ([field], [JsonProfile.ColumnOf(field, "its values are no objects")]);
    }
}

/// <summary>Goes through the values of a file, and learns what is where.</summary>
internal sealed class JsonValues(JsonScan scan, TextFileSettings settings, Action<long> looked) : IJsonVisitor
{
    const int RowsAtOnce = 8_192;

    readonly Stack<(JsonShape Shape, bool IsList)> _open = [];
    JsonShape? _field;
    long _values;
    long _elements;
    long _begin;
    long _beginElement;
    long _beginLine;
    long _endLine;
    bool _hasLines = true;
    long _longestElement;
    long _longestValue;

    /// <summary>The place of the file's values.</summary>
    public JsonShape Top { get; } = JsonShape.Top();

    /// <summary>The file is one list, whose elements are the rows.</summary>
    public bool IsList => _values == 1 && Top.AreLists;

    /// <summary>How many rows it has.</summary>
    public long Rows => IsList ? _elements : _values;

    /// <summary>How the values stand in it.</summary>
    public JsonLayout Layout => IsList ? JsonLayout.Array : _hasLines ? JsonLayout.Lines : JsonLayout.Mixed;

    /// <summary>Bytes of the longest row.</summary>
    public long Longest => IsList ? _longestElement : _longestValue;

    /// <inheritdoc/>
    public void Take(ref Utf8JsonReader token)
    {
        switch (token.TokenType)
        {
            case JsonTokenType.PropertyName:
                _field = _open.Peek().Shape.Field(ref token, () => scan.Line);
                return;
            case JsonTokenType.EndArray or JsonTokenType.EndObject:
                _open.Pop();
                break;
            default:
                var shape = _open.Count == 0 ? Top : _field ?? _open.Peek().Shape.Element;
                if (token.CurrentDepth < 2) BeginRow(token.CurrentDepth);
                shape.Add(ref token);
                if (_field is not null && token.CurrentDepth is 1 or 2) Column(shape, ref token);
                _field = null;
                if (token.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                {
                    _open.Push((shape, token.TokenType == JsonTokenType.StartArray));
                    return;
                }
                break;
        }
        if (token.CurrentDepth < 2)
            EndRow(token.CurrentDepth,
                scan.Position + (token.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject ? 1 : token.ValueSpan.Length + 2));
    }

    void BeginRow(int depth)
    {
        if (depth == 1)
        {
            if (_open.Peek() is (_, true) && _open.Count == 1) _beginElement = scan.Position;
            return;
        }
        (_begin, _beginLine) = (scan.Position, scan.Line);
        if (_values > 0 && _beginLine == _endLine) _hasLines = false;
    }

    void EndRow(int depth, long end)
    {
        if (depth == 1)
        {
            if (_open.Peek() is not (_, true)) return;
            _longestElement = Math.Max(_longestElement, end - _beginElement);
            _elements++;
            Tell(_elements);
            return;
        }
        _endLine = scan.Line;
        if (_endLine != _beginLine) _hasLines = false;
        _longestValue = Math.Max(_longestValue, end - _begin);
        _values++;
        Tell(_values);
    }

    void Tell(long rows)
    {
        if ((rows & (RowsAtOnce - 1)) == 0) looked(rows);
    }

    /// <summary>A value of what can be a column.</summary>
    void Column(JsonShape shape, ref Utf8JsonReader value)
    {
        if (value.TokenType == JsonTokenType.Null) return;
        if (shape.Told is null && shape.Moments is null)
        {
            var told = ToldType.Of(settings, shape.Key) ?? (settings.AllText ? ToldType.Parse("text") : null);
            if (told is not null) shape.Told = new ColumnProfile(shape.Key, settings with { Decimal = '.', Thousands = '\0' }, told);
            else shape.Moments = new MomentProfile(DateOrders.Ymd);
        }
        var text =
            value.TokenType != JsonTokenType.String || !value.ValueIsEscaped ? value.ValueSpan : Encoding.UTF8.GetBytes(value.GetString()!);
        if (shape.Told is { } column) column.Add(text, scan.Line);
        else if (value.TokenType == JsonTokenType.String) shape.Moments!.Add(text);
    }
}
