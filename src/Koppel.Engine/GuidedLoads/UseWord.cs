namespace Koppel.Engine.GuidedLoads;

/// <summary>Words for what a column can be.</summary>
public static class UseWord
{
    static readonly Dictionary<string, ColumnUse> s_uses = Enum.GetValues<ColumnUse>().ToDictionary(Of, StringComparer.Ordinal);

    /// <summary>All words.</summary>
    public static IReadOnlyCollection<string> All => s_uses.Keys;

    /// <summary>The word for a use, such as <c>tag-if</c>.</summary>
    /// <param name="use">The use.</param>
    public static string Of(ColumnUse use) => use == ColumnUse.TagIf ? "tag-if" : use.ToString().ToLowerInvariant();

    /// <summary>The use for a word, or null.</summary>
    /// <param name="word">The word.</param>
    public static ColumnUse? Find(string word) => s_uses.TryGetValue(word, out var use) ? use : null;
}
