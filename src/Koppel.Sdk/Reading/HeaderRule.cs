using System.Globalization;

namespace Koppel.Sdk.Reading;

/// <summary>Where the column names of a sheet, a range of cells or a file of text come from.</summary>
/// <param name="Kind">The way.</param>
/// <param name="Row">
/// The number of the row with them, from 1, where the way is <see cref="HeaderKind.Row"/>; 0 otherwise. In a file of text it is the number
/// of the line.
/// </param>
public readonly record struct HeaderRule(HeaderKind Kind, int Row = 0)
{
    /// <summary>Excel has no more rows.</summary>
    const int MostRows = 1_048_576;

    /// <summary>
    /// Reads what a configuration says: <c>auto</c>, <c>first</c> (or <c>on</c>), <c>none</c> (or <c>off</c>) or a number; null for all
    /// else.
    /// </summary>
    public static HeaderRule? Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.ToUpperInvariant() switch
        {
            "AUTO" => new HeaderRule(HeaderKind.Auto),
            "FIRST" or "ON" or "TRUE" or "YES" => new HeaderRule(HeaderKind.First),
            "NONE" or "OFF" or "FALSE" or "NO" => new HeaderRule(HeaderKind.None),
            _ => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row is >= 1 and <= MostRows
                ? new HeaderRule(HeaderKind.Row, row) : null,
        };
    }
}

/// <summary>The ways to find the column names of a sheet, a range of cells or a file of text.</summary>
public enum HeaderKind
{
    /// <summary>The first row that looks like headings.</summary>
    Auto,

    /// <summary>The first row with anything in it.</summary>
    First,

    /// <summary>There are none: the columns are named by their place.</summary>
    None,

    /// <summary>The row of a number; what stands above it is skipped.</summary>
    Row,
}
