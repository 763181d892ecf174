using Koppel.Sdk.Schema;

namespace Koppel.Engine.Planning;

/// <summary>
/// 64 bits for the values by which a row is joined: a million of them take 8 MB, and chance makes one of a million like one of another
/// million once in some ten million times.
/// </summary>
internal static class KeyHash
{
    /// <summary>Whether values of a column can be told by their hash as DuckDB's <c>=</c> tells them.</summary>
    public static bool Knows(Column column) => column.Type.Kind
        is not (ColumnKind.Json or ColumnKind.BigIntList or ColumnKind.TextList or ColumnKind.Blob or ColumnKind.Interval);

    /// <summary>The hash of a row's key, or null where a part of it has no value: it equals nothing.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">The positions of the key's columns.</param>
    /// <param name="row">The row.</param>
    /// <param name="isFolded">Texts count without regard to case, to blanks around them, and to what is invisible in them.</param>
    public static ulong? Of(RowBatch rows, ReadOnlySpan<int> columns, int row, bool isFolded)
    {
        var hash = 0xcbf29ce484222325UL;
        foreach (var column in columns)
        {
            var buffer = rows[column];
            if (buffer.IsNull(row)) return null;
            hash = Mix(buffer.Type.Kind switch
            {
                ColumnKind.Text => OfText(isFolded ? Fold(buffer.Texts[row]) : buffer.Texts[row], hash),
                ColumnKind.Double or ColumnKind.Float => hash ^ Mix(Bits(buffer.Doubles[row])),
                _ when buffer.Type.IsWide =>
                    hash ^ Mix((ulong)buffer.Wides[row]) ^ Mix(~(ulong)(buffer.Wides[row] >> 64)),
                _ => hash ^ Mix((ulong)buffer.Longs[row]),
            });
        }
        return hash;
    }

    /// <summary>A text without case, without blanks around it, and without what is invisible in it.</summary>
    public static string Fold(string text) => InvisibleText.Clean(text, out _).ToLowerInvariant();

    /// <summary>Whether folding would change a text of the key.</summary>
    public static bool IsFolded(RowBatch rows, ReadOnlySpan<int> columns, int row)
    {
        foreach (var column in columns)
            if (rows[column] is { Type.Kind: ColumnKind.Text } buffer && !buffer.IsNull(row) && !IsFolded(buffer.Texts[row])) return false;
        return true;
    }

    static bool IsFolded(string text)
    {
        foreach (var c in text)
        {
            if (c >= '\x80') return text == Fold(text);
            if (char.IsAsciiLetterUpper(c)) return false;
        }
        return text.Length == 0 || !(char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]));
    }

    static ulong OfText(string text, ulong hash)
    {
        foreach (var c in text) hash = (hash ^ c) * 0x100000001b3UL;
        return Mix(hash ^ (ulong)text.Length);
    }

    /// <summary>Both zeros are one to SQL, and so are all that are no number.</summary>
    static ulong Bits(double value) => value == 0 ? 0 : double.IsNaN(value) ? ulong.MaxValue : BitConverter.DoubleToUInt64Bits(value);

    static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9UL;
        x = (x ^ (x >> 27)) * 0x94d049bb133111ebUL;
        return x ^ (x >> 31);
    }
}
