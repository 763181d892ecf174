using System.Runtime.CompilerServices;
using Koppel.Engine.Binding;
using Koppel.Engine.Configuration;
using Koppel.Engine.Events;
using Koppel.Engine.Ledger;
using Koppel.Engine.Loading;
using Koppel.Engine.Loading.Changes;
using Koppel.Engine.Planning;
using Koppel.Engine.Personal;
using Koppel.Engine.Plans;
using Koppel.Engine.Reading;
using Koppel.Engine.Safety;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Engine.SystemTables;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Hosting;

/// <summary>
/// SQL in, rows and outcomes out, over all connections of an engine; with tables, settings and rights of its own. It runs one script at a
/// time, whoever asks: a second one waits or is refused, as its options say. Safe to use from many threads.
/// </summary>
public sealed class Session : IAsyncDisposable
{
    readonly EngineResources _shared;
    readonly SessionOptions _options;
    readonly Workspace _workspace;
    readonly Lazy<Beside> _beside;
    readonly SemaphoreSlim _turn = new(1, 1);
    readonly CancellationTokenSource _closing = new();
    bool _ownsEngine;

    internal Session(KoppelEngine engine, EngineResources shared, PlannerPool planners, SessionOptions options)
    {
        (Engine, _shared, _options) = (engine, shared, options);
        _workspace = new Workspace(shared, planners, options, w => new SystemCatalog(w));
        _beside = new Lazy<Beside>(() => new Beside(_workspace, options));
    }

    /// <summary>Opens the only session of an engine of its own, which is closed with it.</summary>
    /// <param name="engine">What the engine is made with.</param>
    /// <param name="session">What the session is opened with; null for the defaults.</param>
    public static Session Open(EngineOptions engine, SessionOptions? session = null)
    {
        var opened = new KoppelEngine(engine).OpenSession(session);
        opened._ownsEngine = true;
        return opened;
    }

    /// <summary>What it shares with the other sessions.</summary>
    public KoppelEngine Engine { get; }

    /// <summary>The connections, in the order of the configuration.</summary>
    public IReadOnlyList<ConnectionSettings> Connections => _workspace.Connections.All;

    /// <summary>Whether the session refuses all that writes outside of it.</summary>
    public bool IsReadOnly => _workspace.Doors.IsReadOnly;

    /// <summary>For whoever looks at what the session knows while a script runs in it.</summary>
    internal Beside Beside => _beside.Value;

    /// <summary>Begins to run a script. It goes on in the background; dispose what is given.</summary>
    /// <param name="script">Statements, parted by semicolons.</param>
    /// <param name="options">What it is run with; null for the defaults.</param>
    /// <param name="cancellationToken">Cuts it off.</param>
    /// <exception cref="SessionBusyException">Another script runs, and the session is to refuse a second one.</exception>
    public ScriptRun Run(string script, ExecuteOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ExecuteOptions();
        var start = new RunStart(script) { File = options.File, Variables = options.Variables, Command = options.Command,
            User = _options.User, Door = _options.Door?.ToString().ToLowerInvariant() };
        return Begin(script, options, start, null, cancellationToken);
    }

    /// <summary>
    /// Goes on with a run of the ledger at the statement where it ended: the loads before it are done, what else they need is
    /// made again, and a load whose plan is in the ledger is carried on without reading its source again.
    /// </summary>
    /// <param name="run">The run's number.</param>
    /// <param name="options">What it is run with; the script's variables are those of the run.</param>
    /// <param name="cancellationToken">Cuts it off.</param>
    /// <exception cref="ConnectorException">There is no such run, it came to its end, or another process works on it.</exception>
    /// <exception cref="SessionBusyException">Another script runs, and the session is to refuse a second one.</exception>
    public ScriptRun Resume(long run, ExecuteOptions? options = null, CancellationToken cancellationToken = default)
    {
        WriteDoor.CheckResume(run, _workspace.Doors);
        var resumed = Recorded().Resume(run);
        var start = resumed.Record.Start;
        return Begin(start.Script, (options ?? new ExecuteOptions()) with { Variables = start.Variables }, start, resumed,
            cancellationToken);
    }

    /// <summary>
    /// Runs a script and gives what comes of its statements. A fault ends it: with a <see cref="FailedResult"/>, or with a
    /// <see cref="LoadResult"/> that has failed or was stopped. Only cancellation throws.
    /// </summary>
    public IAsyncEnumerable<StatementResult> ExecuteAsync(
        string script, ExecuteOptions? options = null, CancellationToken cancellationToken = default) =>
        ResultsAsync(() => Run(script, options, cancellationToken), cancellationToken);

    /// <summary>As <see cref="Resume"/>, and gives what comes of the statements.</summary>
    public IAsyncEnumerable<StatementResult> ResumeAsync(
        long run, ExecuteOptions? options = null, CancellationToken cancellationToken = default) =>
        ResultsAsync(() => Resume(run, options, cancellationToken), cancellationToken);

    /// <summary>How many statements a script has.</summary>
    /// <exception cref="QueryException">One does not end.</exception>
    public static int CountStatements(string script) => Script.Split(script).Count;

    /// <summary>The script that takes a run back, to be run like any other; empty when the run changed nothing.</summary>
    /// <param name="run">The run's number.</param>
    /// <param name="deleteCreated">Rows that the run created are deleted, unless somebody changed or uses them.</param>
    /// <param name="isOnlyPlanned">The script is only to be planned.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="QueryException">A table that the run changed is not there any more.</exception>
    /// <exception cref="ConnectorException">The ledger cannot be read.</exception>
    public Task<string> UndoScriptAsync(
        long run, bool deleteCreated = false, bool isOnlyPlanned = false, CancellationToken cancellationToken = default) =>
        new UndoScript(_workspace.Connections).WriteAsync(Recorded(), run, deleteCreated, isOnlyPlanned, cancellationToken);

    /// <summary>The script that applies a plan, to be run like any other; empty when it changes nothing.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="key">What it must be sealed with; null where no key is set.</param>
    /// <param name="rule">What becomes of rows that somebody changed since.</param>
    /// <exception cref="QueryException">
    /// It may not be applied: it was before, its time is over, it is for another account, or its seal is wrong.
    /// </exception>
    /// <exception cref="ConnectorException">The ledger cannot be read.</exception>
    public string ApplyScript(PlanFile plan, string? key = null, DriftRule rule = DriftRule.Usual)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Application().Write(plan, key, rule);
    }

    /// <summary>Whether a plan may be applied, and why not.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="key">What it must be sealed with; null where no key is set.</param>
    /// <exception cref="ConnectorException">The ledger cannot be read.</exception>
    public PlanStanding StandingOf(PlanFile plan, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Application().Look(plan, key);
    }

    /// <summary>The files that the session's statements have read so far, for a plan that is made of them.</summary>
    public IReadOnlyList<PlannedSource> SourcesRead() => [.. _workspace.Files.Seen.Select(SourceFile.Of)];

    /// <summary>
    /// The tables of a connection, or of all; of all, a connection that cannot list its tables is a listing with its fault.
    /// </summary>
    /// <exception cref="QueryException">There is no such connection.</exception>
    /// <exception cref="ConnectorException">The connection that is asked for cannot list its tables.</exception>
    public async ValueTask<IReadOnlyList<TableListing>> ListTablesAsync(
        string? connection = null, CancellationToken cancellationToken = default)
    {
        var wanted = connection is null ? _workspace.Connections.All
            : [_workspace.Connections.Find(connection)
                ?? throw QueryException.At(connection, 0, connection.Length, _workspace.Binder.UnknownConnection(connection))];
        var listings = new List<TableListing>();
        foreach (var one in wanted)
        {
            try
            {
                var tables = await _workspace.Connections.Open(one).ListAsync(cancellationToken);
                listings.AddRange(tables.Select(t => Listings.Of(one.Name, t.Schema.Name, t)));
            }
            catch (ConnectorException fault) when (connection is null)
            {
                listings.Add(new TableListing(one.Name, "", [], TableVerbs.None, "") { Fault = fault.Message });
            }
        }
        return listings;
    }

    /// <summary>A table's columns. That of a file waits for the script that runs.</summary>
    /// <param name="table">Such as <c>contacts@ac</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="QueryException">There is no such connection or table.</exception>
    /// <exception cref="ConnectorException">The table cannot be looked into.</exception>
    public async ValueTask<TableDescription> DescribeAsync(string table, CancellationToken cancellationToken = default)
    {
        var sql = Rewriter.Rewrite(table);
        if (sql.References is not [var reference] || reference.Length != table.Trim().Length || Names.IsMemory(reference.Alias))
            throw QueryException.At(table, 0, table.Length, $"'{table}' is no table of a connection. Write it as contacts@ac.");
        var (connection, found) = await _workspace.Binder.FindAsync(table, reference, cancellationToken);
        var listing = Listings.Of(connection.Name, found is IFileTable ? reference.FullName : found.Schema.Name, found);
        if (found is not IFileTable file)
            return new TableDescription(listing,
                [.. found.Schema.Columns.Select(c => new ColumnDescription(c.Name, c.Type.ToString(), Listings.Traits(c), c.Description))]);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var use = new FileUse(connection.Name, reference.FullName, file);
            var (columns, findings) = await _workspace.DescribeFileAsync(use, cancellationToken);
            return new TableDescription(listing, columns) { Findings = findings };
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Cuts off what runs, and closes the session.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested) return;
        await _closing.CancelAsync();
        await _turn.WaitAsync();
        if (_beside.IsValueCreated) await _beside.Value.DisposeAsync();
        await _workspace.DisposeAsync();
        _turn.Dispose();
        if (_ownsEngine) await Engine.DisposeAsync();
    }

    ScriptRun Begin(string script, ExecuteOptions options, RunStart start, ILedgerRun? resumed, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
        var hasTurn = _turn.Wait(0, CancellationToken.None);
        if (!hasTurn && _options.WhenBusy == WhenBusy.Refuse)
        {
            resumed?.Dispose();
            throw new SessionBusyException();
        }
        var channel = new RunChannel(cancellationToken, _closing.Token);
        var recorder =
            new RunRecorder(_shared.Ledger is null ? null : () => Kept(channel), start, run => channel.Tell(new RunBegan(run)), resumed);
        var execution = new ScriptExecution(_workspace, script, options, channel, recorder,
            new ScriptPosition(resumed?.Statements ?? []));
        return new ScriptRun(channel, hasTurn ? null : _turn.WaitAsync(channel.Cancellation), execution.RunAsync, began =>
        {
            using var _ = recorder; // Also a run that is cut off before its turn is given free.
            if (began) _turn.Release();
        });
    }

    static async IAsyncEnumerable<StatementResult> ResultsAsync(
        Func<ScriptRun> begin, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var run = begin();
        await foreach (var result in run.ResultsAsync(cancellationToken)) yield return result;
    }

    /// <summary>The ledger without what is kept no longer.</summary>
    ILedger Kept(RunChannel channel)
    {
        var ledger = Recorded();
        if (_shared.Options.KeepRuns is { } keep && ledger.PurgeDaily(keep) is > 0 and var removed) channel.Tell(new RunsPurged(removed));
        if (new Expiry(_shared.Options).ApplyDaily() is { IsNothing: false } gone) channel.Tell(gone);
        return ledger;
    }

    PlanApplication Application() => new(_workspace.Connections, Recorded(), _workspace.Time.GetUtcNow());

    ILedger Recorded() =>
        _shared.Ledger?.Value ?? throw new InvalidOperationException("Without a state folder nothing is recorded.");
}
