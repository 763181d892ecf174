using Koppel.Engine.Configuration;
using Tomlyn;
using Tomlyn.Model;

namespace Koppel.Engine.GuidedLoads;

/// <summary>Reads the file of a kept mapping.</summary>
public static class KeptLoadReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ConfigurationException">It cannot be read, or is none.</exception>
    public static KeptLoad ReadFile(string path)
    {
        try
        {
            return Read(File.ReadAllText(path), Path.GetFileName(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([$"The mapping {path} cannot be read: {fault.Message}"]);
        }
    }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="ConfigurationException">It is no mapping.</exception>
    public static KeptLoad Read(string text, string file)
    {
        var table = Table(text, file);
        var mapping = new LoadMapping(Text(table, "connection", file) ?? throw Missing(file, "connection"), Columns(table, file))
        {
            CreateContacts = Truth(table, "create_contacts", file) ?? false, CreateTags = Truth(table, "create_tags", file) ?? true,
            Automations = Text(table, "automations", file), TagsOfAll = Texts(table, "tags_of_all", file),
        };
        return new KeptLoad(mapping) { Source = Source(table, file) };
    }

    static TomlTable Table(string text, string file)
    {
        try
        {
            return TomlSerializer.Deserialize<TomlTable>(text) ?? [];
        }
        catch (TomlException fault)
        {
            throw new ConfigurationException([$"{file} is no TOML: {fault.Message.TrimEnd('.')}."]);
        }
    }

    static List<MappedColumn> Columns(TomlTable table, string file)
    {
        if (!table.TryGetValue("columns", out var value)) return [];
        if (value is not TomlTableArray columns) throw Wrong(file, "columns", "tables, each below [[columns]]");
        return [.. columns.Select(c => Column(c, file))];
    }

    static MappedColumn Column(TomlTable table, string file)
    {
        var word = Text(table, "use", file) ?? throw Missing(file, "use");
        var use = UseWord.Find(word) ?? throw Wrong(file, "use", $"one of {string.Join(", ", UseWord.All)}");
        return new MappedColumn(Text(table, "column", file) ?? throw Missing(file, "column"), use)
        {
            Target = Text(table, "target", file), Separator = Text(table, "separator", file),
            FillEmpty = Truth(table, "fill_empty", file) ?? false,
            ClearsNulls = Text(table, "nulls", file) switch
            {
                null or "keep" => false, "clear" => true, _ => throw Wrong(file, "nulls", "keep or clear"),
            },
        };
    }

    static KeptSource? Source(TomlTable table, string file)
    {
        if (!table.TryGetValue("source", out var value)) return null;
        if (value is not TomlTable source) throw Wrong(file, "source", "a table");
        return new KeptSource
        {
            Path = Text(source, "path", file), Uploaded = Text(source, "uploaded", file), Connection = Text(source, "connection", file),
            Table = Text(source, "table", file), Query = Text(source, "query", file), Sheet = Text(source, "sheet", file),
            Settings = source.TryGetValue("settings", out var settings) && settings is TomlTable named
                ? named.ToDictionary(s => s.Key, s => s.Value as string ?? throw Wrong(file, s.Key, "a text")) : [],
        };
    }

    static string? Text(TomlTable table, string name, string file) => !table.TryGetValue(name, out var value) ? null
        : value as string ?? throw Wrong(file, name, "a text");

    static bool? Truth(TomlTable table, string name, string file) => !table.TryGetValue(name, out var value) ? null
        : value is bool truth ? truth : throw Wrong(file, name, "true or false");

    static IReadOnlyList<string> Texts(TomlTable table, string name, string file) => !table.TryGetValue(name, out var value) ? []
        : value is TomlArray items ? [.. items.Select(i => i as string ?? throw Wrong(file, name, "a list of texts"))]
        : throw Wrong(file, name, "a list of texts");

    static ConfigurationException Missing(string file, string name) =>
        new([$"The mapping {file} does not say its {name}. Write {name} = \"…\"."]);

    static ConfigurationException Wrong(string file, string name, string what) => 
        new([$"In the mapping {file}, {name} must be {what}."]);
}
