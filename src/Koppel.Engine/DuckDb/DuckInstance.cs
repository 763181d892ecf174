using System.Data;
using DuckDB.NET.Data;
using Koppel.Engine.Sql;

namespace Koppel.Engine.DuckDb;

/// <summary>A DuckDB in memory with <c>__scan</c> in it. Not for use by two threads at once.</summary>
internal sealed class DuckInstance : IDisposable
{
    readonly DuckDBConnection _connection;

    DuckInstance(DuckDBConnection connection) => _connection = connection;

    /// <summary>The tables that <c>__scan</c> knows.</summary>
    public ScanRegistry Scans { get; } = new();

    /// <summary>The zone in which instants are shown: that in which they are compared.</summary>
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    /// <summary>Opens a fresh instance. It never reaches out for extensions.</summary>
    /// <param name="memoryLimit">Memory before it spills, such as <c>1GB</c>, or null for DuckDB's own choice.</param>
    /// <param name="threads">How many threads it may use, or null for one a core.</param>
    public static DuckInstance Open(string? memoryLimit = null, int? threads = null)
    {
        var connection = (memoryLimit is null && threads is null ? OpeningAhead.Take() : null) ?? Connect(memoryLimit, threads);
        try
        {
            var instance = new DuckInstance(connection);
            ScanFunction.Register(connection, instance.Scans);
            return instance;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>An open connection to a fresh DuckDB.</summary>
    public static DuckDBConnection Connect(string? memoryLimit = null, int? threads = null)
    {
        // Extensions would be fetched from the network on the first unknown function; errors as JSON carry their position.
        var connection = new DuckDBConnection(
            "DataSource=:memory:;errors_as_json=true;autoinstall_known_extensions=false;autoload_known_extensions=false"
            + (memoryLimit is null ? "" : $";memory_limit={memoryLimit}")
            + (threads is { } most ? FormattableString.Invariant($";threads={most}") : ""));
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A command of this instance.</summary>
    public DuckDBCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    /// <summary>Runs a query whose rows stream.</summary>
    public DuckQuery OpenQuery(string sql) => DuckQuery.Run(_connection, sql, Zone);

    /// <summary>The fault that SQL ends with before anything of it runs; null when it would run.</summary>
    public string? Check(string sql) => DuckQuery.Check(_connection, sql);

    /// <summary>Another connection to the same database, for a query beside one whose rows stream.</summary>
    public DuckDBConnection Duplicate()
    {
        var other = _connection.Duplicate();
        other.Open();
        return other;
    }

    /// <summary>The same database over a connection of its own, for another thread. Dispose it before this.</summary>
    public DuckInstance Beside() => new(Duplicate()) { Zone = Zone };

    /// <summary>Stops what runs now.</summary>
    public void Interrupt() => _connection.NativeConnection.Interrupt();

    /// <summary>Makes something known to it that only the connection can take, such as a function.</summary>
    public void Register(Action<DuckDBConnection> register) => register(_connection);

    /// <summary>Runs statements that give nothing.</summary>
    public void Run(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    /// <summary>The first value of the first row, or null.</summary>
    public object? Scalar(string sql, params string[] parameters)
    {
        using var command = Command(sql);
        foreach (var parameter in parameters) command.Parameters.Add(new DuckDBParameter(parameter));
        return command.ExecuteScalar() is var value and not DBNull ? value : null;
    }

    /// <summary>All rows of a small result.</summary>
    public List<T> Query<T>(string sql, Func<IDataRecord, T> read)
    {
        using var command = Command(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    /// <summary>Attaches an empty catalog in memory, once.</summary>
    public void Attach(string name) => Run($"attach if not exists ':memory:' as {SqlText.Identifier(name)}");

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();
}
