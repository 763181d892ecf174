using System.Globalization;
using System.Text.RegularExpressions;
using Koppel.Engine.Dialects.Texts;

namespace Koppel.Engine.GuidedLoads;

/// <summary>What a single value looks like.</summary>
internal static partial class CellLook
{
    static readonly string[] s_dates =
    [
        "yyyy-M-d", "d-M-yyyy", "d/M/yyyy", "M/d/yyyy", "d.M.yyyy", "yyyy/M/d", "d-M-yy", "d/M/yy", "yyyy-M-d H:mm", "yyyy-M-d H:mm:ss",
        "d-M-yyyy H:mm", "d/M/yyyy H:mm",
    ];

    /// <summary>An address of mail, also one with a name or blanks around it.</summary>
    public static bool IsEmail(string text) => EmailAddress.Normalize(text) is { } address && EmailAddress.Is(address);

    /// <summary>A number, with a point or a comma.</summary>
    public static bool IsNumber(string text) => Number().IsMatch(text.Trim());

    /// <summary>A day, in the forms in which spreadsheets and people write it.</summary>
    public static bool IsDate(string text)
    {
        var day = text.Trim();
        return day.Length is >= 6 and <= 30 && char.IsAsciiDigit(day[0])
            && (DateTime.TryParseExact(day, s_dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                || WordedDay().IsMatch(day)
                || DateTime.TryParse(day.Replace("+00", "Z", StringComparison.Ordinal), CultureInfo.InvariantCulture,
                    DateTimeStyles.AdjustToUniversal, out _) && day.Contains('-', StringComparison.Ordinal) && day.Length >= 10);
    }

    /// <summary>A number of a phone: it begins with a plus or a zero, and has seven digits or more.</summary>
    public static bool IsPhone(string text) =>
        Phone().IsMatch(text.Trim()) && text.Count(char.IsAsciiDigit) is >= 7 and <= 15;

    /// <summary>A name of a person: one to four words of letters.</summary>
    public static bool IsName(string text) => PersonName().IsMatch(text.Trim());

    [GeneratedRegex(@"^[-+]?(\d+|\d{1,3}([ .,]\d{3})+)([.,]\d+)?([eE][-+]?\d+)?\s?[%€$£]?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Number();

    [GeneratedRegex(@"^\d{1,2}[ -]\p{L}{3,9}\.?[ -]\d{4}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex WordedDay();

    [GeneratedRegex(@"^(\+|0|\(0|\(\+)[\d\s()./-]+\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Phone();

    [GeneratedRegex(@"^[\p{L}'’´`.-]+([ ][\p{L}'’´`.-]+){0,3}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex PersonName();
}
