using System.Globalization;
using Koppel.Sdk.Reading;

namespace Koppel.Sdk.Loading;

/// <summary>
/// What a load creates beside its rows, as plans, reports and the ledger tell it: by its name, <c>tag 'Lead'</c>, or by how many there are,
/// <c>3 contacts</c>.
/// </summary>
public static class CreationText
{
    /// <summary>One thing, by its name.</summary>
    /// <param name="kind">What it is, a noun with a regular plural, such as <c>tag</c>.</param>
    /// <param name="name">Its name.</param>
    public static string Of(string kind, string name) => $"{kind} '{name}'";

    /// <summary>So many of a kind.</summary>
    /// <param name="kind">What they are, a noun with a regular plural, such as <c>contact</c>.</param>
    /// <param name="count">How many.</param>
    public static string Of(string kind, long count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {kind}{(count == 1 ? "" : "s")}");

    /// <summary>
    /// The text as a note: with the code <c>creates-tag</c> and the value <c>name</c>, or with <c>creates-contacts</c> and <c>n</c>. A text
    /// of another form is a sentence alone.
    /// </summary>
    /// <param name="text">What one of the others gave.</param>
    public static Note Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (first, rest) = text.Split(' ', 2) is [var word, var behind] ? (word, behind) : (text, "");
        if (rest is ['\'', .. var name, '\'']) return new Note(text, $"creates-{first}", ("name", name));
        return long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && rest.Length > 0
            ? new Note(text, $"creates-{(count == 1 ? $"{rest}s" : rest)}", ("n", first))
            : new Note(text);
    }
}
