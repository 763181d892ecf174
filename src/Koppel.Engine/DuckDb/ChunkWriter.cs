using System.Buffers;
using System.Numerics;
using System.Text;
using Koppel.Sdk.Schema;
using Vectors = DuckDB.NET.Native.NativeMethods.Vectors;

namespace Koppel.Engine.DuckDb;

/// <summary>Copies a column of a batch into one of DuckDB's vectors.</summary>
internal static unsafe class ChunkWriter
{
    /// <summary>Writes the first <paramref name="count"/> values.</summary>
    public static void Write(ColumnBuffer column, int count, nint vector)
    {
        var data = Vectors.DuckDBVectorGetData(vector);
        switch (column.Type.Kind)
        {
            case ColumnKind.Text or ColumnKind.Json or ColumnKind.Blob:
                WriteTexts(column, count, vector);
                break;
            case ColumnKind.BigIntList:
                WriteLists(column, count, vector);
                break;
            case ColumnKind.TextList:
                WriteTextLists(column, count, vector);
                break;
            case ColumnKind.Double:
                column.Doubles[..count].CopyTo(new Span<double>(data, count));
                break;
            case ColumnKind.Float:
                Narrow(column.Doubles[..count], new Span<float>(data, count));
                break;
            case ColumnKind.Boolean or ColumnKind.TinyInt or ColumnKind.UTinyInt:
                Narrow(column.Longs[..count], new Span<byte>(data, count));
                break;
            case ColumnKind.SmallInt or ColumnKind.USmallInt:
            case ColumnKind.Decimal when column.Type.Width <= 4:
                Narrow(column.Longs[..count], new Span<short>(data, count));
                break;
            case ColumnKind.Integer or ColumnKind.UInteger or ColumnKind.Date:
            case ColumnKind.Decimal when column.Type.Width <= 9:
                Narrow(column.Longs[..count], new Span<int>(data, count));
                break;
            case var _ when column.Type.IsWide:
                column.Wides[..count].CopyTo(new Span<Int128>(data, count));
                break;
            default:
                column.Longs[..count].CopyTo(new Span<long>(data, count));
                break;
        }
        WriteNulls(column.Nulls[..count], vector);
    }

    /// <summary>Writes so many nulls.</summary>
    public static void WriteNulls(int count, nint vector)
    {
        Vectors.DuckDBVectorEnsureValidityWritable(vector);
        new Span<ulong>(Vectors.DuckDBVectorGetValidity(vector), (count + 63) / 64).Clear();
    }

    static void WriteNulls(ReadOnlySpan<bool> nulls, nint vector)
    {
        if (!nulls.Contains(true)) return;
        Vectors.DuckDBVectorEnsureValidityWritable(vector);
        var validity = Vectors.DuckDBVectorGetValidity(vector);
        for (var i = 0; i < nulls.Length; i++)
            if (nulls[i]) validity[i >> 6] &= ~(1UL << (i & 63));
    }

    static void Narrow<TFrom, TTo>(ReadOnlySpan<TFrom> from, Span<TTo> to)
        where TFrom : unmanaged, INumberBase<TFrom> where TTo : unmanaged, INumberBase<TTo>
    {
        for (var i = 0; i < from.Length; i++) to[i] = TTo.CreateTruncating(from[i]);
    }

    static void WriteTexts(ColumnBuffer column, int count, nint vector)
    {
        var texts = column.Texts;
        var nulls = column.Nulls;
        var buffer = ArrayPool<byte>.Shared.Rent(1024);
        for (var i = 0; i < count; i++)
        {
            if (nulls[i]) continue;
            if (texts.TryUtf8(i, out var bytes)) WriteBytes(bytes, vector, (ulong)i);
            else WriteText(texts[i], vector, (ulong)i, ref buffer);
        }
        ArrayPool<byte>.Shared.Return(buffer);
    }

    static void WriteText(string text, nint vector, ulong index, ref byte[] buffer)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (buffer.Length < most)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(most);
        }
        // Lone surrogates become the replacement character here, so what is written is valid UTF-8 and need not be checked again.
        WriteBytes(buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer)), vector, index);
    }

    static void WriteBytes(ReadOnlySpan<byte> text, nint vector, ulong index)
    {
        fixed (byte* bytes = text) Vectors.DuckDBUnsafeVectorAssignStringElementLength(vector, index, bytes, text.Length);
    }

    static void WriteTextLists(ColumnBuffer column, int count, nint vector)
    {
        var lists = column.TextLists;
        var child = WriteEntries(lists, column.Nulls, count, vector);
        var buffer = ArrayPool<byte>.Shared.Rent(1024);
        ulong at = 0;
        for (var i = 0; i < count; i++)
        {
            if (column.Nulls[i]) continue;
            foreach (var text in lists[i]) WriteText(text, child, at++, ref buffer);
        }
        ArrayPool<byte>.Shared.Return(buffer);
    }

    static void WriteLists(ColumnBuffer column, int count, nint vector)
    {
        var lists = column.Lists;
        var elements = (long*)Vectors.DuckDBVectorGetData(WriteEntries(lists, column.Nulls, count, vector));
        for (var i = 0; i < count; i++)
        {
            if (column.Nulls[i]) continue;
            lists[i].CopyTo(new Span<long>(elements, lists[i].Length));
            elements += lists[i].Length;
        }
    }

    /// <summary>Tells where the elements of each list stand, one list behind the other; gives the vector that takes them.</summary>
    static nint WriteEntries<T>(ReadOnlySpan<T[]> lists, ReadOnlySpan<bool> nulls, int count, nint vector)
    {
        var entries = (ListEntry*)Vectors.DuckDBVectorGetData(vector);
        ulong total = 0;
        for (var i = 0; i < count; i++)
        {
            var length = nulls[i] ? 0 : (ulong)lists[i].Length;
            entries[i] = new ListEntry { Offset = total, Length = length };
            total += length;
        }
        Vectors.DuckDBListVectorReserve(vector, total);
        Vectors.DuckDBListVectorSetSize(vector, total);
        return Vectors.DuckDBListVectorGetChild(vector);
    }

    /// <summary>DuckDB's <c>duckdb_list_entry</c>.</summary>
    struct ListEntry
    {
        public ulong Offset;
        public ulong Length;
    }
}
