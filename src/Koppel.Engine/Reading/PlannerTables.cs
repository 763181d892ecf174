using Koppel.Engine.Binding;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Planning;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Reading;

/// <summary>What the planner must know of the tables of a statement.</summary>
internal static class PlannerTables
{
    /// <summary>Tells the planner of all tables of the statement; gives those that DuckDB can read at no call.</summary>
    public static Dictionary<string, string> Show(DuckInstance duck, Planner planner, BoundStatement statement)
    {
        foreach (var table in statement.Tables) planner.SetTable(table);

        var drivers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in statement.Files)
        {
            planner.SetLocal(file.Connection, file.Name, Columns(duck, file.SqlName));
            drivers.Add(file.Reference, file.SqlName);
        }
        // DuckDB's own tables: those that the statement can mean, whether it writes @inmemorystorage or only the name.
        var tables = duck.Query(
            $"select table_name, sql from duckdb_tables() where database_name = '{Names.Memory}' and schema_name = 'main'",
            r => (Name: r.GetString(0), Sql: r.GetString(1)));
        foreach (var (name, sql) in tables.Where(t => statement.Names.Contains(t.Name)))
        {
            if (Definitions.NamesIn(sql).Contains("COLLATE", StringComparer.Ordinal))
            {
                planner.Remove(Names.Memory, name); // Its texts are equal in ways that a stand-in's are not.
                continue;
            }
            var sqlName = $"{SqlText.Identifier(Names.Memory)}.{SqlText.Identifier(name)}";
            planner.SetLocal(Names.Memory, name, Columns(duck, sqlName));
            drivers.Add(Names.Reference(name, Names.Memory), sqlName);
        }
        return drivers;
    }

    static List<(string Name, string Type)> Columns(DuckInstance duck, string table) =>
        duck.Query($"describe {table}", r => (r.GetString(0), r.GetString(1)));
}
