using Koppel.Engine.KeptResults;
using Koppel.Engine.Sql;
using Koppel.Output;
using Koppel.Server.Sessions;
using Koppel.Server.Wire;

namespace Koppel.Server.Results;

/// <summary>
/// The statement that saves a result as a table. The rows are written to a file of the program's once, and read from there, so that no
/// system is asked again; the file goes with the result.
/// </summary>
/// <param name="shelf">The results.</param>
internal sealed class TableScript(ResultShelf shelf)
{
    static readonly string[] s_memory = ["inmemorystorage", "memory"];

    /// <summary>Writes the rows, and gives the statement.</summary>
    /// <param name="result">The result.</param>
    /// <param name="table">The table, such as <c>people@inmemorystorage</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ApiFault">That is no table's name, or rows are missing.</exception>
    public async Task<string> WriteAsync(KeptResult result, string table, CancellationToken cancellationToken)
    {
        var at = table.LastIndexOf('@');
        if (at <= 0 || at == table.Length - 1)
            throw ApiFault.Wrong($"'{table}' is no table of a connection. Write it as people@inmemorystorage.");
        if (!result.IsComplete)
            throw new ApiFault(409, "not-complete", "Rows of this result are missing: only a whole one can be saved. Run it again.");
        var (name, connection) = (table[..at].Trim('"'), table[(at + 1)..].Trim('"'));
        var names = ColumnNames.Unique(result.Columns, StringComparer.OrdinalIgnoreCase);
        var path = await shelf.Store.FileAsync(
            result, to => shelf.Store.Read(result).WriteParquetAsync(to, names, cancellationToken), cancellationToken);
        var columns = string.Join(", ", names.Select(SqlText.Identifier));
        var rows = $"select {columns} from read_parquet({SqlText.Literal(path)})";
        var target = TableReference.Of(name, connection);
        return s_memory.Contains(connection, StringComparer.OrdinalIgnoreCase)
            ? $"create or replace table {target} as\n{rows};\n"
            : $"insert into {target} ({columns})\n{rows};\n";
    }
}
