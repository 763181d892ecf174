using System.Text.RegularExpressions;

namespace Koppel.Benchmarks.DuckDbTests;

/// <summary>Where a session means to do something else than DuckDB, with the reason.</summary>
internal static class KnownDifferences
{
    static readonly (Regex Statement, string Reason)[] All =
    [
        (Of("max_expression_depth"), "more than 2,000 is refused: the stack would not suffice"),
        (Of(@"(?s)\b(random|uuid|uuidv4|uuidv7|gen_random_uuid|now|current_timestamp|get_current_timestamp|current_time|today|txid_current|pg_backend_pid|getpid)\b"), "it gives another value each time"),
        (Of("using sample|tablesample|reservoir|approx_|^summarize"), "a sample or an estimate can differ from one run to the next"),
        (Of(@"errors_as_json|duckdb_settings|current_setting|autoload_known|autoinstall_known|temp_directory"), "settings that a session makes itself"),
        (Of(@"duckdb_(databases|schemas|logs|memory|connection)|pragma_database|show databases|database_(list|size)|pragma database"), "it tells of the session's own catalogs"),
        (Of(@"^\s*undo\b|^\s*sync(hronize)?\b"), "statements that Koppel has and DuckDB has not"),
        (Of("profil|explain"), "plans and times"),
        (Of(@"current_query\(\)"), "a statement goes to DuckDB without the semicolon behind it"),
    ];

    /// <summary>The reason, or null when there is none.</summary>
    public static string? ReasonFor(string sql) => All.FirstOrDefault(k => k.Statement.IsMatch(sql)).Reason;

    static Regex Of(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
