using System.Globalization;
using System.Text;

namespace Koppel.Sdk.Schema;

/// <summary>
/// What stands in a text and cannot be seen there, such as a zero-width space that came along from a web page: two texts that look the same
/// are not. Blanks in a text can be seen; those around it cannot.
/// </summary>
public static class InvisibleText
{
    /// <summary>Whether a person sees nothing of the text: it holds nothing but blanks and what is invisible.</summary>
    public static bool IsBlank(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var rune in text.EnumerateRunes())
            if (!Rune.IsWhiteSpace(rune) && !IsInvisible(rune)) return false;
        return true;
    }

    /// <summary>The text without what is invisible in it, and without blanks around it; the same object where there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="hadInvisible">Something invisible was taken out, other than the blanks around it.</param>
    public static string Clean(string text, out bool hadInvisible) => Clean(text, IsInvisible, out hadInvisible);

    static string Clean(string text, Func<Rune, bool> isTakenOut, out bool hadInvisible)
    {
        ArgumentNullException.ThrowIfNull(text);
        hadInvisible = false;
        var trimmed = text.Trim();
        if (Ascii.IsValid(trimmed)) return trimmed; // Most texts: nothing to look at.
        var clean = new StringBuilder(trimmed.Length);
        foreach (var rune in trimmed.EnumerateRunes())
        {
            if (isTakenOut(rune)) hadInvisible = true;
            else clean.Append(rune.ToString());
        }
        return hadInvisible ? clean.ToString().Trim() : trimmed;
    }

    /// <summary>
    /// The name without what is invisible in it, and without blanks around it. What joins or varies the characters beside it stays, since
    /// names may be written with pictures and in scripts that need it.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="hadInvisible">Something invisible was taken out, other than the blanks around it.</param>
    public static string CleanName(string name, out bool hadInvisible) =>
        Clean(name, rune => IsInvisible(rune) && !Joins(rune), out hadInvisible);

    static bool Joins(Rune rune) =>
        rune.Value is 0x200C or 0x200D or >= 0x180B and <= 0x180F or >= 0xFE00 and <= 0xFE0F or >= 0xE0020 and <= 0xE01EF
        or 0x34F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x3164 or 0xFFA0;

    /// <summary>Whether a character leaves no mark: those that join, part or turn the writing round, and variation selectors.</summary>
    public static bool IsInvisible(Rune rune) => rune.Value switch
    {
        0x34F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x3164 or 0xFFA0 => true, // Fillers, which are letters by their category.
        >= 0x180B and <= 0x180F or >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF => true, // Variation selectors.
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format,
    };
}
