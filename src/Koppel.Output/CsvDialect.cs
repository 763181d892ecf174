namespace Koppel.Output;

/// <summary>How values stand in a file of values.</summary>
/// <param name="Separator">Stands between them.</param>
public sealed record CsvDialect(char Separator)
{
    /// <summary>Commas, as RFC 4180 has it.</summary>
    public static readonly CsvDialect Csv = new(',');

    /// <summary>Tabs.</summary>
    public static readonly CsvDialect Tsv = new('\t');

    /// <summary>
    /// As Excel reads a file where the comma is the decimal sign, such as in the Netherlands: semicolons, and a mark of UTF-8 in front.
    /// </summary>
    public static readonly CsvDialect ExcelWithCommas = new(';') { HasDecimalComma = true, HasMark = true, LineEnd = "\r\n" };

    /// <summary>A comma stands before the decimals of numbers.</summary>
    public bool HasDecimalComma { get; init; }

    /// <summary>A mark of UTF-8 stands in front.</summary>
    public bool HasMark { get; init; }

    /// <summary>Ends a row.</summary>
    public string LineEnd { get; init; } = "\n";
}
