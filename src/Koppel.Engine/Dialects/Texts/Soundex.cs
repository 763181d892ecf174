using System.Text;

namespace Koppel.Engine.Dialects.Texts;

/// <summary>
/// <c>soundex(text)</c>: a letter and three digits that names which sound alike in English have in common, as Oracle and SQL Server have
/// it.
/// </summary>
internal static class Soundex
{
    const int Length = 4;

    /// <summary>Of the letters from A to Z: 0 for vowels, which part letters of the same sound; - for H and W, which do not.</summary>
    const string Sounds = "0123012-02245501262301-202";

    /// <summary>The code; null for null and for a text without a letter from A to Z. Accents are left out.</summary>
    public static string? Of(string? text)
    {
        if (text is null) return null;
        var code = "";
        var last = '0';
        foreach (var c in Decomposed(text))
        {
            if (!char.IsAsciiLetter(c)) continue;
            var letter = char.ToUpperInvariant(c);
            var sound = Sounds[letter - 'A'];
            if (code.Length == 0) code += letter;
            else if (sound is not ('0' or '-') && sound != last) code += sound;
            if (sound != '-') last = sound;
            if (code.Length == Length) break;
        }
        return code.Length == 0 ? null : code.PadRight(Length, '0');
    }

    /// <summary>Letters and their accents apart; a text that is none of Unicode stays as it is.</summary>
    static string Decomposed(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormD);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }
}
