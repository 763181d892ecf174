using System.Text;
using System.Text.Json;
using Koppel.Engine.DuckDb;

namespace Koppel.Server.Results;

/// <summary>
/// Writes the values of a column as JSON for the page: what JavaScript's numbers cannot hold is text, a long text is cut, and a value that
/// holds others is their text.
/// </summary>
/// <param name="type">The column's type in SQL.</param>
internal sealed class CellJson(string type)
{
    /// <summary>A longer text is cut; the page asks for the whole of one.</summary>
    public const int Longest = 1_000;

    /// <summary>Whole numbers with so many digits are exact in JavaScript.</summary>
    const int SafeDigits = 15;

    readonly bool _isExact = ColumnKind.Of(type) is "number" or "boolean"
        && type.Split('(')[0] is "BOOLEAN" or "TINYINT" or "SMALLINT" or "INTEGER" or "UTINYINT" or "USMALLINT" or "UINTEGER";

    readonly bool _isWhole = type is "BIGINT" or "UBIGINT" or "HUGEINT" or "UHUGEINT" or "BIGNUM";
    readonly bool _isFloating = type is "DOUBLE" or "FLOAT";
    readonly bool _isTimestamp = ColumnKind.Of(type) == "timestamp";
    readonly Utf8Buffer _scratch = new();

    /// <summary>Writes a value.</summary>
    /// <param name="cells">The column.</param>
    /// <param name="row">The row.</param>
    /// <param name="isWhole">Also a long text stays whole.</param>
    /// <param name="to">Gets the JSON.</param>
    public void Write(ColumnCells cells, int row, bool isWhole, Utf8Buffer to)
    {
        if (cells.IsNull(row))
        {
            to.Write("null"u8);
            return;
        }
        if (_isExact)
        {
            cells.WriteJson(row, to);
            return;
        }
        _scratch.Clear();
        cells.WriteText(row, _scratch);
        var text = _scratch.Written;
        if ((_isWhole && text.Length <= SafeDigits) || (_isFloating && IsNumber(text))) to.Write(text);
        else if (isWhole || text.Length <= Longest) WriteText(text, to);
        else WriteCut(text, to);
    }

    void WriteText(ReadOnlySpan<byte> text, Utf8Buffer to)
    {
        to.Write((byte)'"');
        // ISO 8601 where DuckDB has a blank.
        if (_isTimestamp && text.IndexOf((byte)' ') is > 0 and var blank)
        {
            to.Write(text[..blank]);
            to.Write((byte)'T');
            text = text[(blank + 1)..];
        }
        to.Write(JsonEncodedText.Encode(text, Wire.Answer.Json.Encoder).EncodedUtf8Bytes);
        to.Write((byte)'"');
    }

    void WriteCut(ReadOnlySpan<byte> text, Utf8Buffer to)
    {
        var all = Encoding.UTF8.GetString(text);
        if (all.Length <= Longest)
        {
            WriteText(text, to);
            return;
        }
        var end = char.IsHighSurrogate(all[Longest - 1]) ? Longest - 1 : Longest;
        to.Write("{\"cut\":"u8);
        WriteText(Encoding.UTF8.GetBytes(all, 0, end), to);
        to.Write(FormattableString.Invariant($",\"length\":{all.Length}}}"));
    }

    static bool IsNumber(ReadOnlySpan<byte> text) => text[^1] is >= (byte)'0' and <= (byte)'9' && !text.Contains((byte)'n');
}
