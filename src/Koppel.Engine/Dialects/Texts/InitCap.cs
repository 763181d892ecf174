using System.Globalization;
using System.Text;

namespace Koppel.Engine.Dialects.Texts;

/// <summary>
/// <c>initcap(text)</c>: words begin with a capital and go on in small letters. Between words stands what is no letter or digit.
/// </summary>
internal static class InitCap
{
    /// <summary>The text in that form.</summary>
    public static string? Of(string? text)
    {
        if (text is null) return null;
        var written = new StringBuilder(text.Length);
        var isWithin = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark)
            {
                written.Append(rune.ToString()); // It belongs to the letter before it.
                continue;
            }
            written.Append((isWithin ? Rune.ToLowerInvariant(rune) : Rune.ToUpperInvariant(rune)).ToString());
            isWithin = Rune.IsLetterOrDigit(rune);
        }
        return written.ToString();
    }
}
