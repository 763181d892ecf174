using Microsoft.Data.Sqlite;

namespace Koppel.Engine.Personal;

/// <summary>
/// The history of jobs, of which only the sentences of faults and alerts can name somebody. It says which due times have a run, so that it
/// stays whoever is taken out of it.
/// </summary>
internal static class JobHistory
{
    /// <summary>Its file in the state folder.</summary>
    public const string FileName = "jobs.db";

    const int BusySeconds = 30;

    /// <summary>Whether a file of the state folder belongs to the jobs and names nobody: locks, and what tells when to wake.</summary>
    public static bool IsBeside(string name) =>
        name is FileName + "-wal" or FileName + "-shm" or "jobs-clock.lock"
        || name.StartsWith("quartz.db", StringComparison.Ordinal)
        || (name.StartsWith("job-", StringComparison.Ordinal) && name.EndsWith(".lock", StringComparison.Ordinal));

    /// <summary>How many lines name a person.</summary>
    public static int Count(string path, Person person)
    {
        using var connection = Open(path);
        return Lines(connection).Count(l => person.IsIn(l.Fault) || person.IsIn(l.Alert));
    }

    /// <summary>Takes him out of all of them, and leaves no byte of him in the file.</summary>
    public static void TakeOut(string path, Person person)
    {
        using var connection = Open(path);
        Execute(connection, "pragma secure_delete = on");
        Execute(connection, "begin immediate");
        foreach (var (id, fault, alert) in Lines(connection))
        {
            if (!person.IsIn(fault) && !person.IsIn(alert)) continue;
            using var command = connection.CreateCommand();
            command.CommandText = "update history set fault = nullif($2, ''), alert = nullif($3, '') where id = $1";
            command.Parameters.AddWithValue("$1", id);
            command.Parameters.AddWithValue("$2", person.Without(fault));
            command.Parameters.AddWithValue("$3", person.Without(alert));
            command.ExecuteNonQuery();
        }
        Execute(connection, "commit");
        Execute(connection, "vacuum");
        Execute(connection, "pragma wal_checkpoint(truncate)");
    }

    static List<(long Id, string Fault, string Alert)> Lines(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select id, coalesce(fault, ''), coalesce(alert, '') from history "
            + "where fault is not null or alert is not null";
        using var rows = command.ExecuteReader();
        var lines = new List<(long, string, string)>();
        while (rows.Read()) lines.Add((rows.GetInt64(0), rows.GetString(1), rows.GetString(2)));
        return lines;
    }

    static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = BusySeconds,
        }.ToString());
        try
        {
            connection.Open();
            Execute(connection, $"pragma busy_timeout = {BusySeconds}000");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants only, see the callers.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
