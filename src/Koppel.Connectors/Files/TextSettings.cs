using System.Globalization;
using System.Text.RegularExpressions;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Match = System.Text.RegularExpressions.Match;

namespace Koppel.Connectors.Files;

/// <summary>The settings by which files of text are read: of a connection, or of one table in it.</summary>
internal static partial class TextSettings
{
    static readonly Dictionary<string, char> s_signs = new(StringComparer.OrdinalIgnoreCase)
    {
        ["comma"] = ',', ["semicolon"] = ';', ["tab"] = '\t', ["\\t"] = '\t', ["bar"] = '|', ["pipe"] = '|', ["point"] = '.', ["dot"] = '.',
        ["space"] = ' ', ["apostrophe"] = '\'', ["none"] = '\0',
    };

    static readonly Setting s_encoding =
        new("encoding", "The encoding of text files, such as utf-8, utf-16 or windows-1252; by default it is found")
    {
        Checks = value => TextFileSettings.FindEncoding(value) is null
            ? $"is no encoding: '{value}'. Write utf-8, utf-16, windows-1252, iso-8859-1 or the like"
            : null,
    };

    static readonly Setting s_separator = Sign("separator",
        "What separates the cells of text files: comma, semicolon, tab, bar or any one character; by default it is found", none: false);
    static readonly Setting s_quote =
        Sign("quote", "What encloses cells that hold a separator: any one character, or none; \" by default", none: true);
    static readonly Setting s_header = CommonSettings.Header(
        "Where the headings of text files stand: auto (in the first line that holds headings, below titles where these are certain, the "
        + "default), first (in the first line with anything in it), the number of a line such as 4, or none (column0, column1)");
    static readonly Setting s_decimal = new("decimal",
        "The sign before decimals: point or comma; by default it is found") { Kind = SettingKind.Word,
            Words = ["point", "comma", ".", ","] };
    static readonly Setting s_thousands = Sign("thousands",
        "The sign between groups of thousands: point, comma, space, any one character, or none; by default it is found", none: true);
    static readonly Setting s_dateOrder = new("date_order",
        "The order of day, month and year in dates: dmy, mdy or ymd; by default it is found") { Kind = SettingKind.Word,
            Words = ["dmy", "mdy", "ymd"] };
    static readonly Setting s_types = new("types",
        "Types of columns, such as zip: text, optin: boolean, amount: decimal(10,2); by default they are found") { Checks = CheckTypes };
    static readonly Setting s_allText =
        new("all_text", "Every column whose type is not set is text; off by default") { Kind = SettingKind.Switch, Default = "off" };
    static readonly Setting s_nulls =
        new("nulls", "Texts that stand for no value, separated by commas, such as NULL, n/a; by default only the empty cell does");
    static readonly Setting s_empty =
        new("empty", "What an empty cell is: null or text; null by default")
        {
            Kind = SettingKind.Word, Words = ["null", "text"], Default = "null",
        };
    static readonly Setting s_ragged = new("ragged",
        "What is done with rows of too many cells: reject, fail or cut; reject by default") { Kind = SettingKind.Word,
            Words = ["reject", "fail", "cut"], Default = "reject" };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        Titled(s_encoding, "Encoding"), Titled(s_separator, "Separator"), Titled(s_quote, "Quotes"), s_header with { Advanced = true },
        Titled(s_decimal, "Decimals"), Titled(s_thousands, "Thousands"), Titled(s_dateOrder, "Dates"), Titled(s_types, "Types"),
        Titled(s_allText, "All as text"), Titled(s_nulls, "Stands for nothing"), Titled(s_empty, "Empty cells"),
        Titled(s_ragged, "Rows of too many cells"),
    ];

    /// <summary>What is set for a table: its own settings, and beside them the connection's.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="names">The table's names.</param>
    /// <exception cref="ConnectorException">Two settings exclude each other.</exception>
    public static TextFileSettings Of(ConnectionSettings connection, IReadOnlyList<string> names)
    {
        var own = names.Select(n => connection.Tables.FirstOrDefault(t => t.Key.Equals(n, StringComparison.OrdinalIgnoreCase)).Value)
            .FirstOrDefault(t => t is not null);
        string? Text(Setting setting) => own?.GetValueOrDefault(setting.Name) ?? connection.Text(setting.Name);
        bool? Switch(Setting setting) => Text(setting) is { } text && Setting.TryParseSwitch(text, out var on) ? on : null;
        char? Sign(Setting setting) => Text(setting) is { } text ? s_signs.TryGetValue(text, out var sign) ? sign : text[0] : null;
        var settings = new TextFileSettings
        {
            Encoding = Text(s_encoding),
            Separator = Sign(s_separator),
            Quote = Sign(s_quote),
            Header = Text(s_header) is { } header && HeaderRule.Find(header) is { } rule ? rule : default,
            Decimal = Sign(s_decimal),
            Thousands = Sign(s_thousands),
            DateOrder = Text(s_dateOrder)?.ToLowerInvariant(),
            Types = Text(s_types) is { } types ? Types(types) : new Dictionary<string, string>(),
            AllText = Switch(s_allText) ?? false,
            Nulls = [.. (Text(s_nulls) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            EmptyIsText = "text".Equals(Text(s_empty), StringComparison.OrdinalIgnoreCase),
            LongRows = Text(s_ragged) is { } ragged ? Enum.Parse<LongRows>(ragged, ignoreCase: true) : LongRows.Reject,
        };
        Check(connection.Name, settings.Separator is { } separator && separator == (settings.Quote ?? '"'), "separator", "quote");
        Check(connection.Name, settings.Decimal is { } point && point == settings.Thousands, "decimal", "thousands");
        return settings;
    }

    static void Check(string connection, bool isSame, string one, string other)
    {
        if (!isSame) return;
        throw new ConnectorException(ConnectorErrorKind.File,
            $"'{one}' and '{other}' of connection '{connection}' are the same character, so that nothing tells them apart. Change one of "
                + $"them.") { Connection = connection };
    }

    static Setting Titled(Setting setting, string title) => setting with { Advanced = true, Title = title };

    static Setting Sign(string name, string description, bool none) => new(name, description)
    {
        Checks = value => (s_signs.TryGetValue(value, out var sign) && (none || sign != '\0'))
            || value is [> '\0' and < '\x80' and not ('\r' or '\n')] ? null
            : $"must be one character of ASCII or a word such as comma, semicolon, tab, bar{(none ? " or none" : "")}, not '{value}'",
    };

    static string? CheckTypes(string value)
    {
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var end = 0;
        foreach (Match match in TypeText().Matches(value))
        {
            if (match.Index != end) break;
            end += match.Length;
            if (!known.Add(Column(match))) return $"names the column '{Column(match)}' twice";
            if (!IsType(match.Groups["type"].Value))
                return $"has no type '{match.Groups["type"].Value}': it can be text, integer, decimal(10,2), double, boolean, date, "
                    + $"time, timestamp or timestamptz";
        }
        return end == value.Length && end > 0 ? null : "must be columns and types, such as zip: text, \"a, b\": decimal(10,2)";
    }

    static bool IsType(string type) =>
        type.ToUpperInvariant()
            is "TEXT" or "VARCHAR" or "INTEGER" or "INT" or "BIGINT" or "DOUBLE" or "BOOLEAN" or "BOOL" or "DATE" or "TIME" or "TIMESTAMP"
                or "TIMESTAMPTZ"
        || (DecimalText().Match(type) is { Success: true } match
            && int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) is >= 1 and <= 38 and var precision
            && int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) <= precision);

    static Dictionary<string, string> Types(string value) =>
        TypeText().Matches(value).ToDictionary(Column, m => m.Groups["type"].Value, StringComparer.OrdinalIgnoreCase);

    static string Column(Match match) =>
        match.Groups["quoted"].Success
            ? match.Groups["quoted"].Value.Replace("\"\"", "\"", StringComparison.Ordinal)
            : match.Groups["name"].Value.Trim();

    [GeneratedRegex("""\G\s*(?:"(?<quoted>(?:[^"]|"")+)"|(?<name>[^:,"]+))\s*:\s*(?<type>[A-Za-z]+(?:\s*\([^)]*\))?)\s*(?:,|$)""",
        RegexOptions.CultureInvariant)]
    private static partial Regex TypeText();

    [GeneratedRegex(@"^decimal\s*\(\s*(\d{1,2})\s*,\s*(\d{1,2})\s*\)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DecimalText();
}
