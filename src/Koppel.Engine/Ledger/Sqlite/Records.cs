using Koppel.Engine.State;
using Microsoft.Data.Sqlite;

namespace Koppel.Engine.Ledger.Sqlite;

/// <summary>Runs, statements and books, read from the file.</summary>
internal static class Records
{
    /// <summary>The columns of a run.</summary>
    public const string RunColumns =
        "run, script, file, variables, command, status_of(run, status), started, finished, process, user, door";

    /// <summary>The columns of a statement's books.</summary>
    public const string BookColumns = "read, changed, unchanged, rejected";

    /// <summary>The statements, each with its books.</summary>
    public const string Statements = """
        select s.statement, s.text, s.kind, s.target, s.connection, status_of(s.run, s.status), s.read is not null, s.fault,
               b.read, b.changed, b.unchanged, b.rejected, s.target_table
        from statements s join books b on b.id = s.id
        """;

    public static RunRecord Run(SqliteDataReader row) => new(
        row.GetInt64(0),
        new RunStart(row.GetString(1))
        {
            File = Text(row, 2), Variables = LedgerJson.Variables(row.GetString(3)), Command = row.GetString(4), User = Text(row, 9),
            Door = Text(row, 10),
        },
        StatusWords.Read(row.GetString(5)),
        LedgerTime.From(row.GetInt64(6)),
        row.IsDBNull(7) ? null : LedgerTime.From(row.GetInt64(7)),
        row.GetInt64(8));

    public static StatementRecord Statement(SqliteDataReader row) => new(
        new StatementStart(row.GetInt32(0), row.GetString(1), row.GetString(2))
        {
            Target = Text(row, 3), Connection = Text(row, 4), Table = Text(row, 12),
        },
        StatusWords.Read(row.GetString(5)),
        row.GetBoolean(6),
        Books(row, 8),
        Text(row, 7));

    public static Books Books(SqliteDataReader row) => Books(row, 0);

    static Books Books(SqliteDataReader row, int first) =>
        new(row.GetInt64(first), row.GetInt64(first + 1), row.GetInt64(first + 2), row.GetInt64(first + 3));

    static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
