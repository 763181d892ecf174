namespace Koppel.Engine.Configuration.Editing;

/// <summary>Gives a connection of a text another name, at each place where it stands.</summary>
static class ConnectionRename
{
    /// <summary>The text with the new name.</summary>
    public static string Apply(TomlText text, string name, string newName)
    {
        string[] path = [ConfigurationFile.Table, name];
        var places = text.Entries.Where(e => e.IsBelow(path)).Select(e => e.Part(1))
            .Concat(text.Tables.Where(t => TomlEntry.Names(t.Name!).Take(2).SequenceEqual(path)).Select(t => t.Name!.DotKeys.First().Key))
            .OfType<Tomlyn.Syntax.SyntaxNode>().OrderByDescending(TomlText.From);
        return places.Aggregate(
            text.Text, (now, place) => string.Concat(now.AsSpan(0, TomlText.From(place)), newName, now.AsSpan(TomlText.To(place))));
    }
}
