using System.Text;
using Vectors = DuckDB.NET.Native.NativeMethods.Vectors;

namespace Koppel.Engine.DuckDb;

/// <summary>
/// Values that each have a type of their own. DuckDB keeps of each row the names of fields, the children of lists and objects, the kind and
/// place of each value, and the bytes of all of them.
/// </summary>
internal sealed unsafe class VariantCells : VectorCells
{
    readonly ListEntry* _keys;
    readonly void* _names;
    readonly ListEntry* _children;
    readonly uint* _childKeys;
    readonly uint* _childValues;
    readonly ListEntry* _values;
    readonly byte* _kinds;
    readonly uint* _places;
    readonly void* _bytes;

    public VariantCells(nint vector) : base(VectorData.Of(vector))
    {
        var (keys, children, values) = (Part(vector, 0), Part(vector, 1), Part(vector, 2));
        _keys = (ListEntry*)Vectors.DuckDBVectorGetData(keys);
        _names = Vectors.DuckDBVectorGetData(Vectors.DuckDBListVectorGetChild(keys));
        _children = (ListEntry*)Vectors.DuckDBVectorGetData(children);
        var child = Vectors.DuckDBListVectorGetChild(children);
        _childKeys = (uint*)Vectors.DuckDBVectorGetData(Part(child, 0));
        _childValues = (uint*)Vectors.DuckDBVectorGetData(Part(child, 1));
        _values = (ListEntry*)Vectors.DuckDBVectorGetData(values);
        var value = Vectors.DuckDBListVectorGetChild(values);
        _kinds = (byte*)Vectors.DuckDBVectorGetData(Part(value, 0));
        _places = (uint*)Vectors.DuckDBVectorGetData(Part(value, 1));
        _bytes = Vectors.DuckDBVectorGetData(Part(vector, 3));
    }

    /// <inheritdoc/>
    internal override bool IsNested => true;

    /// <inheritdoc/>
    public override bool IsNull(int row) => base.IsNull(row) || Kind(row, 0) == VariantKind.Null;

    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to) => WriteText(row, 0, to);

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to) => WriteJson(row, 0, to);

    /// <inheritdoc/>
    public override object Value(int row) => Value(row, 0)!;

    void WriteText(int row, uint value, Utf8Buffer to)
    {
        if (Kind(row, value) is not (VariantKind.Object or VariantKind.Array))
        {
            VariantValue.Write(Kind(row, value), At(row, value), isJson: false, to);
            return;
        }
        var isObject = Kind(row, value) == VariantKind.Object;
        var (first, count) = Children(row, value);
        var isBare = !isObject && !IsOfOneKind(row, first, count);
        to.Write(isObject ? (byte)'{' : (byte)'[');
        for (var i = first; i < first + count; i++)
        {
            if (i > first) to.Write(", "u8);
            if (isObject)
            {
                NestedText.WriteName(Name(row, i), to);
                to.Write(": "u8);
            }
            var kind = Kind(row, _childValues[i]);
            var start = to.Length;
            if (kind == VariantKind.Null) to.Write("NULL"u8);
            else WriteText(row, _childValues[i], to);
            if (!isBare && kind is not (VariantKind.Null or VariantKind.Object or VariantKind.Array)) NestedText.QuoteIfNeeded(start, to);
        }
        to.Write(isObject ? (byte)'}' : (byte)']');
    }

    /// <summary>A list of one kind is a list of that type to DuckDB; any other one of variants, which stand without quotes.</summary>
    bool IsOfOneKind(int row, long first, int count)
    {
        for (var i = first + 1; i < first + count; i++)
            if (Kind(row, _childValues[i]) != Kind(row, _childValues[first])) return false;
        return true;
    }

    void WriteJson(int row, uint value, Utf8Buffer to)
    {
        if (Kind(row, value) is not (VariantKind.Object or VariantKind.Array))
        {
            VariantValue.Write(Kind(row, value), At(row, value), isJson: true, to);
            return;
        }
        var isObject = Kind(row, value) == VariantKind.Object;
        var (first, count) = Children(row, value);
        to.Write(isObject ? (byte)'{' : (byte)'[');
        for (var i = first; i < first + count; i++)
        {
            if (i > first) to.Write((byte)',');
            if (isObject)
            {
                JsonText.WriteString(Name(row, i), to);
                to.Write((byte)':');
            }
            WriteJson(row, _childValues[i], to);
        }
        to.Write(isObject ? (byte)'}' : (byte)']');
    }

    object? Value(int row, uint value)
    {
        if (Kind(row, value) is not (VariantKind.Object or VariantKind.Array)) return VariantValue.Get(Kind(row, value), At(row, value));
        var (first, count) = Children(row, value);
        if (Kind(row, value) == VariantKind.Array)
        {
            var list = new List<object?>(count);
            for (var i = first; i < first + count; i++) list.Add(Value(row, _childValues[i]));
            return list;
        }
        var fields = new Dictionary<string, object?>(count);
        for (var i = first; i < first + count; i++) fields[Encoding.UTF8.GetString(Name(row, i))] = Value(row, _childValues[i]);
        return fields;
    }

    VariantKind Kind(int row, uint value) => (VariantKind)_kinds[_values[row].Offset + value];

    byte* At(int row, uint value)
    {
        // The bytes lie in DuckDB's memory, which does not move.
        fixed (byte* bytes = DuckString.Bytes(_bytes, row)) return bytes + _places[_values[row].Offset + value];
    }

    ReadOnlySpan<byte> Name(int row, long child) => DuckString.Bytes(_names, checked((int)(_keys[row].Offset + _childKeys[child])));

    (long First, int Count) Children(int row, uint value)
    {
        var at = At(row, value);
        var count = VariantValue.Number(ref at);
        return count == 0 ? (0, 0) : ((long)_children[row].Offset + VariantValue.Number(ref at), (int)count);
    }

    static nint Part(nint vector, int index) => Vectors.DuckDBStructVectorGetChild(vector, index);
}
