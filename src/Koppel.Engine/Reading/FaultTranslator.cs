using DuckDB.NET.Data;
using Koppel.Engine.Binding;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Reading;

/// <summary>Turns faults from inside DuckDB into those that a caller knows.</summary>
internal static class FaultTranslator
{
    /// <summary>The connector's own fault, or DuckDB's in the words of the user's text; the same fault when it is something else.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="sql">The statement that DuckDB was given.</param>
    /// <param name="script">The script that the statement stands in.</param>
    /// <param name="statement">The statement's tables, when they are known.</param>
    public static Exception Translate(Exception fault, RewrittenSql sql, string script, BoundStatement? statement) => fault switch
    {
        ScanFaultException { InnerException: { } own } => own,
        DuckDBException duck => DuckDbError.Translate(
            duck.Message, sql, script,
            statement?.Tables.SelectMany(t => t.Visible) ?? [],
            statement?.Tables.SelectMany(t => t.Hidden.Select(h => (h, t.Reference)))),
        _ => fault,
    };

    /// <summary>DuckDB cannot read a file that a user gave.</summary>
    public static ConnectorException OfFile(DuckDBException fault, FileUse file) => new(
        ConnectorErrorKind.File,
        $"{file.Reference} ({string.Join(", ", file.Table.Source.Paths)}) cannot be read: {DuckDbError.Text(fault.Message)}",
        fault)
    { Connection = file.Connection, Table = file.Name };
}
