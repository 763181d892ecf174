using System.Globalization;
using System.Text;
using Koppel.Engine.Binding;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Sql;
using Koppel.Engine.Sql.HiddenColumns;

namespace Koppel.Engine.Planning;

/// <summary>Writes the definitions through which a user's <c>table@connection</c> reaches its rows.</summary>
internal static class ViewSql
{
    /// <summary>The views over a scan.</summary>
    /// <param name="table">The table.</param>
    public static string OverScan(BoundTable table) =>
        Over(table, $"{ScanFunction.Name}({SqlText.Literal(table.Reference)})", SqlText.Identifier);

    /// <summary>
    /// The views through which a statement speaks of a table: one under its name, and when it may name a hidden column two that have it
    /// too.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="source">What its rows come from.</param>
    /// <param name="value">A column, as an expression over the source.</param>
    public static string Over(BoundTable table, string source, Func<string, string> value)
    {
        var (visible, hidden) = (table.Visible, table.Hidden);
        var shown = visible.Select(c => Item(c, c)).ToList();
        var sql = new StringBuilder();
        if (hidden.Count > 0) sql.Append(CultureInfo.InvariantCulture, $"{Schema(Names.WithHidden)}; {Schema(Names.HiddenApart)}; ");
        foreach (var name in table.WrittenNames)
        {
            Add($"{SqlText.Identifier(Names.Catalog(table.Connection))}.{SqlText.Identifier(name)}", shown);
            if (hidden.Count == 0) continue;
            Add($"{SqlText.Identifier(Names.Catalog(table.Connection))}.{SqlText.Identifier(Names.WithHidden)}.{SqlText.Identifier(name)}",
                shown.Concat(hidden.Select(c => Item(c, c))));
            Add($"{SqlText.Identifier(Names.Catalog(table.Connection))}.{SqlText.Identifier(Names.HiddenApart)}.{SqlText.Identifier(name)}",
                shown.Concat(hidden.Select(c => Item(c, HiddenTable.Apart(table.Connection, table.Table.Schema.Name, c)))));
        }
        return sql.ToString();

        void Add(string view, IEnumerable<string> items) =>
            sql.Append(CultureInfo.InvariantCulture,
                $"create or replace view {view} as select {string.Join(", ", items.DefaultIfEmpty("true as \"koppel row\""))} from "
                    + $"{source}; ");

        string Item(string column, string name) =>
            value(column) is var made && made == SqlText.Identifier(name) ? made : $"{made} as {SqlText.Identifier(name)}";

        string Schema(string schema) =>
            $"create schema if not exists {SqlText.Identifier(Names.Catalog(table.Connection))}.{SqlText.Identifier(schema)}";
    }

    /// <summary>A view over a query.</summary>
    public static string Over(string catalog, string name, string query) => $"create or replace view {View(catalog, name)} as {query}";

    static string View(string catalog, string name) => $"{SqlText.Identifier(catalog)}.{SqlText.Identifier(name)}";
}
