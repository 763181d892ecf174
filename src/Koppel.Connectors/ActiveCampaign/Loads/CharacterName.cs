using System.Globalization;
using System.Text;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>How a message names a character, so that one that cannot be seen can be found too.</summary>
internal static class CharacterName
{
    /// <summary>Whether a character leaves a mark of its own, or goes with the one before it.</summary>
    public static bool IsGraphic(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    /// <summary>The character itself, or its number and what it is when it cannot be seen.</summary>
    public static string Of(Rune rune) =>
        IsGraphic(rune) ? $"'{rune}'" : string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4} ({Kind(rune)})");

    /// <summary>A place as a word: 1st, 2nd, 23rd.</summary>
    public static string Ordinal(int place) => place.ToString(CultureInfo.InvariantCulture) + ((place % 10, place / 10 % 10) switch
    {
        (1, not 1) => "st",
        (2, not 1) => "nd",
        (3, not 1) => "rd",
        _ => "th",
    });

    static string Kind(Rune rune) => rune.Value switch
    {
        '\t' => "tab",
        '\n' => "line feed",
        '\r' => "carriage return",
        ' ' => "space",
        0xA0 => "no-break space",
        0x2007 => "figure space",
        0x2009 => "thin space",
        0x200A => "hair space",
        0x202F => "narrow no-break space",
        0x3000 => "ideographic space",
        0xFFFD => "what a wrong encoding leaves of a letter",
        _ => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.SpaceSeparator => "a space",
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => "line end",
            UnicodeCategory.Control => "control character",
            UnicodeCategory.Format => "invisible character",
            UnicodeCategory.PrivateUse => "private character",
            _ => "no character",
        },
    };
}
