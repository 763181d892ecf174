using Microsoft.Data.Sqlite;

namespace Koppel.Engine.State;

/// <summary>
/// A connection to the ledger's file. Values are always bound: the first is <c>$1</c> in the text. Commands are kept prepared. For one
/// thread at a time.
/// </summary>
internal sealed class LedgerConnection(SqliteConnection connection) : IDisposable
{
    readonly Dictionary<string, SqliteCommand> _commands = [];
    bool _isDurable;

    /// <summary>Carries a statement out and gives the number of rows that it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Command(sql, values).ExecuteNonQuery();

    /// <summary>Carries out statements that are used once and have no values.</summary>
    public void ExecuteScript(string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants only, see the callers.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>The one whole number that a query gives.</summary>
    public long Number(string sql, params ReadOnlySpan<object?> values) => (long)Command(sql, values).ExecuteScalar()!;

    /// <summary>The rows of a query, each made into something.</summary>
    public List<T> Rows<T>(string sql, Func<SqliteDataReader, T> make, params ReadOnlySpan<object?> values)
    {
        using var reader = Command(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(make(reader));
        return rows;
    }

    /// <summary>The rows of a query one by one; no other call of this text until it is closed.</summary>
    public SqliteDataReader Read(string sql, params ReadOnlySpan<object?> values) => Command(sql, values).ExecuteReader();

    /// <summary>Gives SQL a function of this program.</summary>
    public void Define(string name, Func<long, string, string> function) =>
        connection.CreateFunction(name, function, isDeterministic: false);

    /// <summary>
    /// Whether a commit waits until the disk has it. Without, a commit survives the end of the process, and not always a power loss;
    /// the next commit that waits makes those before it safe too.
    /// </summary>
    public bool IsDurable
    {
        get => _isDurable;
        set
        {
            if (_isDurable == value) return;
            Execute(value ? "pragma synchronous = full" : "pragma synchronous = normal");
            _isDurable = value;
        }
    }

    /// <summary>Takes a transaction back. After some faults, such as a full disk, SQLite has done so itself.</summary>
    public void Rollback()
    {
        if (connection.Handle is { } open && SQLitePCL.raw.sqlite3_get_autocommit(open) == 0) Execute("rollback");
    }

    /// <summary>
    /// Writes the file anew and empties its log: a deleted row's bytes stay in the one until it is, and in the other.
    /// </summary>
    public void WriteAnew()
    {
        ExecuteScript("vacuum");
        ExecuteScript("pragma wal_checkpoint(truncate)");
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values) command.Dispose();
        connection.Dispose();
    }

    SqliteCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants only, see the callers.
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 0; i < values.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i + 1}" });
            _commands.Add(sql, command);
        }
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
