namespace Koppel.Sandbox.Salesforce.State;

/// <summary>
/// Gives equal texts as one object where it can: of a million first names and choices few differ. It remembers the latest text for each
/// of some thousand places and needs no more room however many there are.
/// </summary>
internal sealed class SharedTexts
{
    const int Longest = 40;

    readonly string?[] _latest = new string?[4096];

    public string Of(string text)
    {
        if (text.Length > Longest) return text;
        ref var place = ref _latest[string.GetHashCode(text, StringComparison.Ordinal) & (_latest.Length - 1)];
        return place == text ? place : place = text;
    }
}
