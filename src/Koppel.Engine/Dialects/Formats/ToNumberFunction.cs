using System.Globalization;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Dialects.Formats;

/// <summary><c>to_number(text [, format [, nls]])</c></summary>
internal static class ToNumberFunction
{
    const string Name = "to_number";

    /// <summary>More would not all be kept by a number with a floating point.</summary>
    const int MostDigits = 15;

    /// <summary>The number as DuckDB reads it; null for null and for an empty text, which Oracle takes for one another.</summary>
    /// <param name="arguments">The text, the format, the signs.</param>
    /// <exception cref="FunctionFaultException">It is no number, or has too many digits.</exception>
    public static string? Of(IReadOnlyList<string?> arguments)
    {
        if (arguments.Contains(null) || arguments[0]!.Trim() is not { Length: > 0 } text) return null;
        var plain = arguments.Count == 1 ? text : Plain(text, arguments[1]!, arguments.Count > 2 ? arguments[2] : null);
        var number = plain is null ? null : PlainNumber.Parse(plain);
        if (number is null)
            throw new FunctionFaultException(Name, arguments.Count == 1
                ? $"'{text}' is no number. Tell its form, as in to_number(text, '9G999D99'), or use try_cast(text as decimal(18,2)), which "
                    + "gives null."
                : $"'{text}' is no number of the form {arguments[1]}. Change the form, or leave such rows out.");
        if ((number.Whole + number.Fraction.TrimEnd('0')).TrimStart('0').Length > MostDigits && arguments[0] is not null)
            throw new FunctionFaultException(Name, string.Create(CultureInfo.InvariantCulture,
                $"'{text}' has more than {MostDigits} digits, of which some would be lost. Use cast(text as decimal(38,4))."));
        return plain;
    }

    /// <summary>The number without what its format says; null when it does not fit it.</summary>
    static string? Plain(string text, string written, string? nls)
    {
        var format = NumberFormat.Parse(Name, written);
        var characters = NumericCharacters.Of(Name, nls);
        var (digits, isNegative) = Unsigned(text, format.Sign);
        if (format.HasDollar && digits.StartsWith('$')) digits = digits[1..];
        var parts = digits.Split(characters.Decimal);
        if (parts.Length > 2 || (parts.Length == 2 && format.Fraction is null)) return null;
        if (WithoutGroups(parts[0], format, characters.Group) is not { } whole) return null;
        parts[0] = whole;
        if (parts[0].Length > format.WholeDigits || (parts.Length == 2 && parts[1].Length > format.Fraction!.Length)) return null;
        return parts.All(p => p.All(char.IsAsciiDigit)) ? (isNegative ? "-" : "") + string.Join('.', parts) : null;
    }

    /// <summary>The text without its one sign, which stands where the format has it; any other is left, and is no digit.</summary>
    static (string Digits, bool IsNegative) Unsigned(string text, SignPlace place) => place switch
    {
        SignPlace.Before or SignPlace.SignBefore when text[0] is '-' or '+' => (text[1..], text[0] == '-'),
        SignPlace.SignBehind when text[^1] is '-' or '+' => (text[..^1], text[^1] == '-'),
        SignPlace.MinusBehind when text[^1] == '-' => (text[..^1], true),
        SignPlace.Brackets when text is ['<', .., '>'] => (text[1..^1], true),
        _ => (text, false),
    };

    /// <summary>The digits before the point; null when a group sign stands where the format has none.</summary>
    static string? WithoutGroups(string whole, NumberFormat format, char group)
    {
        var digits = whole.Replace(group.ToString(), "", StringComparison.Ordinal);
        var seen = 0;
        for (var i = 0; i < whole.Length; i++)
        {
            if (whole[i] != group) seen++;
            else if (seen == 0 || whole[i - 1] == group || !format.HasGroup(digits.Length - seen)) return null;
        }
        return digits;
    }
}
