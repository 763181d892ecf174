using DuckDB.NET.Data;
using Koppel.Engine.Configuration;
using Koppel.Engine.Planning;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Hosting;

/// <summary>
/// What is looked at beside the scripts of a session, while one may run: connections of its own, a planner of its own, and a look at the
/// session's tables that waits for nobody. One at a time, by <see cref="Turn"/>.
/// </summary>
/// <param name="session">Where the scripts run.</param>
/// <param name="options">What the session was opened with.</param>
internal sealed class Beside(Workspace session, SessionOptions options) : IAsyncDisposable
{
    Workspace? _workspace;
    Planner? _planner;
    DuckDBConnection? _look;
    Vocabulary? _words;

    /// <summary>Who looks holds it.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>Connections, each opened when it is first spoken of.</summary>
    public Workspace Workspace => _workspace ??= session.OpenAnother();

    /// <summary>A DuckDB without rows.</summary>
    public Planner Planner => _planner ??= new Planner(options.TimeZone, Workspace.Doors);

    /// <summary>The functions of DuckDB and what it says of them, and the names that must stand in quotes.</summary>
    public Vocabulary Words => _words ??= Vocabulary.Read(Workspace.Duck);

    /// <summary>The names of the session's own tables and views, and which are views.</summary>
    public IReadOnlyDictionary<string, bool> OwnTables()
    {
        var own = new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in session.Temporary.Columns.Keys) own[name] = false;
        foreach (var (name, isView) in Query(
            $"select table_name, false from duckdb_tables() where database_name = '{Names.Memory}' and schema_name = 'main' "
            + $"union all select view_name, true from duckdb_views() "
            + $"where database_name = '{Names.Memory}' and schema_name = 'main' and not "
            + "internal",
            r => (r.GetString(0), r.GetBoolean(1)))) own[name] = isView;
        return own;
    }

    /// <summary>The names of the macros and types that the session made, and of databases that it attached.</summary>
    public IReadOnlySet<string> OwnDefinitions() => Query(
        "select function_name from duckdb_functions() where not internal union all select type_name from duckdb_types() where not "
        + "internal union all select database_name from duckdb_databases() where not internal and path is not null",
        r => r.GetString(0)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The columns of one of the session's own tables that is no view.</summary>
    public IReadOnlyList<(string Name, string Type)> ColumnsOf(string table) =>
        session.Temporary.Columns.TryGetValue(table, out var temporary) ? temporary
        : Query($"describe {SqlText.Identifier(Names.Memory)}.main.{SqlText.Identifier(table)}", r => (r.GetString(0), r.GetString(1)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Turn.WaitAsync();
        _look?.Dispose();
        _planner?.Dispose();
        if (_workspace is not null) await _workspace.DisposeAsync();
        Turn.Dispose();
    }

    List<T> Query<T>(string sql, Func<System.Data.IDataRecord, T> read)
    {
        _look ??= session.Duck.Duplicate();
        using var command = _look.CreateCommand();
        command.CommandText = sql;
        var rows = new List<T>();
        try
        {
            using var reader = command.ExecuteReader();
            while (reader.Read()) rows.Add(read(reader));
        }
        catch (DuckDBException)
        {
            return []; // The table went in the meantime: then nothing is known of it.
        }
        return rows;
    }
}
