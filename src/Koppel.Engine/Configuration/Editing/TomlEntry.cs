using Tomlyn.Syntax;

namespace Koppel.Engine.Configuration.Editing;

/// <summary>A key with its value, wherever and however it is written: below its table, with dots, or within braces.</summary>
/// <param name="Path">The names from the top, such as <c>connections</c>, <c>ac</c>, <c>url</c>.</param>
/// <param name="Own">How many of them stand in its own key; the others are those of its table or braces.</param>
/// <param name="Item">Where it stands.</param>
/// <param name="Braces">The braces that it stands in, or null for a line of its own.</param>
sealed record TomlEntry(IReadOnlyList<string> Path, int Own, KeyValueSyntax Item, InlineTableSyntax? Braces)
{
    /// <summary>The part of its own key that is the name at a place of the path; null when that stands elsewhere.</summary>
    public SyntaxNode? Part(int place)
    {
        var own = place - (Path.Count - Own);
        return own < 0 || own >= Own ? null : own == 0 ? Item.Key!.Key : Item.Key!.DotKeys.ElementAt(own - 1).Key;
    }

    /// <summary>Whether it stands below some names.</summary>
    public bool IsBelow(IReadOnlyList<string> names) =>
        Path.Count >= names.Count && Path.Take(names.Count).SequenceEqual(names, StringComparer.Ordinal);

    /// <summary>Whether it is a setting of what these names lead to.</summary>
    public bool IsSettingOf(IReadOnlyList<string> names) => Path.Count == names.Count + 1 && IsBelow(names);

    /// <summary>All entries of a document, in its order; one with braces stands before those within.</summary>
    public static IEnumerable<TomlEntry> Of(DocumentSyntax document) =>
        document.KeyValues.SelectMany(item => Of([], item, null))
            .Concat(document.Tables.SelectMany(table => table.Items.SelectMany(item => Of(Names(table.Name!), item, null))));

    /// <summary>The names of a key.</summary>
    public static IReadOnlyList<string> Names(KeySyntax key) => ConfigurationFile.Path(key);

    static IEnumerable<TomlEntry> Of(IReadOnlyList<string> above, KeyValueSyntax item, InlineTableSyntax? braces)
    {
        var own = Names(item.Key!);
        IReadOnlyList<string> path = [.. above, .. own];
        yield return new TomlEntry(path, own.Count, item, braces);
        if (item.Value is not InlineTableSyntax inner) yield break;
        foreach (var entry in inner.Items.SelectMany(i => Of(path, i.KeyValue!, inner))) yield return entry;
    }
}
