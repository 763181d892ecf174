using Koppel.Engine.DuckDb;
using Koppel.Engine.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.SystemTables;

/// <summary><c>functions@system</c>: a row a form of a function, DuckDB's and those that the session made.</summary>
internal static class SystemFunctions
{
    static readonly string[] Inner = [ScanFunction.Name];

    /// <summary>The table, with the functions that there are now.</summary>
    public static ListedTable Of(Workspace workspace, bool isRead)
    {
        var functions = !isRead ? [] : workspace.Duck.Query(
            "select function_name, function_type, array_to_string(parameters, ', '), array_to_string(parameter_types, ', '), return_type, "
                + "description, examples[1] from duckdb_functions() "
            + "where not contains(function_name, '__internal') order by function_name, function_type",
            r => Enumerable.Range(0, 7).Select(i => r.IsDBNull(i) ? null : (object?)r.GetString(i)).ToArray())
            .Where(f => !Inner.Contains(f[0])).ToList();
        return new ListedTable(
            new TableSchema("functions",
            [
                Column.Text("function"),
                Column.Text("kind") with { Description = "scalar, aggregate, table, macro, table_macro or pragma" },
                Column.Text("parameters"),
                Column.Text("types") with { Description = "The types of the parameters." },
                Column.Text("gives") with { Description = "The type of what it gives." },
                Column.Text("description"),
                Column.Text("example"),
            ])
            { Description = "The functions that a statement can use, a row a form." },
            (_, _) => functions.ToAsyncEnumerable());
    }
}
