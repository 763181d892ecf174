using Koppel.Engine.State;
using Koppel.Sdk.Loading;
using Microsoft.Data.Sqlite;

namespace Koppel.Engine.Ledger.Sqlite;

/// <summary>The rejects of a statement in the file.</summary>
internal static class LedgerRejects
{
    /// <summary>Writes one.</summary>
    /// <param name="connection">The file.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="call">The call that carried the row, or null when the plan rejected it.</param>
    /// <param name="columns">Names of the load's columns.</param>
    /// <param name="reject">The row.</param>
    public static void Write(LedgerConnection connection, long statement, long? call, IReadOnlyList<string> columns, Reject reject) =>
        connection.Execute(
        """insert into rejects (statement, row, call, "values", code, reason, remedy, source_row) values ($1, $2, $3, $4, $5, """
        + """$6, $7, $8)""",
        statement, reject.Row, call, LedgerJson.Row(columns, reject.Values), reject.Code, reject.Reason, reject.Remedy, reject.SourceRow);

    /// <summary>
    /// Reads row, values, code, reason, remedy and source_row. An old ledger holds no code, and the remedy within the reason.
    /// </summary>
    public static Reject Read(SqliteDataReader row) => new(
        row.GetInt64(0), LedgerJson.Values(row.GetString(1)), new RejectCause(Text(row, 2), row.GetString(3), Text(row, 4)))
    {
        SourceRow = row.IsDBNull(5) ? null : row.GetInt64(5),
    };

    static string Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? "" : row.GetString(column);
}
