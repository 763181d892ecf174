using System.Text.RegularExpressions;

namespace Koppel.Engine.Sql;

/// <summary>
/// Something that a statement names and DuckDB does not have. DuckDB proposes whatever it has whose name looks alike, be it an inner table:
/// only what is near by our own measure is repeated.
/// </summary>
/// <param name="Kind">What it was to be, in DuckDB's words, such as <c>Scalar Function</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Candidates">What DuckDB proposes.</param>
internal sealed partial record MissingEntry(string Kind, string Name, IReadOnlyList<string> Candidates)
{
    /// <summary>What other databases call it, and how it is written here.</summary>
    static readonly Dictionary<string, string> Elsewhere = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sysdate"] = "now()",
        ["isnull"] = "ifnull(a, b), or coalesce(a, b, …)",
        ["iif"] = "if(condition, a, b), or case when",
        ["charindex"] = "instr(text, part)",
        ["date_format"] = "strftime(time, '%Y-%m-%d')",
        ["convert"] = "cast(value as type)",
        ["dateadd"] = "time + interval 1 day",
        ["patindex"] = "regexp_matches(text, pattern)",
    };

    /// <summary>How DuckDB's own tables begin.</summary>
    static readonly string[] Inner = ["pg_", "duckdb_", "sqlite_", "information_schema."];

    /// <summary>It is a table, or a view.</summary>
    public bool IsTable => Kind is "Table" or "View";

    /// <summary>It is a setting.</summary>
    public bool IsSetting => Kind == "configuration parameter";

    /// <summary>What is said of it: a sentence, and another that helps where there is one.</summary>
    public string Sentence
    {
        get
        {
            var what = $"There is no {Word} '{Name}'{(IsTable ? " here" : "")}.";
            if (Word == "function" && Elsewhere.TryGetValue(Name, out var here)) return $"{what} Here it is written {here}.";
            return Near is { } near ? $"{what} Did you mean '{near}'?" : what;
        }
    }

    /// <summary>
    /// What it may have been meant to be, or null. Inner tables of DuckDB are meant by nobody who does not begin as they do.
    /// </summary>
    public string? Near =>
        Suggestion.For(
            Name, Candidates.Where(c => Prefix(c) is not { } inner || Name.StartsWith(inner, StringComparison.OrdinalIgnoreCase)));

    /// <summary>What DuckDB says was missing, or null when its fault is another. Some of its faults only say so in their text.</summary>
    public static MissingEntry? Of(string? subtype, string? kind, string? name, string? candidates, string text)
    {
        if (subtype == "MISSING_ENTRY" && kind is not null && name is not null)
            return new MissingEntry(
                kind, name, [.. (candidates ?? "").Split(',').Select(c => c.Trim().Trim('"')).Where(c => c.Length > 0)]);
        return NoSchema().Match(text) is { Success: true } schema ? new MissingEntry("Table", schema.Groups["name"].Value, []) : null;
    }

    string Word => Kind switch
    {
        "Table" or "View" => "table",
        "Table Function" => "table function",
        "Type" => "type",
        _ when IsSetting => "setting",
        _ when Kind.Contains("Function", StringComparison.OrdinalIgnoreCase)
            || Kind.Contains("Macro", StringComparison.OrdinalIgnoreCase) => "function",
        _ => Kind.ToLowerInvariant(),
    };

    static string? Prefix(string name) => Inner.FirstOrDefault(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"^Table with name ""?(?<name>[^""]+?)""? does not exist because schema ""[^""]+"" does not exist",
        RegexOptions.ExplicitCapture)]
    private static partial Regex NoSchema();
}
