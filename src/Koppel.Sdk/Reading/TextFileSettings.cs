using System.Text;

namespace Koppel.Sdk.Reading;

/// <summary>How a file of text (CSV, TSV) is to be read. What is null is found out from the whole file.</summary>
public sealed record TextFileSettings
{
    /// <summary>The name of the encoding, such as <c>utf-8</c>, <c>utf-16</c> or <c>windows-1252</c>.</summary>
    public string? Encoding { get; init; }

    /// <summary>What separates the cells: one ASCII character.</summary>
    public char? Separator { get; init; }

    /// <summary>What encloses a cell that holds separators: one ASCII character; <c>'\0'</c> for none.</summary>
    public char? Quote { get; init; }

    /// <summary>Where the headings stand. The default is to find them.</summary>
    public HeaderRule Header { get; init; }

    /// <summary>The sign before the decimals: a point or a comma.</summary>
    public char? Decimal { get; init; }

    /// <summary>The sign between groups of thousands; <c>'\0'</c> for none.</summary>
    public char? Thousands { get; init; }

    /// <summary>The order of day, month and year in dates: <c>dmy</c>, <c>mdy</c> or <c>ymd</c>.</summary>
    public string? DateOrder { get; init; }

    /// <summary>The types of columns that are told, such as <c>text</c> or <c>decimal(10,2)</c>, by their headings.</summary>
    public IReadOnlyDictionary<string, string> Types { get; init; } = new Dictionary<string, string>();

    /// <summary>Every column whose type is not told is text. The default is false.</summary>
    public bool AllText { get; init; }

    /// <summary>Texts that stand for no value, besides the empty cell.</summary>
    public IReadOnlyList<string> Nulls { get; init; } = [];

    /// <summary>An empty cell is an empty text and not null. The default is false.</summary>
    public bool EmptyIsText { get; init; }

    /// <summary>
    /// What is done with a row that has more cells than there are columns. The default is to leave it out and to tell it.
    /// </summary>
    public LongRows LongRows { get; init; }

    /// <summary>The encoding of that name, which refuses what it cannot decode; null when there is none.</summary>
    public static Encoding? FindEncoding(string name)
    {
        name = name.Trim().ToLowerInvariant() switch
        {
            "ansi" or "cp1252" => "windows-1252",
            "latin1" or "latin-1" => "iso-8859-1",
            "utf16" or "utf-16le" => "utf-16",
            "utf8" => "utf-8",
            var other => other,
        };
        try
        {
            var found =
                CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? System.Text.Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return found.CodePage == 65_000 ? null : found; // UTF-7 is no encoding of files.
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}

/// <summary>What is done with a row that has more cells than there are columns.</summary>
public enum LongRows
{
    /// <summary>It is left out and told: in a load as a reject.</summary>
    Reject,

    /// <summary>The file is refused.</summary>
    Fail,

    /// <summary>The cells that are too many are cut off.</summary>
    Cut,
}
