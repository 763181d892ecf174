using Koppel.Engine.DuckDb;

namespace Koppel.Output;

/// <summary>Values as text, the same in every culture.</summary>
public sealed class CellText
{
    readonly Utf8Buffer _buffer = new();

    /// <summary>The text of a value, or null where there is none.</summary>
    public string? Of(ColumnCells cells, int row)
    {
        if (cells.IsNull(row)) return null;
        _buffer.Clear();
        cells.WriteText(row, _buffer);
        return _buffer.TextFrom(0);
    }

    /// <summary>The texts of a row.</summary>
    public string?[] Of(RowChunk chunk, int row)
    {
        var texts = new string?[chunk.Columns.Count];
        for (var i = 0; i < texts.Length; i++) texts[i] = Of(chunk.Columns[i], row);
        return texts;
    }

    /// <summary>Whether values of a SQL type are numbers, which stand at the right of a column.</summary>
    public static bool IsNumber(string sqlType) => sqlType.Split('(')[0].ToUpperInvariant() is
        "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" or "UHUGEINT"
        or "BIGNUM" or "DECIMAL" or "DOUBLE" or "FLOAT" && !sqlType.EndsWith(']');
}
