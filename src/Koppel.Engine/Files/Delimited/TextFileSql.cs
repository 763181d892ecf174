using System.Globalization;
using Koppel.Engine.Files.Columns;
using Koppel.Engine.Files.Input;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Files.Delimited;

/// <summary>Writes how DuckDB reads a file of text whose profile is known. Nothing is left for it to find out.</summary>
internal static class TextFileSql
{
    /// <summary>
    /// Bytes that are read at once, unless there is a longer line. DuckDB's own choice of 32 MB costs memory and wins nothing.
    /// </summary>
    const int ReadAtOnce = 4_200_000;

    /// <summary>The query that gives its rows.</summary>
    /// <param name="profile">What is known of it.</param>
    /// <param name="path">The file, or its clean copy.</param>
    /// <param name="isCopy">It is the copy.</param>
    public static string Rows(TextProfile profile, string path, bool isCopy) =>
        $"select "
        + string.Join(
            ", ", profile.Columns.Select((c, i) => $"{Value(c, i, isCopy && profile.HasQuotedLines)} as {SqlText.Identifier(c.Name)}"))
        + $" from {Reader(profile, path, isCopy)}";

    static string Reader(TextProfile profile, string path, bool isCopy)
    {
        var (separator, quote) = isCopy ? (",", "\"") : (ColumnSql.Sign(profile.Dialect.Separator), ColumnSql.Sign(profile.Dialect.Quote));
        var columns = string.Join(
            ", ", profile.Columns.Select((c, i) => $"{SqlText.Literal(Inner(i))}: {SqlText.Literal(c.IsNative ? c.Type : "VARCHAR")}"));
        if (isCopy && profile.Columns.Count == 1) columns += ", 'rest': 'VARCHAR'";
        var longest =
            Math.Max(2_000_000L, isCopy ? (4L * profile.LongestRecord) + (3L * profile.Columns.Count) : profile.LongestRecord + 16L);
        var hasHeader = !isCopy && profile.Dialect.HasHeader;
        string[] options =
        [
            "auto_detect = false", $"columns = {{{columns}}}", $"header = {(hasHeader ? "true" : "false")}", "skip = 0",
            $"delim = {SqlText.Literal(separator)}", $"quote = {SqlText.Literal(quote)}", $"escape = {SqlText.Literal(quote)}",
            $"new_line = '{(!isCopy && profile.Ends == LineEnds.CrLf ? "\\r\\n" : "\\n")}'", "comment = ''", "nullstr = ''",
            $"allow_quoted_nulls = {(isCopy ? "false" : "true")}",
            "null_padding = false", "ignore_errors = false", $"compression = '{(!isCopy && TextInput.IsPacked(path) ? "gzip" : "none")}'",
            "parallel = true", FormattableString.Invariant($"max_line_size = {longest}"),
            FormattableString.Invariant($"buffer_size = {Math.Max(ReadAtOnce, 2 * longest)}"),
        ];
        return $"read_csv([{SqlText.Literal(GlobText.Escape(path))}], {string.Join(", ", options)})";
    }

    static string Inner(int column) => string.Create(CultureInfo.InvariantCulture, $"c{column}");

    static string Value(FileColumn column, int i, bool isEscaped)
    {
        var text = SqlText.Identifier(Inner(i));
        if (isEscaped && column.Kind == FileColumnKind.Text)
        {
            foreach (var (sign, letter) in CleanCopy.Escaped) text =
                $"replace({text}, chr({(int)CleanCopy.Escape}) || '{letter}', chr({(int)sign}))";
            return text;
        }
        return column.IsNative ? text : ColumnSql.Value(column, text);
    }
}
