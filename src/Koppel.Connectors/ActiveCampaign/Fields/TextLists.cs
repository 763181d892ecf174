using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Fields;

/// <summary>Columns that hold several texts, and the API's way of writing them: <c>||a||b||</c>.</summary>
internal static class TextLists
{
    const string Separator = "||";

    /// <summary>The type of such a column.</summary>
    public static ColumnType Type => ColumnKind.TextList;

    /// <summary>Sets a row's texts.</summary>
    public static void Set(ColumnBuffer buffer, int row, IReadOnlyList<string> texts) => buffer.SetTexts(row, [.. texts]);

    /// <summary>A row's texts, without blanks around them, each once without regard to case.</summary>
    public static IReadOnlyList<string> Get(ColumnBuffer buffer, int row) => Once(buffer.TextLists[row]);

    /// <summary>The texts as the API writes them; nothing for none.</summary>
    public static string Join(IReadOnlyList<string> texts) =>
        texts.Count == 0 ? "" : $"{Separator}{string.Join(Separator, texts)}{Separator}";

    /// <summary>The texts of what the API writes, which may lack the outer separators.</summary>
    public static IReadOnlyList<string> Split(string text) =>
        text.Split(Separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    static List<string> Once(IEnumerable<string> texts) =>
        [.. texts.Select(t => t.Trim()).Where(t => t.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
}
