using System.Globalization;
using System.Text;
using Koppel.Engine.Sql;

namespace Koppel.Engine.GuidedLoads;

/// <summary>
/// Writes the script that loads a source by a mapping: one statement where contacts may be created, since all that belongs to a contact
/// then travels in one row; otherwise one for each kind of thing, of which none creates a contact.
/// </summary>
public sealed class LoadScriptWriter
{
    const string Contacts = "ContactsWithFields", Tags = "ContactTagsByEmail", Lists = "ContactListsByEmail",
        Accounts = "AccountContactsByName", Number = "row_of_source";

    readonly SourceTable _source;
    readonly LoadMapping _mapping;
    readonly CellSql _cells;
    readonly StringBuilder _script = new();
    readonly List<LoadStep> _steps = [];

    LoadScriptWriter(SourceTable source, LoadMapping mapping, IReadOnlyDictionary<string, string> types) =>
        (_source, _mapping, _cells) = (source, mapping, new CellSql(types));

    /// <summary>Writes it.</summary>
    /// <param name="source">The source.</param>
    /// <param name="columns">Its columns with their types in SQL.</param>
    /// <param name="mapping">What they are for the target.</param>
    /// <exception cref="MappingFaultException">Nothing can be loaded by it.</exception>
    public static LoadScript Write(SourceTable source, IReadOnlyList<(string Name, string Type)> columns, LoadMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(mapping);
        MappingCheck.Check(mapping, columns);
        var types = columns.DistinctBy(c => c.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(c => c.Name, c => c.Type, StringComparer.OrdinalIgnoreCase);
        return new LoadScriptWriter(source, mapping, types).Write();
    }

    /// <summary>The address as contacts have it, without what people write around it.</summary>
    string Key => $"normalize_email({_cells.Text(_mapping.Key!)})";

    LoadScript Write()
    {
        Title();
        Settings();
        if (_mapping.CreateContacts) WriteAll();
        else
        {
            WriteTags();
            WriteLists();
            WriteAccounts();
            WriteFields();
        }
        return new LoadScript(_script.ToString(), _steps);
    }

    void Title()
    {
        var title = Plain(_source.Title.Length == 0 ? "a query" : _source.Title);
        _script.Append(CultureInfo.InvariantCulture, $"-- Loads {title} into {_mapping.Connection}.\n");
        foreach (var column in _mapping.Columns.Where(c => c.Use != ColumnUse.Ignore))
            _script.Append(CultureInfo.InvariantCulture, $"--   {Plain(column.Column)}: {Plain(Meaning(column))}\n");
        if (_mapping.TagsOfAll.Count > 0)
            _script.Append(CultureInfo.InvariantCulture, $"--   every contact: {Plain(string.Join(", ", _mapping.TagsOfAll))}\n");
    }

    void Settings()
    {
        if (_mapping.Automations is { } automations) Set("automations", automations);
        if (_mapping.Resubscribe) Set("resubscribe", "on");
        if (!_mapping.CreateContacts) Set("create_contacts", "off");
        if (!_mapping.CreateTags) Set("create_tags", "off");
    }

    void Set(string setting, string value)
    {
        _script.Append(CultureInfo.InvariantCulture, $"\nset {setting}@{Connection} = {SqlText.Literal(value)};");
        _steps.Add(new LoadStep("setting", $"{setting}@{_mapping.Connection}", []) { Value = value });
    }

    /// <summary>All that belongs to a contact in one row.</summary>
    void WriteAll()
    {
        var columns = new List<(string Name, string Sql)> { ("email", Key) };
        columns.AddRange(_mapping.Of(ColumnUse.Field).Select(c => (c.Target!, _cells.Field(c))));
        if (TagLists() is { Count: > 0 } tags) columns.Add(("tags", CellSql.Together(tags, "         ")));
        if (_mapping.Of(ColumnUse.List).Select(_cells.Several).ToList() is { Count: > 0 } lists)
            columns.Add(("lists", CellSql.Together(lists, "         ")));
        if (_mapping.Of(ColumnUse.Account).FirstOrDefault() is { } account) columns.Add(("account", _cells.Text(account)));
        Insert("contacts", Contacts, columns, Words(columns.Select(c => c.Name)));
    }

    void WriteTags()
    {
        if (TagLists() is { Count: > 0 } tags)
            Insert("tags", Tags, [("email", Key), ("tag", $"unnest({CellSql.Together(tags, "         ")})")], "", several: true);
    }

    void WriteLists()
    {
        if (_mapping.Of(ColumnUse.List).Select(_cells.Several).ToList() is not { Count: > 0 } lists) return;
        Insert("lists", Lists, [("email", Key), ("list", $"unnest({CellSql.Together(lists, "         ")})"), ("status", "'active'")], "",
            several: true);
    }

    void WriteAccounts()
    {
        if (_mapping.Of(ColumnUse.Account).FirstOrDefault() is { } account)
            Insert("accounts", Accounts, [("email", Key), ("account", _cells.Text(account))], "", several: true,
                where: $"trim({_cells.Text(account)}) <> ''");
    }

    /// <summary>Only contacts that are there: a row whose contact is not there has no partner, and is told.</summary>
    void WriteFields()
    {
        if (_mapping.Of(ColumnUse.Field).ToList() is not { Count: > 0 } fields) return;
        Insert("fields", Contacts, [("email", Key), .. fields.Select(c => (c.Target!, _cells.Field(c)))], Words([]),
            join: $"\njoin   contacts@{Connection} c on c.email = {Key}");
    }

    List<string> TagLists() =>
    [
        .. _mapping.Of(ColumnUse.Tag, ColumnUse.Tags, ColumnUse.TagIf).Select(c => c.Use switch
        {
            ColumnUse.Tag => _cells.One(c), ColumnUse.Tags => _cells.Several(c), _ => _cells.If(c),
        }),
        .. _mapping.TagsOfAll.Count == 0 ? (IEnumerable<string>)[]
            : [$"[{string.Join(", ", _mapping.TagsOfAll.Select(SqlText.Literal))}]"],
    ];

    void Insert(
        string what, string target, IReadOnlyList<(string Name, string Sql)> columns, string words, bool several = false,
        string? where = null, string join = "")
    {
        var names = string.Join(", ", columns.Select(c => Name(c.Name)));
        var filter = where is null ? "" : $"\nwhere  {where}";
        _script.Append(CultureInfo.InvariantCulture, $"\ninsert into {target}@{Connection} ({names}){words}\n").Append(
            CultureInfo.InvariantCulture,
            $"select {string.Join(",\n       ", columns.Select(c => c.Sql))}\nfrom   {_source.From} {CellSql.Source}{join}{filter};\n");
        var numbered = $"(select row_number() over () as {Number}, * from {_source.From}) {CellSql.Source}";
        var rows = several
            ? $"select {Number} from (select {CellSql.Source}.{Number}, {columns[1].Sql} as value from {numbered}{filter})"
            : join.Length > 0 ? "" : null;
        _steps.Add(new LoadStep(what, $"{target}@{_mapping.Connection}", [.. columns.Select(c => c.Name)]) { RowsOfSource = rows });
    }

    /// <summary>What empty cells and values that are there mean, where it is not the usual.</summary>
    string Words(IEnumerable<string> columns)
    {
        var fields = _mapping.Of(ColumnUse.Field).ToList();
        string[] words =
        [
            On("nulls clear", fields.Where(c => c.ClearsNulls && !c.FillEmpty)), On("fill empty", fields.Where(c => c.FillEmpty)),
        ];
        if (words.All(w => w.Length == 0)) return "";
        var choices = columns.Where(c => c is "tags" or "lists").ToList();
        return string.Concat(words) + (choices.Count == 0 ? "" : $"\n    add choices on ({string.Join(", ", choices)})");
    }

    static string On(string words, IEnumerable<MappedColumn> columns) =>
        columns.ToList() is { Count: > 0 } some ? $"\n    {words} on ({string.Join(", ", some.Select(c => Name(c.Target!)))})" : "";

    string Connection => Name(_mapping.Connection);

    static string Name(string name) => SourceTable.Name(name);

    static string Meaning(MappedColumn column) => column.Use switch
    {
        ColumnUse.Key => "who it is",
        ColumnUse.Tag => "a tag",
        ColumnUse.Tags => "tags",
        ColumnUse.TagIf => $"yes gives the tag {column.Target}",
        ColumnUse.List => "joins the list",
        ColumnUse.Account => "the account",
        _ => column.Target! + (column.FillEmpty ? ", where it is empty" : column.ClearsNulls ? ", an empty cell empties it" : ""),
    };

    /// <summary>A name in a comment: nothing in it ends the line.</summary>
    static string Plain(string text)
    {
        var line = new string([.. text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)]);
        return line.Length <= 100 ? line : line[..(char.IsHighSurrogate(line[99]) ? 99 : 100)] + "…";
    }
}
