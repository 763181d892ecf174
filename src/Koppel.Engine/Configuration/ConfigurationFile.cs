using Koppel.Engine.Sql;
using System.Globalization;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Koppel.Engine.Configuration;

/// <summary>Reads the tables of a <c>koppel.toml</c>, keeping the line of each name and setting.</summary>
static class ConfigurationFile
{
    /// <summary>The table of the connections.</summary>
    public const string Table = "connections";

    /// <summary>Below a connection: the settings of its tables.</summary>
    public const string Tables = "tables";

    /// <summary>The table of the ledger's settings.</summary>
    public const string Ledger = "ledger";

    /// <summary>The table that says how long what is kept.</summary>
    public const string Keep = "keep";

    /// <summary>The table of the session's settings.</summary>
    public const string Session = "session";

    /// <summary>Reads the file's text.</summary>
    /// <param name="text">The TOML text.</param>
    /// <param name="file">The file's name for messages.</param>
    /// <param name="faults">Gets what is wrong.</param>
    public static ConfigurationDraft Read(string text, string file, List<string> faults)
    {
        if (Parse(text, file, faults) is not { } document) return ConfigurationDraft.Empty;
        foreach (var message in document.Diagnostics.Where(m => m.Kind == DiagnosticMessageKind.Error))
            faults.Add($"{At(file, message.Span)}: this is not TOML: {message.Message.TrimEnd('.')}.");
        if (document.HasErrors) return ConfigurationDraft.Empty;

        var drafts = new List<ConnectionDraft>();
        var sections = new Dictionary<string, List<SettingDraft>> { [Ledger] = [], [Keep] = [], [Session] = [] };
        foreach (var item in document.KeyValues) ReadItem([], item);
        foreach (var table in document.Tables)
        {
            var path = Path(table.Name!);
            if (table is TableArraySyntax || !(IsSection(path) || (IsConnections(path) && path.Count <= 2) || IsTables(path)))
            {
                faults.Add($"{At(file, table.Span)}: there is no table [{string.Join('.', path)}]. {Remedy(path)}");
                continue;
            }

            if (IsConnections(path) && path.Count >= 2) Draft(path[1], table.Span);
            foreach (var item in table.Items) ReadItem(path, item);
        }

        return new ConfigurationDraft(drafts, sections[Ledger], sections[Keep], sections[Session]);

        // A setting can be written below its table, with a dotted key, or within braces: all end as connections.NAME.SETTING.
        void ReadItem(List<string> parent, KeyValueSyntax item)
        {
            var path = (List<string>)[.. parent, .. Path(item.Key!)];
            if (item.Value is InlineTableSyntax inline && ((IsConnections(path) && path.Count <= 2) || IsTables(path)))
            {
                if (path.Count >= 2) Draft(path[1], item.Span);
                foreach (var inner in inline.Items) ReadItem(path, inner.KeyValue!);
            }
            else if (item.Value is InlineTableSyntax settings && IsSection(path))
            {
                foreach (var inner in settings.Items) ReadItem(path, inner.KeyValue!);
            }
            else if (path is [var name, _] && sections.TryGetValue(name, out var section))
            {
                if (Text(item.Value) is { } value) section.Add(new SettingDraft(path[1], value, At(file, item.Span)));
                else faults.Add($"{At(file, item.Span)}: '{path[1]}' of the table [{name}] must be a text, a number, true or false.");
            }
            else if (!IsConnections(path))
            {
                faults.Add($"{At(file, item.Span)}: there is no setting '{string.Join('.', path)}'. {Remedy(path)}");
            }
            else if (path.Count == 5 && path[2] == Tables)
            {
                if (Text(item.Value) is { } told)
                    Draft(path[1], item.Span).TableSettings.Add((path[3], new SettingDraft(path[4], told, At(file, item.Span))));
                else
                    faults.Add(
                        $"{At(file, item.Span)}: '{path[4]}' of the table '{path[3]}' of connection '{path[1]}' must be a text, a "
                            + $"number, true or false.");
            }
            else if (path.Count != 3)
            {
                faults.Add(
                    $"{At(file, item.Span)}: '{string.Join('.', path)}' is not a connection's setting. Write [{Table}.NAME] and the "
                        + $"settings below it.");
            }
            else if (Text(item.Value) is not { } value)
            {
                faults.Add($"{At(file, item.Span)}: '{path[2]}' of connection '{path[1]}' must be a text, a number, true or false.");
            }
            else
            {
                var draft = Draft(path[1], item.Span);
                var setting = new SettingDraft(path[2], value, At(file, item.Span));
                if (path[2] == "type") draft.Type = setting;
                else draft.Settings.Add(setting);
            }
        }

        ConnectionDraft Draft(string name, SourceSpan span)
        {
            var draft = drafts.Find(d => d.Name == name);
            if (draft is null) drafts.Add(draft = new ConnectionDraft(name, At(file, span), FromFile: true));
            return draft;
        }
    }

    /// <summary>The parsed text; null when the parser gives up, as it does on brackets in brackets without end.</summary>
    public static DocumentSyntax? Parse(string text, string file, List<string> faults)
    {
        try
        {
            return SyntaxParser.Parse(text, file, validate: true);
        }
        catch (TomlException fault)
        {
            var place = fault.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"{file}:{line}") : file;
            faults.Add($"{place}: this is not TOML that can be read: {fault.Message.TrimEnd('.')}. A connection needs no lists in lists.");
            return null;
        }
    }

    static bool IsConnections(List<string> path) => path.Count > 0 && path[0] == Table;

    /// <summary><c>connections.NAME.tables</c> or <c>connections.NAME.tables.TABLE</c>.</summary>
    static bool IsTables(List<string> path) => IsConnections(path) && path.Count is 3 or 4 && path[2] == Tables;

    static bool IsSection(List<string> path) => path is [Ledger or Keep or Session];

    static string Remedy(List<string> path) =>
        path.Count > 1 && path[0] != Table && Suggestion.For(path[0], [Table]) is not null ? $"Did you mean [{Table}.{path[1]}]?"
        : Suggestion.For(path[0], [Ledger]) is not null ? $"The ledger's settings stand below [{Ledger}]."
        : Suggestion.For(path[0], [Session]) is not null ? $"The session's settings stand below [{Session}]."
        : $"A connection is written as [{Table}.NAME].";

    public static List<string> Path(KeySyntax key) => [Name(key.Key!), .. key.DotKeys.Select(k => Name(k.Key!))];

    static string Name(BareKeyOrStringValueSyntax key) =>
        key is StringValueSyntax text ? text.Value ?? "" : ((BareKeySyntax)key).Key?.Text ?? "";

    public static string? Text(ValueSyntax? value) => value switch
    {
        StringValueSyntax text => text.Value,
        IntegerValueSyntax number => number.Value.ToString(CultureInfo.InvariantCulture),
        FloatValueSyntax number => number.Value.ToString(CultureInfo.InvariantCulture),
        BooleanValueSyntax truth => truth.Value ? "true" : "false",
        _ => null,
    };

    static string At(string file, SourceSpan span) => string.Create(CultureInfo.InvariantCulture, $"{file}:{span.Start.Line + 1}");
}
