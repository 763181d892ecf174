using System.Collections.Concurrent;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Dialects.Formats;

/// <summary><c>to_char(value, format [, nls])</c> of numbers and times.</summary>
internal static class ToCharFunction
{
    const string Name = "to_char";
    const int MostFormats = 1_000;

    static readonly string[] Numbers =
        ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT", "BIGNUM",
            "FLOAT", "DOUBLE"];

    static readonly ConcurrentDictionary<string, DateFormat> Dates = new(StringComparer.Ordinal);

    /// <summary>The value in this form.</summary>
    /// <param name="arguments">The value as text, its type, the format, the signs between digits.</param>
    /// <exception cref="FunctionFaultException">The format is not known, or not for such a value.</exception>
    public static string? Of(IReadOnlyList<string?> arguments)
    {
        if (arguments.Contains(null)) return null;
        var (value, type, format) = (arguments[0]!, arguments[1]!, arguments[2]!);
        var nls = arguments.Count > 3 ? arguments[3] : null;
        if (Numbers.Contains(type) || type.StartsWith("DECIMAL", StringComparison.Ordinal)) return Number(value, format, nls);
        if (type == "DATE" || type.StartsWith("TIME", StringComparison.Ordinal)) return Time(value, format);
        // A text is what its format is for.
        return format.AsSpan().ContainsAny('0', '9') && PlainNumber.Parse(value) is not null
            ? Number(value, format, nls)
            : Time(value, format);
    }

    static string Number(string value, string format, string? nls) => PlainNumber.Parse(value) is { } number
        ? new NumberWriter(NumberFormat.Parse(Name, format), NumericCharacters.Of(Name, nls)).Write(number)
        : throw new FunctionFaultException(Name, $"'{value}' has no digits to be shown as {format}.");

    static string Time(string value, string format)
    {
        if (MomentText.Parse(value) is not { } moment)
            throw new FunctionFaultException(Name,
                $"'{value}' is neither a number nor a time such as 2026-12-31 23:59:59. Cast it to one, or read it by to_date first.");
        if (Dates.Count > MostFormats) Dates.Clear();
        return DateWriter.Write(Dates.GetOrAdd(format, static f => DateFormat.Parse(Name, f)), moment);
    }
}
