namespace Koppel.Connectors.Salesforce.Soql;

/// <summary>
/// Ids of records: 15 characters that tell upper from lower case, or these with a checksum of three, which is how they always come back.
/// Source: Salesforce's field type <c>ID</c>.
/// </summary>
internal static class SalesforceId
{
    const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    /// <summary>The form in which an id comes back, or null when the text is no id.</summary>
    public static string? Normalize(string text)
    {
        if (text.Length is not (15 or 18) || text.Any(c => !char.IsAsciiLetterOrDigit(c))) return null;
        var bare = text[..15];
        var whole = bare + Checksum(bare);
        return text.Length == 15 || text == whole ? whole : null;
    }

    /// <summary>Whether it is an id in the form in which ids come back.</summary>
    public static bool IsWhole(string text) => text.Length == 18 && Normalize(text) is not null;

    /// <summary>Each letter stands for five characters: a bit for each that is upper case.</summary>
    static string Checksum(string bare) => string.Concat(Enumerable.Range(0, 3).Select(part =>
        Letters[Enumerable.Range(0, 5).Sum(i => char.IsAsciiLetterUpper(bare[part * 5 + i]) ? 1 << i : 0)]));
}
