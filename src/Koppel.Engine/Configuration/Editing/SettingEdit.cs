using Tomlyn.Syntax;

namespace Koppel.Engine.Configuration.Editing;

/// <summary>
/// Sets or takes out one setting of a text, however it is written there; all else stays as it is, comments behind the value too.
/// </summary>
static class SettingEdit
{
    /// <summary>The text with the setting as it is to be.</summary>
    /// <param name="text">The text.</param>
    /// <param name="owner">The names of what has the setting, such as <c>connections</c>, <c>ac</c>.</param>
    /// <param name="setting">The setting's name.</param>
    /// <param name="written">Its value as TOML writes it; null to take it out.</param>
    /// <returns>The new text; null when there is no place for the setting.</returns>
    public static string? Apply(TomlText text, IReadOnlyList<string> owner, string setting, string? written)
    {
        var there = text.Entries.Where(e => e.IsSettingOf(owner)).ToList();
        var found = there.Find(e => e.Path[^1].Equals(setting, StringComparison.OrdinalIgnoreCase));
        if (found is not null)
        {
            return written is null ? WithoutEntry(text, found)
                : text.With(TomlText.From(found.Item.Value!), TomlText.To(found.Item.Value!), written);
        }
        if (written is null) return text.Text;
        return there.Count > 0 ? Behind(text, there[^1], $"{setting} = {written}") : Into(text, owner, $"{setting} = {written}");
    }

    /// <summary>The text without an entry: its line goes with what stands behind the value, or its place within braces.</summary>
    public static string WithoutEntry(TomlText text, TomlEntry entry)
    {
        var (from, to) = (TomlText.From(entry.Item), TomlText.To(entry.Item));
        if (entry.Braces is not { } braces) return text.With(text.LineStart(from), text.NextLine(to - 1), "");
        var items = braces.Items.ToList();
        var place = items.FindIndex(i => i.KeyValue == entry.Item);
        if (items[place].Comma is { } comma) return text.With(from, AfterBlanks(text, TomlText.To(comma)), "");
        var without = text.With(BeforeBlanks(text, from), to, "");
        if (place == 0) return without;
        var before = items[place - 1].Comma!;
        return without.Remove(TomlText.From(before), TomlText.To(before) - TomlText.From(before));
    }

    /// <summary>A setting more, behind another of the same owner and written as that is.</summary>
    static string Behind(TomlText text, TomlEntry last, string setting)
    {
        var key = last.Item.Key!;
        setting = text.Between(TomlText.From(key), TomlText.From(last.Part(last.Path.Count - 1)!)) + setting;
        if (last.Braces is not null) return text.With(TomlText.To(last.Item), TomlText.To(last.Item), ", " + setting);
        var from = TomlText.From(last.Item);
        return text.WithLines(text.NextLine(TomlText.To(last.Item) - 1), $"{text.Between(text.LineStart(from), from)}{setting}\n");
    }

    /// <summary>The first setting of an owner that has none: below its heading, or within its braces.</summary>
    static string? Into(TomlText text, IReadOnlyList<string> owner, string setting)
    {
        if (text.Tables.FirstOrDefault(t => TomlEntry.Names(t.Name!).SequenceEqual(owner)) is { } table)
            return text.WithLines(text.NextLine(TomlText.From(table.CloseBracket!)), setting + "\n");
        var braces = text.Entries.FirstOrDefault(e => e.Path.SequenceEqual(owner))?.Item.Value as InlineTableSyntax;
        return braces is null ? null : text.With(TomlText.To(braces.OpenBrace!), TomlText.To(braces.OpenBrace!), $" {setting} ");
    }

    static int AfterBlanks(TomlText text, int at)
    {
        while (at < text.Text.Length && text.Text[at] is ' ' or '\t') at++;
        return at;
    }

    static int BeforeBlanks(TomlText text, int at)
    {
        while (at > 0 && text.Text[at - 1] is ' ' or '\t') at--;
        return at;
    }
}
