using System.Text;
using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.DuckDb;

/// <summary>Copies values out of DuckDB into the buffers that connectors take.</summary>
internal static class BufferCopy
{
    /// <summary>The last microsecond of the year 9999, and the first of the year 1, counted from 1970.</summary>
    const long LastMicrosecond = 253_402_300_799_999_999, FirstMicrosecond = -62_135_596_800_000_000;

    /// <summary>A whole number of 64 bits, such as a row's number.</summary>
    public static long Number(VectorCells cells, int row) => ((IWholeNumbers)cells).GetLong(row);

    /// <summary>Copies a value, which has the buffer's type.</summary>
    /// <param name="cells">Its column.</param>
    /// <param name="from">Its row there.</param>
    /// <param name="buffer">Where it goes.</param>
    /// <param name="row">The row in the buffer.</param>
    /// <param name="texts">Texts that were met already, or null.</param>
    /// <exception cref="QueryException">It is a date or a time that the connectors do not have.</exception>
    public static void Copy(VectorCells cells, int from, ColumnBuffer buffer, int row, TextPool? texts = null)
    {
        if (cells.IsNull(from))
        {
            buffer.SetNull(row);
            return;
        }
        switch (cells)
        {
            // Most cells of a load are texts.
            case TextCells or JsonCells when texts is not null: buffer.SetText(row, texts.Of(cells.Bytes(from))); break;
            case TextCells or JsonCells: buffer.SetUtf8(row, cells.Bytes(from)); break;
            case BooleanCells truths: buffer.SetBoolean(row, truths.Get(from)); break;
            case IntegerCells<ulong> numbers: buffer.SetWhole(row, numbers.Get(from)); break;
            case IWholeNumbers numbers: buffer.SetLong(row, numbers.GetLong(from)); break;
            case DoubleCells numbers: buffer.SetDouble(row, numbers.Get(from)); break;
            case FloatCells numbers: buffer.SetDouble(row, numbers.Get(from)); break;
            case DecimalCells numbers when !buffer.Type.IsWide: buffer.SetLong(row, (long)numbers.Unscaled(from)); break;
            case DecimalCells numbers: buffer.SetWide(row, numbers.Unscaled(from)); break;
            case var _ when buffer.Type.IsWide: buffer.SetWide(row, cells.Bits(from)); break;
            case BlobCells blobs: buffer.SetBytes(row, blobs.Bytes(from)); break;
            case DateCells days when TimeText.IsUsual(days.Get(from)): buffer.SetLong(row, days.Get(from)); break;
            case TimeCells times when times.Get(from) < TimeText.Day: buffer.SetLong(row, times.Get(from)); break;
            case TimestampCells times
                when times.Get(from) is >= FirstMicrosecond and <= LastMicrosecond: buffer.SetLong(row, times.Get(from)); break;
            case DateCells or TimeCells or TimestampCells: throw Unusual(cells, from);
            case ListCells lists
                when buffer.Type.Kind == ColumnKind.BigIntList: buffer.SetList(row, [.. Elements(lists, from).Cast<long>()]); break;
            case ListCells lists: buffer.SetTexts(row, [.. Elements(lists, from).Cast<string>()]); break;
            default: throw new InvalidOperationException($"A load cannot carry a column of type {buffer.Type}.");
        }
    }

    /// <summary>A text, or null.</summary>
    public static string? Text(VectorCells cells, int row) =>
        cells.IsNull(row) ? null : Encoding.UTF8.GetString(((TextCells)cells).Bytes(row));

    /// <summary>Elements without a value are left out.</summary>
    static IEnumerable<object> Elements(ListCells lists, int row)
    {
        var (first, count) = lists.Get(row);
        for (var i = first; i < first + count; i++)
            if (!lists.Elements.IsNull(i)) yield return lists.Elements.Value(i);
    }

    static QueryException Unusual(VectorCells cells, int row)
    {
        var text = new Utf8Buffer();
        cells.WriteText(row, text);
        return QueryException.Of(
            $"A row to load has the {(cells is TimeCells ? "time" : "date")} {text.TextFrom(0)}, which no system that is loaded to has: "
                + $"dates go from 0001-01-01 to 9999-12-31, times to 23:59:59. "
            + "Leave such rows out or give them null: nullif(…), case when … end.");
    }
}
