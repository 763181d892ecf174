using DuckDB.NET.Data;
using Koppel.Engine.Binding;
using Koppel.Engine.Configuration;
using Koppel.Engine.Dialects;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Events;
using Koppel.Engine.Files;
using Koppel.Engine.Ledger;
using Koppel.Engine.Planning;
using Koppel.Engine.Plans;
using Koppel.Engine.Safety;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;
using Microsoft.Extensions.Logging;

namespace Koppel.Engine.Reading;

/// <summary>
/// What statements of one session share: DuckDB, the connections, and the planner, which is opened when it is first needed.
/// </summary>
internal sealed class Workspace : IAsyncDisposable, ICallObserver
{
    readonly EngineResources _shared;
    readonly PlannerPool _planners;
    readonly SessionOptions _options;
    readonly Func<Workspace, ICatalog> _system;
    readonly Definitions _definitions;
    readonly PlannerSettings _settings;
    Planner? _planner;
    QueryRunner.OpenQuery? _openQuery;
    volatile StatementActivity? _activity;
    readonly OptimizerGuard _optimizers;
    object? _threads;
    bool _isSoon;

    /// <summary>A workspace.</summary>
    /// <param name="shared">What it shares with those of other sessions.</param>
    /// <param name="planners">Planners that it shares with them.</param>
    /// <param name="options">What the session is opened with.</param>
    /// <param name="system">Makes the connection that shows what there is.</param>
    public Workspace(EngineResources shared, PlannerPool planners, SessionOptions options, Func<Workspace, ICatalog> system)
    {
        (_shared, _planners, _options, _system) = (shared, planners, options, system);
        Connections = new ConnectionSet(shared, this, () => system(this));
        Binder = new Binder(Connections);
        Duck = DuckInstance.Open(options.MemoryLimit, options.Threads);
        Duck.Attach(Names.Memory);
        // One text for all that is set, since each takes its time at the start. DuckDB takes the machine's zone when nobody tells it.
        var spill =
            shared.Options.StateFolder is { } state ? $"; set temp_directory = {SqlText.Literal(Path.Combine(state, "spill"))}" : "";
        Duck.Run($"use {SqlText.Identifier(Names.Memory)}; set TimeZone = {SqlText.Literal(options.TimeZone)}{spill}");
        Duck.Zone = Zones.Of(options.TimeZone);
        Runner = new QueryRunner(Duck);
        _optimizers = new OptimizerGuard(Duck);
        Stager = new Stager(Duck, Runner);
        Doors = new SessionDoors(shared.Options, options);
        Files = FileReading.Create(Duck, shared.Options, Doors);
        _definitions = new Definitions(Duck);
        (Functions, Temporary) = (new MadeFunctions(Duck), new TemporaryTables(Duck));
        _settings = new PlannerSettings(Duck);
        if (Doors.IsOpen) return;
        // Nothing can be set any more once the doors are closed: what is else set for some statements is set for all.
        _optimizers.Set(readsRemote: true);
        Doors.Close(Duck);
    }

    /// <summary>What statements can reach of this machine.</summary>
    public SessionDoors Doors { get; }

    /// <summary>The ledger, opened when it is first needed; null when nothing is recorded.</summary>
    public State.OpenedOnce<ILedger>? Ledger => _shared.Ledger;

    public DuckInstance Duck { get; }

    public QueryRunner Runner { get; }

    public Stager Stager { get; }

    /// <summary>What holds the rows that an undo which was only planned would delete, by the run and the table.</summary>
    public Dictionary<(long Run, string Table), string> PlannedDeletes { get; } = [];

    /// <summary>Is asked before the statement reads tables; null before the first statement.</summary>
    public ReadGuard? Guard { get; private set; }

    /// <summary>The plan that the statement applies; it is closed when the next one begins.</summary>
    public PlanFile? Applying { get; set; }

    /// <summary>The load of it whose changes are being made known to DuckDB, or null.</summary>
    public PlannedLoad? AppliedLoad { get; set; }

    /// <summary>The files that statements read.</summary>
    public FileReading Files { get; }

    public ConnectionSet Connections { get; }

    public Binder Binder { get; }

    /// <summary>Variables and the connections in use.</summary>
    public SessionWords Words { get; } = new();

    /// <summary>Functions of other databases that its statements have named.</summary>
    public MadeFunctions Functions { get; }

    public ILogger Log => _shared.Options.Log;

    public TimeProvider Time => _shared.Options.Time;

    /// <summary>The tables that only its own connection to DuckDB sees.</summary>
    public TemporaryTables Temporary { get; }

    /// <summary>Another workspace of the same kind, for what cannot be done in the middle of a statement.</summary>
    public Workspace OpenAnother() => new(_shared, _planners, _options, _system);

    /// <summary>Begins a statement: calls are counted for it from now on, and what the last one left, such as unread rows, goes.</summary>
    public async Task BeginAsync(StatementActivity activity, ReadGuard guard)
    {
        Guard = guard;
        Applying?.Dispose();
        Applying = null;
        if (_openQuery is { } open) await open.DisposeAsync();
        _openQuery = null;
        Stager.Clear();
        Duck.Scans.Clear();
        Files.Begin();
        _activity?.Dispose();
        _activity = activity;
    }

    /// <summary>Begins a query whose rows the caller may or may not read.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="activity">What the statement does.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="isSoon">Rows come as soon as there are some, while a remote system is being read.</param>
    public async Task<QueryRunner.OpenQuery> OpenAsync(
        string sql, StatementActivity activity, CancellationToken cancellationToken, bool isSoon = false)
    {
        if (isSoon != _isSoon && Doors.IsOpen)
        {
            // Otherwise DuckDB first gathers a megabyte of rows, which can be minutes of an account's limits; and all its threads but the
            // one that waits for the remote system ask without a pause whether there is something to do.
            if (isSoon) _threads = Duck.Scalar("select current_setting('threads')");
            Duck.Run(
                isSoon ? "set streaming_buffer_size = '1KB'; set threads = 1" : $"reset streaming_buffer_size; set threads = {_threads}");
            _isSoon = isSoon;
        }
        return _openQuery = await Runner.OpenAsync(sql, activity.Stop, cancellationToken);
    }

    /// <inheritdoc/>
    public void Called(CallRecord call)
    {
        _activity?.Called(call);
        if (_activity?.Recorder is null && CallLimits.PerDay(Connections.Find(call.Connection))) Ledger?.Value.CountCall(call.Connection);
        _shared.Options.Calls?.Called(call);
    }

    /// <inheritdoc/>
    public void Waiting(WaitRecord wait)
    {
        _activity?.Waiting(wait);
        _shared.Options.Calls?.Waiting(wait);
    }

    /// <summary>A statement was run that may change what later ones mean: a definition or a setting.</summary>
    public void Remember(Statement statement, string sql)
    {
        if (statement is DefinitionStatement definition) _definitions.Add(definition, sql);
        else if (_settings.Add(statement, sql) && statement.Identifiers.Contains("timezone"))
            Duck.Zone = Zones.Of(Duck.Scalar("select current_setting('TimeZone')") as string ?? "");
    }

    /// <summary>
    /// Finds the tables of a statement and makes them known to DuckDB; afterwards it can be checked and run as it is, reading all of them.
    /// </summary>
    public async Task<PreparedStatement> PrepareAsync(
        string script, RewrittenSql sql, IReadOnlySet<string> identifiers, StatementActivity activity, CancellationToken cancellationToken)
    {
        if (ForeignFunctions.All.Keys.Any(identifiers.Contains)) Functions.Make(FunctionCalls.In(sql.Sql));
        var repair = new NameRepair(Duck, Words, Binder, Functions);
        return repair.MayBeNeeded(identifiers)
            ? await repair.PrepareAsync(
                script, sql, text => KnowTablesAsync(script, text, identifiers, activity, cancellationToken), cancellationToken)
            : await KnowTablesAsync(script, sql, identifiers, activity, cancellationToken);
    }

    async Task<PreparedStatement> KnowTablesAsync(
        string script, RewrittenSql sql, IReadOnlySet<string> identifiers, StatementActivity activity, CancellationToken cancellationToken)
    {
        var bound = await Binder.BindAsync(script, sql, identifiers, _definitions.UsedBy(identifiers), cancellationToken);
        if (Doors.IsOpen) _optimizers.Set(bound.Tables.Count > 0);
        var scans = bound.Tables.Select(t => new TableScan(t, activity)).ToList();
        foreach (var scan in scans)
        {
            Duck.Attach(Names.Catalog(scan.Table.Connection));
            Duck.Scans.Set(scan.Reference, scan);
            Duck.Run(ViewSql.OverScan(scan.Table));
        }
        foreach (var file in bound.Files) await ShowFileAsync(file, cancellationToken);
        return new PreparedStatement(bound, scans);
    }

    /// <summary>Decides how each table of a statement is read.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="sql">The part of it that reads.</param>
    /// <param name="explains">It will not run.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="streams">Its rows are to come while its largest remote table is being read.</param>
    /// <param name="watch">Looks on at the joins of a load, or null.</param>
    public async Task<ReadPlan> PlanAsync(
        PreparedStatement statement, string sql, bool explains, CancellationToken cancellationToken, bool streams = false,
        JoinWatch? watch = null)
    {
        if (statement.Scans.Count == 0) return new ReadPlan([]); // DuckDB does it all.
        using var loan = TakePlanner(statement.Bound);
        var drivers = PlannerTables.Show(Duck, loan.Planner, statement.Bound);
        var reason = Unplannable(loan.Planner, statement.Bound);
        var needs = reason is null ? loan.Planner.Analyze(sql, out reason) : null;
        var guard = explains ? null : Guard;
        if (needs is null && guard is not null) await guard.CheckAsync(statement.Bound, cancellationToken);
        var plan = needs is null ? new ReadPlan([.. statement.Scans.Select(s => s.Plan)], reason)
            : await new ReadPlanner(Stager, statement.Scans, drivers, watch, guard).PlanAsync(needs, explains, streams, cancellationToken);
        LogPlan(plan);
        return plan;
    }

    string? Unplannable(Planner planner, BoundStatement statement) =>
        _settings.Repeat(planner) is { } unset ? $"a setting cannot be planned with: {unset}"
        : planner.Define(
            _definitions.Statements, statement.Definitions, [.. Functions.All.Where(f => statement.Names.Contains(f.Key.Name))])
            .Where(d => statement.Names.Contains(d.Key)).Select(d => $"{d.Key} cannot be planned with: {d.Value}").FirstOrDefault();

    void LogPlan(ReadPlan plan)
    {
        if (plan.Reason is { } reason) Log.NotPlanned(reason);
        foreach (var table in plan.Tables)
        {
            if (table.LookUp is { } lookUp) Log.LooksUp(table.Reference, ExplainText.Of(lookUp.Told));
            else if (table.IsStaged) Log.Stages(table.Reference);
            else Log.Streams(table.Reference);
        }
    }

    /// <summary>One that is shared, until the session has something that a planner must know: then one of its own.</summary>
    PlannerPool.Loan TakePlanner(BoundStatement statement)
    {
        var isPlain = Doors.IsOpen && _settings.IsEmpty && _definitions.Statements.Count == 0 && statement.Definitions.Count == 0;
        if (_planner is null && isPlain) return _planners.Take(_options.TimeZone, Doors);
        return new PlannerPool.Loan(_planner ??= new Planner(_options.TimeZone, Doors), null);
    }

    /// <summary>The columns of a file, and what was found out about it.</summary>
    public async Task<(IReadOnlyList<ColumnDescription> Columns, IReadOnlyList<string> Findings)> DescribeFileAsync(
        FileUse file, CancellationToken cancellationToken)
    {
        Files.Begin();
        await ShowFileAsync(file, cancellationToken);
        var reasons = Files.ReasonsOf(file);
        try
        {
            return ([
                .. Columns($"describe {file.SqlName}")
                    .Select((c, i) => new ColumnDescription(c.Name, c.Type, [], i < reasons.Count ? reasons[i] : ""))],
                    Files.FindingsOf(file));
        }
        catch (DuckDBException fault)
        {
            throw FaultTranslator.OfFile(fault, file); // Such as a column whose name is no text.
        }
    }

    async Task ShowFileAsync(FileUse file, CancellationToken cancellationToken)
    {
        Duck.Attach(file.Connection);
        try
        {
            var query = await Files.QueryAsync(file, _activity, cancellationToken);
            await Runner.RunAsync(ViewSql.Over(file.Connection, file.Name, query), cancellationToken);
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
        if (_openQuery is { } open) await open.DisposeAsync();
        _activity?.Dispose();
        Applying?.Dispose();
        await Connections.DisposeAsync();
        _planner?.Dispose();
        Duck.Dispose();
        Files.Dispose();
        Doors.Dispose();
    }
}
