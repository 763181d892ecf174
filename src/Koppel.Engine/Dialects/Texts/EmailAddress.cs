using System.Text;
using System.Text.RegularExpressions;

namespace Koppel.Engine.Dialects.Texts;

/// <summary>Addresses of mail, as marketers use them: what can be delivered, not all that the standards let an address be.</summary>
internal static partial class EmailAddress
{
    const int Longest = 254;
    const int LongestLocal = 64;

    /// <summary>Whether a text is an address and nothing else.</summary>
    public static bool Is(string text) =>
        text.Length <= Longest && text.IndexOf('@', StringComparison.Ordinal) <= LongestLocal && Form().IsMatch(text);

    /// <summary>The domain of an address in small letters; null when it is none.</summary>
    public static string? Domain(string? text) =>
        Normalize(text) is { } address && Is(address) ? address[(address.LastIndexOf('@') + 1)..] : null;

    /// <summary>
    /// One form for all ways to write an address: in small letters, without blanks, invisible signs, a name around it and
    /// <c>mailto:</c>. Null when nothing is left. A text that is no address is cleaned likewise.
    /// </summary>
    public static string? Normalize(string? text)
    {
        for (var before = text; before is not null; before = text)
        {
            text = Once(before);
            if (text == before) break;
        }
        return text is { Length: > 0 } ? text : null;
    }

    static string Once(string text)
    {
        var cleaned = new StringBuilder(text.Length);
        foreach (var c in text)
            if (!char.IsControl(c) && c is not ('\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' or '\u00AD')) cleaned.Append(c);
        var written = cleaned.ToString().ToLowerInvariant().Trim().TrimEnd('.', ',', ';').Trim();
        if (written.EndsWith('>') && written.LastIndexOf('<') is >= 0 and var open) written = written[(open + 1)..^1];
        if (!written.StartsWith("mailto:", StringComparison.Ordinal)) return written;
        written = written["mailto:".Length..];
        return written.IndexOf('?', StringComparison.Ordinal) is >= 0 and var options ? written[..options] : written;
    }

    [GeneratedRegex(
        @"^(?!\.)(?!.*\.\.)[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]+(?<!\.)@([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+"
        + @"(\p{L}{2,63}|xn--[a-z0-9-]{1,59})\z", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Form();
}
