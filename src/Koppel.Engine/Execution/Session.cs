using DuckDB.NET.Data;
using Koppel.Engine.Catalog;
using Koppel.Engine.Planning;
using Koppel.Engine.Sql;
using Koppel.Sdk;

namespace Koppel.Engine.Execution;

/// <summary>What statements of one session share: DuckDB, the connections, and the planner, which is opened when it is first needed.</summary>
internal sealed class Session : IAsyncDisposable, ICallObserver
{
    readonly DatabaseOptions _options;
    readonly List<string> _definitions = [];
    Planner? _planner;
    volatile StatementActivity? _activity;

    public Session(DatabaseOptions options)
    {
        _options = options;
        Connections = new ConnectionSet(options, this);
        Binder = new Binder(Connections);
        Duck = DuckInstance.Open(options.MemoryLimit);
        Duck.Attach(Names.Memory);
        Duck.Run($"use {SqlText.Identifier(Names.Memory)}");
        Runner = new QueryRunner(Duck);
        Stager = new Stager(Duck, Runner);
    }

    public DuckInstance Duck { get; }

    public QueryRunner Runner { get; }

    public Stager Stager { get; }

    public ConnectionSet Connections { get; }

    public Binder Binder { get; }

    public TimeProvider Time => _options.Time;

    /// <summary>Calls are counted for this statement from now on.</summary>
    public void Begin(StatementActivity activity) => _activity = activity;

    /// <inheritdoc/>
    public void Called(CallRecord call)
    {
        _activity?.Called(call);
        _options.Calls?.Called(call);
    }

    /// <summary>A macro, function or type that later statements may use is repeated for the planner.</summary>
    public void Define(string sql) => _definitions.Add(sql);

    /// <summary>Finds the tables of a statement.</summary>
    public Task<BoundStatement> BindAsync(
        string script, RewrittenSql sql, IReadOnlySet<string> identifiers, StatementActivity activity, CancellationToken cancellationToken) =>
        Binder.BindAsync(script, sql, identifiers, activity, cancellationToken);

    /// <summary>
    /// Makes a statement's tables known to DuckDB and decides how each is read; afterwards the statement can be run as it is.
    /// </summary>
    /// <returns>Why everything is read, when DuckDB's plan cannot be had; otherwise null.</returns>
    public async Task<string?> PrepareAsync(BoundStatement statement, IReadOnlySet<string> identifiers, CancellationToken cancellationToken)
    {
        if (statement.IsNative) return null;
        foreach (var use in statement.Uses)
        {
            Duck.Attach(use.Connection);
            Duck.Scans.Set(use.Reference, use.Scan);
            foreach (var name in use.WrittenNames)
                Duck.Run(ViewSql.OverScan(use.Connection, name, use.Reference, use.Shown.Select(c => c.Name)));
        }
        foreach (var file in statement.Files)
        {
            await ShowFileAsync(file, cancellationToken);
        }
        if (statement.Uses.Count == 0) return null; // Files only: DuckDB does it all.
        var drivers = ShowToPlanner(statement, identifiers);
        return await new ReadPlanner(Stager, _planner!).PlanAsync(statement.Sql.Sql, statement.Uses, drivers, cancellationToken);
    }

    /// <summary>Tells the planner of all tables of the statement; gives those that DuckDB can read at no call.</summary>
    Dictionary<string, string> ShowToPlanner(BoundStatement statement, IReadOnlySet<string> identifiers)
    {
        _planner ??= new Planner();
        foreach (var sql in _definitions) _planner.Define(sql);
        _definitions.Clear();
        foreach (var use in statement.Uses)
            foreach (var name in use.WrittenNames)
                _planner.SetTable(use.Connection, name, use.Reference, use.Table.Schema.Columns, use.Shown);

        var drivers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in statement.Files)
        {
            _planner.SetLocal(file.Connection, file.Name, Columns($"describe {file.SqlName}"));
            drivers.Add(file.Reference, file.SqlName);
        }
        // DuckDB's own tables: those that the statement can mean, whether it writes @inmemorystorage or only the name.
        var tables = Duck.Query(
            $"select table_name, false from duckdb_tables() where database_name = '{Names.Memory}' and schema_name = 'main' union all "
            + $"select view_name, true from duckdb_views() where database_name = '{Names.Memory}' and schema_name = 'main' and not internal",
            r => (Name: r.GetString(0), IsView: r.GetBoolean(1)));
        foreach (var (name, isView) in tables.Where(t => identifiers.Contains(t.Name)))
        {
            var sqlName = $"{SqlText.Identifier(Names.Memory)}.{SqlText.Identifier(name)}";
            _planner.SetLocal(Names.Memory, name, Columns($"describe {sqlName}"));
            // A view may stand over a remote table: its values are not to be had for nothing.
            if (!isView) drivers.Add(Names.Reference(name, Names.Memory), sqlName);
        }
        return drivers;
    }

    /// <summary>The columns of a file, as DuckDB finds them.</summary>
    public async Task<IReadOnlyList<ColumnDescription>> DescribeFileAsync(FileUse file, CancellationToken cancellationToken)
    {
        await ShowFileAsync(file, cancellationToken);
        return [.. Columns($"describe {file.SqlName}").Select(c => new ColumnDescription(c.Name, c.Type, [], ""))];
    }

    async Task ShowFileAsync(FileUse file, CancellationToken cancellationToken)
    {
        Duck.Attach(file.Connection);
        try
        {
            await Runner.RunAsync(ViewSql.OverFiles(file.Connection, file.Name, file.Table.Source), cancellationToken);
        }
        catch (DuckDBException fault)
        {
            throw FaultTranslator.OfFile(fault, file);
        }
    }

    List<(string Name, string Type)> Columns(string describe) => Duck.Query(describe, r => (r.GetString(0), r.GetString(1)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Connections.DisposeAsync();
        _planner?.Dispose();
        Duck.Dispose();
    }
}
