using Koppel.Engine.Execution;
using Koppel.Engine.Sql;
using Koppel.Sdk;

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

    static string List(IEnumerable<string> columns) => string.Join(", ", columns.Select(SqlText.Identifier));
}
