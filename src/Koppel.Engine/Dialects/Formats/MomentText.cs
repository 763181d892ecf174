using System.Globalization;
using System.Text.RegularExpressions;

namespace Koppel.Engine.Dialects.Formats;

/// <summary>A time, with a fraction finer than .NET's and its zone.</summary>
/// <param name="Time">To the second.</param>
/// <param name="Fraction">Nine digits behind the second.</param>
/// <param name="Zone">Such as <c>+01:00</c>; null for a time without one.</param>
internal sealed record Moment(DateTime Time, string Fraction, string? Zone);

/// <summary>Reads times as DuckDB writes them.</summary>
internal static partial class MomentText
{
    /// <summary>The time; null when the text is none, or one that .NET does not have.</summary>
    public static Moment? Parse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success) return null;
        var day = match.Groups["day"] is { Success: true } d ? d.Value : "0001-01-01";
        var clock = match.Groups["clock"] is { Success: true } c ? c.Value : "00:00:00";
        if (!DateTime.TryParseExact($"{day} {clock}", "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var time)) return null;
        var zone = match.Groups["zone"] is { Success: true, Value: var z } ? z.Length == 3 ? z + ":00" : z : null;
        return new Moment(time, match.Groups["fraction"].Value.PadRight(9, '0')[..9], zone);
    }

    [GeneratedRegex(
        @"^((?<day>\d{4}-\d\d-\d\d)( |T|$))?((?<clock>\d\d:\d\d:\d\d)(\.(?<fraction>\d{1,9}))?)?(?<zone>[+-]\d\d(:\d\d)?)?$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
