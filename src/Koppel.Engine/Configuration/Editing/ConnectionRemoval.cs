using Tomlyn.Syntax;

namespace Koppel.Engine.Configuration.Editing;

/// <summary>
/// Takes a connection out of a text: its headings, settings and the comments that Koppel wrote for it. Comments of others stay, and so does
/// all else.
/// </summary>
static class ConnectionRemoval
{
    /// <summary>The text with one piece less of a connection; null when nothing of it is left.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The connection's name.</param>
    /// <param name="own">The comments that Koppel writes for such a connection, a line each.</param>
    public static string? Step(TomlText text, string name, IReadOnlySet<string> own)
    {
        string[] path = [ConfigurationFile.Table, name];
        if (text.Entries.FirstOrDefault(e => e.IsBelow(path) && e.Part(1) is not null) is { } entry)
            return SettingEdit.WithoutEntry(text, entry);
        var place = text.Tables.ToList().FindIndex(t => TomlEntry.Names(t.Name!).Take(2).SequenceEqual(path));
        return place < 0 ? null : WithoutTable(text, place, own);
    }

    static string WithoutTable(TomlText text, int place, IReadOnlySet<string> own)
    {
        var table = text.Tables[place];
        var heading = text.LineStart(TomlText.From(table.OpenBracket!));
        var end = place + 1 < text.Tables.Count ? text.LineStart(TomlText.From(text.Tables[place + 1].OpenBracket!)) : text.Text.Length;
        var kept = "";
        var isBehindRemoved = false;
        for (int at = heading, next; at < end; at = next)
        {
            next = Math.Min(end, text.NextLine(at));
            var line = text.Between(at, next);
            if (Item(table, at, next) is { } item) next = Math.Min(end, text.NextLine(TomlText.To(item) - 1));
            var isRemoved = at == heading || next > at + line.Length || Item(table, at, next) is not null || own.Contains(line.Trim())
                || (isBehindRemoved && line.Trim().Length == 0);
            if (!isRemoved) kept += line;
            isBehindRemoved = isRemoved;
        }
        var from = Above(text, heading, own);
        // At the end, the empty line that parted it from what stands before has nothing to part any more.
        if (kept.Length == 0 && end == text.Text.Length && from > 0 && text.LineStart(from - 1) is var above
            && text.Between(above, from).Trim().Length == 0) from = above;
        return text.With(from, end, kept);
    }

    /// <summary>The setting that begins on a line.</summary>
    static KeyValueSyntax? Item(TableSyntaxBase table, int from, int to) =>
        table.Items.FirstOrDefault(i => TomlText.From(i) >= from && TomlText.From(i) < to);

    /// <summary>Where the comments begin that Koppel wrote right above a heading.</summary>
    static int Above(TomlText text, int heading, IReadOnlySet<string> own)
    {
        while (heading > 0 && text.LineStart(heading - 1) is var line && own.Contains(text.Between(line, heading).Trim())) heading = line;
        return heading;
    }
}
