using Koppel.Engine.DuckDb;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Reading;

/// <summary>The tables that only a session's own connection to DuckDB sees, for others that may ask at any time.</summary>
/// <param name="duck">The session's DuckDB.</param>
internal sealed class TemporaryTables(DuckInstance duck)
{
    /// <summary>Their columns with the types, as they were last looked at.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<(string Name, string Type)>> Columns { get; private set; } =
        new Dictionary<string, IReadOnlyList<(string, string)>>();

    /// <summary>Looks at them; by whoever runs the session's statements.</summary>
    public void Look() => Columns = duck
        .Query("select table_name from duckdb_tables() where temporary", r => r.GetString(0))
        .ToDictionary(t => t, t => (IReadOnlyList<(string, string)>)duck.Query(
            $"describe temp.{SqlText.Identifier(t)}", r => (r.GetString(0), r.GetString(1))), StringComparer.OrdinalIgnoreCase);
}
