using System.Text;

namespace Koppel.Engine.Dialects.Formats;

/// <summary>Writes numbers by Oracle's formats.</summary>
/// <param name="format">The format.</param>
/// <param name="characters">What stands between the digits.</param>
internal sealed class NumberWriter(NumberFormat format, NumericCharacters characters)
{
    /// <summary>The number as text; signs <c>#</c> when it has more digits than the format.</summary>
    public string Write(PlainNumber number)
    {
        number = number.Rounded(format.Fraction?.Length ?? 0);
        if (number.Whole.Length > format.WholeDigits) return new string('#', format.Width);
        var isNegative = number.IsNegative && !number.IsZero;
        var digits = (format.HasDollar ? "$" : "") + Whole(number) + Fraction(number.Fraction);
        var text = format.Sign switch
        {
            SignPlace.SignBefore => (isNegative ? "-" : "+") + digits,
            SignPlace.SignBehind => digits + (isNegative ? "-" : "+"),
            SignPlace.MinusBehind => digits + (isNegative ? "-" : format.IsTight ? "" : " "),
            SignPlace.Brackets => isNegative ? $"<{digits}>" : format.IsTight ? digits : $" {digits} ",
            _ => (isNegative ? "-" : "") + digits,
        };
        return format.IsTight ? text : text.PadLeft(format.Width);
    }

    /// <summary>From the first zero of the format on every place has a digit, and the last one has where there is no fraction.</summary>
    string Whole(PlainNumber number)
    {
        var all = format.WholeDigits;
        var zeros = format.Whole.Replace(",", "", StringComparison.Ordinal).IndexOf('0', StringComparison.Ordinal);
        var from = zeros >= 0 ? zeros : format.Fraction is { Length: > 0 } && all > 0 ? all : all - 1;
        var written = new StringBuilder();
        var place = 0;
        foreach (var c in format.Whole)
        {
            if (c == ',')
            {
                if (written.Length > 0) written.Append(characters.Group);
                continue;
            }
            var digit = place - (all - number.Whole.Length);
            if (digit >= 0) written.Append(number.Whole[digit]);
            else if (place >= from) written.Append('0');
            place++;
        }
        return written.ToString();
    }

    string Fraction(string digits)
    {
        if (format.Fraction is not { } places) return "";
        if (format.IsTight)
        {
            var least = places.LastIndexOf('0') + 1;
            while (digits.Length > least && digits[^1] == '0') digits = digits[..^1];
        }
        return characters.Decimal + digits;
    }
}
