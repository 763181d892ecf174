using Microsoft.Data.Sqlite;

namespace Koppel.Engine.Ledger;

/// <summary>A statement that begins.</summary>
/// <param name="Number">Its number in the script, from 1.</param>
/// <param name="Text">Its text.</param>
/// <param name="Kind">What it is, such as <c>insert</c>.</param>
public sealed record StatementStart(int Number, string Text, string Kind)
{
    /// <summary>What it writes to as the user wrote it, such as <c>contactTags@ac</c>, or null.</summary>
    public string? Target { get; init; }

    /// <summary>The target's connection, or null.</summary>
    public string? Connection { get; init; }

    /// <summary>The target's name as its system writes it, or null.</summary>
    public string? Table { get; init; }
}

/// <summary>A statement as the ledger has it.</summary>
/// <param name="Start">What it is.</param>
/// <param name="Status">What it is called.</param>
/// <param name="IsPlanned">Whether its plan is whole: it is gone on with, not begun again.</param>
/// <param name="Books">What became of its rows.</param>
/// <param name="Fault">Why it failed, or null.</param>
public sealed record StatementRecord(StatementStart Start, Status Status, bool IsPlanned, Books Books, string? Fault)
{
    internal const string Select = """
        select s.statement, s.text, s.kind, s.target, s.connection, status_of(s.run, s.status), s.read is not null, s.fault,
               b.read, b.changed, b.unchanged, b.rejected, s.target_table
        from statements s join books b on b.id = s.id
        """;

    internal static StatementRecord Read(SqliteDataReader row) => new(
        new StatementStart(row.GetInt32(0), row.GetString(1), row.GetString(2)) { Target = Text(row, 3), Connection = Text(row, 4),
            Table = Text(row, 12) },
        StatusWords.Read(row.GetString(5)),
        row.GetBoolean(6),
        Books.Of(row, 8),
        Text(row, 7));

    static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
