using System.Collections;
using System.Text;
using Vectors = DuckDB.NET.Native.NativeMethods.Vectors;

namespace Koppel.Engine.DuckDb;

/// <summary>DuckDB's <c>duckdb_list_entry</c>: where the elements of a list stand.</summary>
internal struct ListEntry
{
    public ulong Offset;
    public ulong Length;
}

/// <summary>Lists of any length.</summary>
internal sealed unsafe class ListCells(DuckType type, nint vector) : VectorCells(VectorData.Of(vector))
{
    readonly Sequence _elements =
        new(VectorReader.Of(type.Parts[0].Type, Vectors.DuckDBListVectorGetChild(vector)), type.Parts[0].Type.IsJson);

    /// <summary>The elements of all lists.</summary>
    public VectorCells Elements => _elements.Cells;

    /// <summary>Where the elements of a list stand.</summary>
    public (int First, int Count) Get(int row) =>
        (checked((int)((ListEntry*)Data)[row].Offset), checked((int)((ListEntry*)Data)[row].Length));

    /// <inheritdoc/>
    internal override bool IsNested => true;

    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to) => _elements.WriteText(Get(row), to);

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to) => _elements.WriteJson(Get(row), to);

    /// <inheritdoc/>
    public override object Value(int row) => _elements.Values(Get(row));
}

/// <summary>Lists that all have the same length.</summary>
internal sealed class ArrayCells(DuckType type, nint vector) : VectorCells(VectorData.Of(vector))
{
    readonly Sequence _elements = new(VectorReader.Of(type.Parts[0].Type, Vectors.DuckDBArrayVectorGetChild(vector)), isBare: true);

    /// <inheritdoc/>
    internal override bool IsNested => true;

    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to) => _elements.WriteText(Get(row), to);

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to) => _elements.WriteJson(Get(row), to);

    /// <inheritdoc/>
    public override object Value(int row) => _elements.Values(Get(row));

    (int First, int Count) Get(int row) => (checked(row * type.Size), type.Size);
}

/// <summary>Elements that stand one behind the other.</summary>
/// <param name="cells">Their column.</param>
/// <param name="isBare">Their texts stand without quotes in a list, whatever they hold.</param>
internal sealed class Sequence(VectorCells cells, bool isBare)
{
    readonly bool _isBare = isBare || cells.IsNested;

    public VectorCells Cells => cells;

    public void WriteText((int First, int Count) range, Utf8Buffer to)
    {
        to.Write((byte)'[');
        for (var i = 0; i < range.Count; i++)
        {
            if (i > 0) to.Write(", "u8);
            NestedText.Write(cells, range.First + i, _isBare, to);
        }
        to.Write((byte)']');
    }

    public void WriteJson((int First, int Count) range, Utf8Buffer to)
    {
        to.Write((byte)'[');
        for (var i = 0; i < range.Count; i++)
        {
            if (i > 0) to.Write((byte)',');
            JsonText.WriteCell(cells, range.First + i, to);
        }
        to.Write((byte)']');
    }

    public IList Values((int First, int Count) range)
    {
        var values = cells.NewList(range.Count);
        for (var i = range.First; i < range.First + range.Count; i++) values.Add(cells.IsNull(i) ? null : cells.Value(i));
        return values;
    }
}

/// <summary>Structs: fields with names, or without.</summary>
internal sealed class StructCells : VectorCells
{
    readonly VectorCells[] _fields;
    readonly byte[][] _names;
    readonly bool _isNamed;

    public StructCells(DuckType type, nint vector) : base(VectorData.Of(vector))
    {
        _names = [.. type.Parts.Select(p => Encoding.UTF8.GetBytes(p.Name))];
        _fields = [.. type.Parts.Select((p, i) => VectorReader.Of(p.Type, Vectors.DuckDBStructVectorGetChild(vector, i)))];
        _isNamed = _names.Any(n => n.Length > 0);
    }

    /// <inheritdoc/>
    internal override bool IsNested => true;

    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to)
    {
        to.Write(_isNamed ? (byte)'{' : (byte)'(');
        for (var i = 0; i < _fields.Length; i++)
        {
            if (i > 0) to.Write(", "u8);
            if (_isNamed)
            {
                NestedText.WriteName(_names[i], to);
                to.Write(": "u8);
            }
            NestedText.Write(_fields[i], row, _fields[i].IsNested, to);
        }
        to.Write(_isNamed ? (byte)'}' : (byte)')');
    }

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to)
    {
        to.Write(_isNamed ? (byte)'{' : (byte)'[');
        for (var i = 0; i < _fields.Length; i++)
        {
            if (i > 0) to.Write((byte)',');
            if (_isNamed)
            {
                JsonText.WriteString(_names[i], to);
                to.Write((byte)':');
            }
            JsonText.WriteCell(_fields[i], row, to);
        }
        to.Write(_isNamed ? (byte)'}' : (byte)']');
    }

    /// <inheritdoc/>
    public override object Value(int row)
    {
        if (!_isNamed) return _fields.Select(f => f.IsNull(row) ? null : f.Value(row)).ToList();
        var value = new Dictionary<string, object?>(_fields.Length);
        for (var i = 0; i < _fields.Length; i++)
            value[Encoding.UTF8.GetString(_names[i])] = _fields[i].IsNull(row) ? null : _fields[i].Value(row);
        return value;
    }
}

/// <summary>Maps. DuckDB keeps them as lists of keys and values.</summary>
internal sealed unsafe class MapCells : VectorCells
{
    readonly VectorCells _keys;
    readonly VectorCells _values;

    public MapCells(DuckType type, nint vector) : base(VectorData.Of(vector))
    {
        var entries = Vectors.DuckDBListVectorGetChild(vector);
        _keys = VectorReader.Of(type.Parts[0].Type, Vectors.DuckDBStructVectorGetChild(entries, 0));
        _values = VectorReader.Of(type.Parts[1].Type, Vectors.DuckDBStructVectorGetChild(entries, 1));
    }

    /// <inheritdoc/>
    internal override bool IsNested => true;

    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to)
    {
        var (first, count) = Get(row);
        to.Write((byte)'{');
        for (var i = first; i < first + count; i++)
        {
            if (i > first) to.Write(", "u8);
            NestedText.Write(_keys, i, _keys.IsNested, to);
            to.Write((byte)'=');
            NestedText.Write(_values, i, _values.IsNested, to);
        }
        to.Write((byte)'}');
    }

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to)
    {
        var (first, count) = Get(row);
        to.Write((byte)'{');
        for (var i = first; i < first + count; i++)
        {
            if (i > first) to.Write((byte)',');
            var start = to.Length;
            _keys.WriteText(i, to);
            JsonText.Quote(start, to);
            to.Write((byte)':');
            JsonText.WriteCell(_values, i, to);
        }
        to.Write((byte)'}');
    }

    /// <inheritdoc/>
    public override object Value(int row)
    {
        var (first, count) = Get(row);
        var value = new Dictionary<object, object?>(count);
        // Two lists with the same elements are two keys to .NET, as they are to nobody else; to DuckDB a map has no key twice.
        for (var i = first; i < first + count; i++) value[_keys.Value(i)] = _values.IsNull(i) ? null : _values.Value(i);
        return value;
    }

    (int First, int Count) Get(int row) => (checked((int)((ListEntry*)Data)[row].Offset), checked((int)((ListEntry*)Data)[row].Length));
}

/// <summary>Unions: one of several members, and which.</summary>
internal sealed unsafe class UnionCells : VectorCells
{
    readonly VectorCells[] _members;
    readonly byte[][] _names;
    readonly byte* _tags;

    public UnionCells(DuckType type, nint vector) : base(VectorData.Of(vector))
    {
        _tags = (byte*)Vectors.DuckDBVectorGetData(Vectors.DuckDBStructVectorGetChild(vector, 0));
        _names = [.. type.Parts.Select(p => Encoding.UTF8.GetBytes(p.Name))];
        _members = [.. type.Parts.Select((p, i) => VectorReader.Of(p.Type, Vectors.DuckDBStructVectorGetChild(vector, i + 1)))];
    }

    /// <inheritdoc/>
    internal override bool IsNested => true;

    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to) => NestedText.Write(_members[_tags[row]], row, isBare: true, to);

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to)
    {
        to.Write((byte)'{');
        JsonText.WriteString(_names[_tags[row]], to);
        to.Write((byte)':');
        JsonText.WriteCell(_members[_tags[row]], row, to);
        to.Write((byte)'}');
    }

    /// <inheritdoc/>
    public override object Value(int row)
    {
        var member = _members[_tags[row]];
        return new KeyValuePair<string, object?>(
            Encoding.UTF8.GetString(_names[_tags[row]]), member.IsNull(row) ? null : member.Value(row));
    }
}
