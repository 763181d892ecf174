using Koppel.Engine.DuckDb;

namespace Koppel.Engine.Hosting;

/// <summary>The words of DuckDB.</summary>
/// <param name="Functions">Its functions, each once.</param>
/// <param name="Reserved">The names that must stand in quotes.</param>
/// <param name="Settings">Its settings.</param>
internal sealed record Vocabulary(
    IReadOnlyList<FunctionWord> Functions, IReadOnlySet<string> Reserved, IReadOnlyList<(string Name, string Description)> Settings)
{
    /// <summary>Asks DuckDB.</summary>
    public static Vocabulary Read(DuckInstance duck) => new(
        duck.Query(
            "select function_name, min(function_type), min(array_to_string(parameters, ', ')), min(return_type), min(description), "
            + "count(*) from duckdb_functions() where regexp_matches(function_name, '^[a-z][a-z0-9_]*$') and not "
            + "contains(function_name, '__internal') group by 1 order by 1",
            r => new FunctionWord(r.GetString(0), r.GetString(1), Text(r, 2), Text(r, 3), Text(r, 4))),
        duck.Query("select keyword_name from duckdb_keywords() where keyword_category in ('reserved', 'column_name', 'type_function')",
            r => r.GetString(0)).ToHashSet(StringComparer.OrdinalIgnoreCase),
        duck.Query("select name, description from duckdb_settings() order by 1", r => (r.GetString(0), Text(r, 1))));

    static string Text(System.Data.IDataRecord row, int at) => row.IsDBNull(at) ? "" : row.GetString(at);
}

/// <summary>A function of DuckDB.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Such as <c>scalar</c>, <c>aggregate</c> or <c>table</c>.</param>
/// <param name="Parameters">Their names in one of its forms.</param>
/// <param name="Gives">The type of what that gives.</param>
/// <param name="Description">A sentence, or empty.</param>
internal sealed record FunctionWord(string Name, string Kind, string Parameters, string Gives, string Description);
