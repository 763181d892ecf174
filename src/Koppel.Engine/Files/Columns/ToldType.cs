using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Files.Columns;

/// <summary>A type that a user tells of a column.</summary>
/// <param name="Kind">What its values are.</param>
/// <param name="Type">The type in SQL.</param>
internal sealed partial record ToldType(FileColumnKind Kind, string Type)
{
    /// <summary>Digits of a decimal in all; 0 when it tells none.</summary>
    public int Precision { get; init; }

    /// <summary>Decimals.</summary>
    public int Scale { get; init; }

    /// <summary>The words that are true and those that are false.</summary>
    public static readonly (string[] True, string[] False) Words =
        (["true", "t", "yes", "y", "ja", "j", "on", "1"], ["false", "f", "no", "n", "nee", "off", "0"]);

    /// <summary>The type of that name, or null.</summary>
    public static ToldType? Parse(string text)
    {
        switch (text.Trim().ToLowerInvariant())
        {
            case "text" or "varchar": return new(FileColumnKind.Text, "VARCHAR");
            case "integer" or "int" or "bigint": return new(FileColumnKind.Number, "BIGINT") { Precision = 19 };
            case "double": return new(FileColumnKind.Double, "DOUBLE");
            case "boolean" or "bool": return new(FileColumnKind.Boolean, "BOOLEAN");
            case "date": return new(FileColumnKind.Moment, "DATE");
            case "time": return new(FileColumnKind.Moment, "TIME");
            case "timestamp": return new(FileColumnKind.Moment, "TIMESTAMP");
            case "timestamptz" or "timestamp with time zone": return new(FileColumnKind.Moment, "TIMESTAMP WITH TIME ZONE");
        }
        var match = DecimalText().Match(text);
        if (!match.Success) return null;
        var (precision, scale) = (int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture),
            int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
        return precision is < 1 or > 38 || scale > precision ? null
            : new(FileColumnKind.Number,
                string.Create(CultureInfo.InvariantCulture, $"DECIMAL({precision},{scale})")) { Precision = precision, Scale = scale };
    }

    /// <summary>The type that is told of a column, or null.</summary>
    public static ToldType? Of(TextFileSettings settings, string column) =>
        settings.Types.FirstOrDefault(t => t.Key.Equals(column, StringComparison.OrdinalIgnoreCase)).Value is { } told ? Parse(told) : null;

    /// <summary>Holds that types are told of columns only that are there.</summary>
    /// <exception cref="FormatException">One is not; the message is a sentence.</exception>
    public static void Check(TextFileSettings settings, IReadOnlyList<string> columns)
    {
        if (settings.Types.Keys.FirstOrDefault(told => !columns.Contains(told, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw new FormatException(
                $"types names a column '{unknown}', and the file has none of that name. It has: {string.Join(", ", columns.Take(20))}.");
    }

    /// <summary>Whether a value can be of the type, as far as one value tells it.</summary>
    public bool Fits(ReadOnlySpan<byte> value) => Kind switch
    {
        FileColumnKind.Boolean =>
            Encoding.UTF8.GetString(value).ToLowerInvariant() is var word && (Words.True.Contains(word) || Words.False.Contains(word)),
        _ => true,
    };

    /// <summary>Whether all the numbers fit.</summary>
    public bool Holds(NumberForm form) => Type == "BIGINT" ? form.Precision is null
        : form.Scale <= Scale && form.Digits <= Precision - Scale;

    [GeneratedRegex(@"^\s*decimal\s*\(\s*(\d{1,2})\s*,\s*(\d{1,2})\s*\)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DecimalText();
}
