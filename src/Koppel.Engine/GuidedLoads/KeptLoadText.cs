using System.Globalization;
using System.Text;
using Koppel.Engine.Configuration;

namespace Koppel.Engine.GuidedLoads;

/// <summary>A kept mapping as the text of its file, <c>loads/NAME.toml</c>.</summary>
public static class KeptLoadText
{
    /// <summary>Writes it.</summary>
    /// <param name="load">The mapping with its source.</param>
    public static string Write(KeptLoad load)
    {
        ArgumentNullException.ThrowIfNull(load);
        var (text, mapping) = (new StringBuilder(), load.Mapping);
        text.Append("# What the columns of a file are for the contacts of an account. It can be changed by hand, and on the page.\n\n");
        Set(text, "connection", mapping.Connection);
        Set(text, "create_contacts", mapping.CreateContacts);
        Set(text, "create_tags", mapping.CreateTags);
        if (mapping.Automations is { } automations) Set(text, "automations", automations);
        if (mapping.TagsOfAll.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"tags_of_all = [{string.Join(", ", mapping.TagsOfAll.Select(Quoted))}]\n");
        if (load.Source is { } source) Write(text, source);
        foreach (var column in mapping.Columns) Write(text, column);
        return text.ToString();
    }

    static void Write(StringBuilder text, KeptSource source)
    {
        text.Append("\n[source]\n");
        foreach (var (name, value) in ((string, string?)[])[("path", source.Path), ("uploaded", source.Uploaded),
            ("connection", source.Connection), ("table", source.Table), ("query", source.Query), ("sheet", source.Sheet)])
            if (value is not null) Set(text, name, value);
        if (source.Settings.Count == 0) return;
        text.Append("\n[source.settings]\n");
        foreach (var (name, value) in source.Settings) Set(text, Quoted(name), value);
    }

    static void Write(StringBuilder text, MappedColumn column)
    {
        text.Append("\n[[columns]]\n");
        Set(text, "column", column.Column);
        Set(text, "use", UseWord.Of(column.Use));
        if (column.Target is { } target) Set(text, "target", target);
        if (column.Separator is { } separator) Set(text, "separator", separator);
        if (column.ClearsNulls) Set(text, "nulls", "clear");
        if (column.FillEmpty) Set(text, "fill_empty", true);
    }

    static void Set(StringBuilder text, string name, string value) =>
        text.Append(CultureInfo.InvariantCulture, $"{name} = {Quoted(value)}\n");

    static void Set(StringBuilder text, string name, bool value) =>
        text.Append(CultureInfo.InvariantCulture, $"{name} = {(value ? "true" : "false")}\n");

    static string Quoted(string value) => ConnectionText.Quoted(value);
}
