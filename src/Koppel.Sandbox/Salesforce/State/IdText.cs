namespace Koppel.Sandbox.Salesforce.State;

/// <summary>
/// Ids as text: three characters of the object, three of the org, nine of the record, and three more that say which of the others are
/// capitals. With these three an id is the same whatever becomes of its case; without them it has fifteen characters and case matters.
/// </summary>
internal static class IdText
{
    public const int Short = 15;
    public const int Long = 18;

    const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    const string Marks = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    const string OrgPart = "KO0";
    const int PartLength = 5;

    /// <summary>The id of a record in eighteen characters.</summary>
    public static string Of(string prefix, int number) =>
        string.Create(Long, (prefix, number), (text, id) => Write(text, id.prefix, id.number));

    /// <summary>Writes the eighteen characters of an id.</summary>
    public static void Write(Span<char> text, string prefix, int number)
    {
        prefix.CopyTo(text);
        OrgPart.CopyTo(text[3..]);
        for (var place = Short - 1; place > 5; place--, number /= Digits.Length) text[place] = Digits[number % Digits.Length];
        Mark(text);
    }

    /// <summary>An id as it is compared: fifteen characters in their own case; null when the text is no id.</summary>
    public static string? Parse(string text)
    {
        if (text.Length is not (Short or Long) || !text.All(char.IsAsciiLetterOrDigit)) return null;
        return text.Length == Short ? text : Restored(text);
    }

    /// <summary>The number of a record of this org, of the fifteen characters; 0 when no record of it can have that id.</summary>
    public static int NumberOf(string id)
    {
        if (!id.AsSpan(3, 3).SequenceEqual(OrgPart)) return 0;
        var number = 0L;
        foreach (var letter in id.AsSpan(6))
        {
            number = (number * Digits.Length) + Digits.IndexOf(letter, StringComparison.Ordinal);
            if (number > RecordId.MostNumber) return 0;
        }

        return (int)number;
    }

    // Each of the last three characters says of five others which are capitals.
    static void Mark(Span<char> text)
    {
        for (var part = 0; part < 3; part++)
        {
            var bits = 0;
            for (var place = 0; place < PartLength; place++)
            {
                if (text[(part * PartLength) + place] is >= 'A' and <= 'Z') bits |= 1 << place;
            }

            text[Short + part] = Marks[bits];
        }
    }

    static string? Restored(string text)
    {
        Span<char> id = stackalloc char[Short];
        for (var place = 0; place < Short; place++)
        {
            var bits = Marks.IndexOf(char.ToUpperInvariant(text[Short + (place / PartLength)]), StringComparison.Ordinal);
            if (bits < 0) return null;
            var isCapital = (bits >> (place % PartLength) & 1) == 1;
            id[place] = isCapital ? char.ToUpperInvariant(text[place]) : char.ToLowerInvariant(text[place]);
        }

        return id.ToString();
    }
}
