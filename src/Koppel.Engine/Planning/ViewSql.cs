using Koppel.Engine.Execution;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Planning;

/// <summary>Writes the definitions through which a user's <c>table@connection</c> reaches its rows.</summary>
internal static class ViewSql
{
    /// <summary>A view over a scan.</summary>
    public static string OverScan(string catalog, string name, string reference, IEnumerable<string> columns) =>
        $"create or replace view {View(catalog, name)} as select {List(columns)} from {ScanFunction.Name}({SqlText.Literal(reference)})";

    /// <summary>A view over a table in which the rows were staged.</summary>
    public static string OverTable(string catalog, string name, string table, IEnumerable<string> expressions) =>
        $"create or replace view {View(catalog, name)} as select {string.Join(", ", expressions)} from {table}";

    /// <summary>A view over a query.</summary>
    public static string Over(string catalog, string name, string query) => $"create or replace view {View(catalog, name)} as {query}";

    static string View(string catalog, string name) => $"{SqlText.Identifier(catalog)}.{SqlText.Identifier(name)}";

    static string List(IEnumerable<string> columns) => string.Join(", ", columns.Select(SqlText.Identifier));
}
