using Koppel.Engine.DuckDb;
using Koppel.Engine.Statements;

namespace Koppel.Cli.Output;

/// <summary>Texts about the data model as rows, so that they are written in every format.</summary>
static class ModelRows
{
    /// <summary>Rows of texts.</summary>
    public static RowsResult Of(IReadOnlyList<string> columns, IEnumerable<string[]> rows) => new(
        1,
        [.. columns.Select(name => new ResultColumn(name, name, "VARCHAR"))],
        rows.Select(row => (object?[])[.. row]).ToAsyncEnumerable());
}
