using System.Collections.Concurrent;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Dialects.Formats;

/// <summary><c>to_date(text, format [, nls])</c></summary>
internal static class ToDateFunction
{
    const string Name = "to_date";
    const int MostFormats = 1_000;

    static readonly ConcurrentDictionary<string, DateFormat> Formats = new(StringComparer.Ordinal);

    /// <summary>The time as DuckDB reads it; null for null and for an empty text, which Oracle takes for one another.</summary>
    /// <param name="arguments">The text, the format, the language.</param>
    /// <exception cref="FunctionFaultException">It is no time of this form.</exception>
    public static string? Of(IReadOnlyList<string?> arguments)
    {
        if (arguments.Contains(null) || arguments[0]!.Trim() is not { Length: > 0 } text) return null;
        if (arguments.Count > 2 && !arguments[2]!.Replace(" ", "", StringComparison.Ordinal).Trim('\'')
            .Equals("NLS_DATE_LANGUAGE=ENGLISH", StringComparison.OrdinalIgnoreCase))
            throw new FunctionFaultException(Name,
                $"'{arguments[2]}' is not understood: names of months and days are read in English. Leave it out.");
        if (Formats.Count > MostFormats) Formats.Clear();
        return new DateReader(Formats.GetOrAdd(arguments[1]!, static f => DateFormat.Parse(Name, f)), text).Read();
    }
}
