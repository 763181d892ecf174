using System.Text.RegularExpressions;

namespace Koppel.Benchmarks.DuckDbTests;

/// <summary>Where a session means to do something else than DuckDB, with the reason.</summary>
internal static class KnownDifferences
{
    static readonly (Regex Statement, string Reason)[] All =
    [
        (Of("max_expression_depth"), "more than 2,000 is refused: the stack would not suffice"),
        (Of(@"errors_as_json|duckdb_settings|current_setting|autoload_known|autoinstall_known|temp_directory"),
            "settings that a session makes itself"),
        (Of(@"duckdb_(databases|schemas|logs|memory|connection)|pragma_database|show databases|database_(list|size)|pragma database"),
            "it tells of the session's own catalogs"),
        (Of("profil|explain|metrics_output"), "plans and times"),
        (Of("current_query"), "a session runs a statement without its semicolon"),
        (Of(@"\bpg_|duckdb_dependencies|_oid\b"), "it numbers the entries of the catalog, of which a session has more"),
        (Of(@"\bshow\s+(all\s+)?tables\b"), "it lists the tables of all connections"),
        (Of(@"^\s*select (make|get)_type\("),
            "a value that is a type: DuckDB's C interface has no name for it, so that a cast is asked for"),
    ];

    /// <summary>The reason, or null when there is none.</summary>
    public static string? ReasonFor(string sql) => All.FirstOrDefault(k => k.Statement.IsMatch(sql)).Reason;

    static Regex Of(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
