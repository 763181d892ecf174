using System.Globalization;
using System.Text.Json;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Read;

/// <summary>
/// Lists, however a system writes them: as a JSON array, as one text with two bars around each value (<c>||a||b||</c>), or as one with
/// commas between them. PHP writes an empty list as it writes an empty map, and either may come.
/// </summary>
internal static class JsonList
{
    const string Bars = "||";

    /// <summary>Reads a list of texts.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static string[] Texts(JsonElement value, ValueForm form) => value.ValueKind switch
    {
        JsonValueKind.Array =>
            [.. value.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String ? e.GetString()! : e.GetRawText())],
        JsonValueKind.String when form == ValueForm.Commas =>
            value.GetString()!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        JsonValueKind.String => Texts(value.GetString()!),
        JsonValueKind.Object when !value.EnumerateObject().Any() => [],
        JsonValueKind.Number => [value.GetRawText()],
        _ => throw new FormatException("This is no list."),
    };

    /// <summary>Reads a list of whole numbers.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static long[] Numbers(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [
            .. value.EnumerateArray()
                .Select(e => JsonCell.TryWhole(e, out var number) ? number : throw new FormatException("This is no whole number."))],
        JsonValueKind.String => [.. value.GetString()!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(t => long.Parse(t, NumberStyles.Integer, CultureInfo.InvariantCulture))],
        JsonValueKind.Object when !value.EnumerateObject().Any() => [],
        _ => throw new FormatException("This is no list of whole numbers."),
    };

    /// <summary>A list as one text with bars.</summary>
    public static string Barred(IReadOnlyCollection<string> texts) => texts.Count == 0 ? "" : $"{Bars}{string.Join(Bars, texts)}{Bars}";

    /// <summary>A text with bars around is a list; one with none is a list of one, as a field holds it whose kind was changed.</summary>
    static string[] Texts(string text) =>
        text.StartsWith(Bars, StringComparison.Ordinal) ? text.Trim('|').Length == 0 ? [] : Inside(text).Split(Bars) : [text];

    static string Inside(string text) => text.EndsWith(Bars, StringComparison.Ordinal) ? text[2..^2] : text[2..];
}
