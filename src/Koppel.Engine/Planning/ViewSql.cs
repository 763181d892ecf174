using System.Globalization;
using System.Text;
using Koppel.Engine.Catalog;
using Koppel.Engine.Execution;
using Koppel.Engine.Sql;
using Koppel.Engine.Sql.HiddenColumns;
using Koppel.Sdk;

namespace Koppel.Engine.Planning;

/// <summary>Writes the definitions through which a user's <c>table@connection</c> reaches its rows.</summary>
internal static class ViewSql
{
    /// <summary>The views over a scan.</summary>
    /// <param name="use">The table.</param>
    public static string OverScan(TableUse use) => Over(use, $"{ScanFunction.Name}({SqlText.Literal(use.Reference)})", SqlText.Identifier);

    /// <summary>The views through which a statement speaks of a table: one under its name, and when it may name a hidden column two that have it too.</summary>
    /// <param name="use">The table.</param>
    /// <param name="source">What its rows come from.</param>
    /// <param name="value">A column, as an expression over the source.</param>
    public static string Over(TableUse use, string source, Func<string, string> value)
    {
        var (visible, hidden) = use.Names;
        var shown = visible.Select(c => Item(c, c)).ToList();
        var sql = new StringBuilder();
        if (hidden.Count > 0) sql.Append(CultureInfo.InvariantCulture, $"{Schema(Names.WithHidden)}; {Schema(Names.HiddenApart)}; ");
        foreach (var name in use.WrittenNames)
        {
            Add($"{SqlText.Identifier(use.Connection)}.{SqlText.Identifier(name)}", shown);
            if (hidden.Count == 0) continue;
            Add($"{SqlText.Identifier(use.Connection)}.{SqlText.Identifier(Names.WithHidden)}.{SqlText.Identifier(name)}", shown.Concat(hidden.Select(c => Item(c, c))));
            Add($"{SqlText.Identifier(use.Connection)}.{SqlText.Identifier(Names.HiddenApart)}.{SqlText.Identifier(name)}",
                shown.Concat(hidden.Select(c => Item(c, HiddenTable.Apart(use.Connection, use.Table.Schema.Name, c)))));
        }
        return sql.ToString();

        void Add(string view, IEnumerable<string> items) =>
            sql.Append(CultureInfo.InvariantCulture, $"create or replace view {view} as select {string.Join(", ", items.DefaultIfEmpty("true as \"koppel row\""))} from {source}; ");

        string Item(string column, string name) => value(column) is var made && made == SqlText.Identifier(name) ? made : $"{made} as {SqlText.Identifier(name)}";

        string Schema(string schema) => $"create schema if not exists {SqlText.Identifier(use.Connection)}.{SqlText.Identifier(schema)}";
    }

    /// <summary>A view over files that DuckDB reads itself.</summary>
    public static string OverFiles(string catalog, string name, FileSource source) =>
        $"create or replace view {View(catalog, name)} as from {FileFunction(source)}";

    /// <summary>Bytes that are read of a text file at once: two of the longest lines that DuckDB takes. Its own choice of 32 MB costs memory and wins nothing.</summary>
    const int ReadAtOnce = 4_200_000;

    static string FileFunction(FileSource source)
    {
        var paths = $"[{string.Join(", ", source.Paths.Select(p => SqlText.Literal(EscapeGlob(p))))}]";
        return source.Format switch
        {
            FileFormat.Csv => $"read_csv({paths}, buffer_size = {ReadAtOnce})",
            FileFormat.Tsv => $"read_csv({paths}, delim = '\\t', buffer_size = {ReadAtOnce})",
            FileFormat.Parquet => $"read_parquet({paths})",
            FileFormat.Json => $"read_json({paths})",
            _ => throw new InvalidOperationException($"File format {source.Format} has no reader."),
        };
    }

    /// <summary>The paths are exact: characters that DuckDB would take as a pattern stand for themselves.</summary>
    static string EscapeGlob(string path) => path.Replace("[", "[[]", StringComparison.Ordinal).Replace("*", "[*]", StringComparison.Ordinal).Replace("?", "[?]", StringComparison.Ordinal);

    static string View(string catalog, string name) => $"{SqlText.Identifier(catalog)}.{SqlText.Identifier(name)}";
}
