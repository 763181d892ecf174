using System.Runtime.CompilerServices;
using Koppel.Engine.Binding;
using Koppel.Engine.Configuration;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Events;
using Koppel.Engine.Ledger;
using Koppel.Engine.Loading;
using Koppel.Engine.Loading.Changes;
using Koppel.Engine.Reading;
using Koppel.Engine.Safety;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Engine.SystemTables;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Hosting;

/// <summary>One session over all connections: SQL in, rows and outcomes out. Statements run one after another.</summary>
public sealed class Database : IAsyncDisposable
{
    readonly Session _session;

    Database(DatabaseOptions options) =>
        (_session, KeepRuns) = (new Session(options, s => new SystemCatalog(s, options)), options.KeepRuns);

    /// <summary>How long runs are kept in the ledger after their end, or null.</summary>
    public TimeSpan? KeepRuns { get; }

    /// <summary>Opens a session. Makes no call to a remote system.</summary>
    public static Database Open(DatabaseOptions options) => new(options);

    /// <summary>
    /// Begins to load DuckDB on another thread, for a program whose start counts; the next session has it. Dispose it at the end of the
    /// program.
    /// </summary>
    public static IAsyncDisposable OpenAhead() => OpeningAhead.Begin();

    /// <summary>The connections, in the order of the configuration.</summary>
    public IReadOnlyList<ConnectionSettings> Connections => _session.Connections.All;

    /// <summary>
    /// Runs a script, statement by statement. A fault ends it: with a <see cref="FailedResult"/>, or with a <see cref="LoadResult"/> that
    /// has failed or was stopped. Only cancellation throws.
    /// </summary>
    public IAsyncEnumerable<StatementResult> ExecuteAsync(
        string script, ExecuteOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ExecuteOptions();
        var start = new RunStart(script) { File = options.File, Variables = options.Variables, Command = options.Command };
        var recorder = new RunRecorder(_session.Ledger is { } ledger ? () => Kept(ledger.Value, options) : null, start, options.Began);
        return RunAsync(script, options, recorder, new ScriptPosition([]), cancellationToken);
    }

    /// <summary>
    /// Goes on with a run of the ledger at the statement where it ended: the loads before it are done, what else they need is
    /// made again, and a load whose plan is in the ledger is carried on without reading its source again.
    /// </summary>
    /// <param name="run">The run's number.</param>
    /// <param name="options">What it is run with; the script's variables are those of the run.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException">There is no such run, it came to its end, or another process works on it.</exception>
    public IAsyncEnumerable<StatementResult> ResumeAsync(
        long run, ExecuteOptions? options = null, CancellationToken cancellationToken = default)
    {
        var ledger = _session.Ledger ?? throw new InvalidOperationException("Without a state folder nothing is recorded.");
        WriteDoor.CheckResume(run, _session.Doors);
        var resumed = ledger.Value.Resume(run);
        var start = resumed.Record.Start;
        var recorder = new RunRecorder(() => ledger.Value, start, options?.Began, resumed);
        options = (options ?? new ExecuteOptions()) with { Variables = start.Variables };
        return RunAsync(start.Script, options, recorder, new ScriptPosition(resumed.Statements), cancellationToken);
    }

    /// <summary>The script that takes a run back, to be run like any other; empty when the run changed nothing.</summary>
    /// <param name="run">The run's number.</param>
    /// <param name="deleteCreated">Rows that the run created are deleted, unless somebody changed or uses them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="QueryException">A table that the run changed is not there any more.</exception>
    /// <exception cref="ConnectorException">The ledger cannot be read.</exception>
    public Task<string> UndoScriptAsync(long run, bool deleteCreated = false, CancellationToken cancellationToken = default)
    {
        var ledger = _session.Ledger ?? throw new InvalidOperationException("Without a state folder nothing is recorded.");
        return new UndoScript(_session.Connections).WriteAsync(ledger.Value, run, deleteCreated, cancellationToken);
    }

    /// <summary>The ledger, or null when nothing is recorded.</summary>
    /// <exception cref="ConnectorException">It cannot be read or written.</exception>
    public RunLedger? Ledger => _session.Ledger?.Value;

    /// <summary>Whether the session refuses all that writes outside of it.</summary>
    public bool IsReadOnly => _session.Doors.IsReadOnly;

    /// <summary>The ledger without what is kept no longer.</summary>
    RunLedger Kept(RunLedger ledger, ExecuteOptions options)
    {
        if (KeepRuns is { } keep && ledger.PurgeDaily(keep) is > 0 and var removed) options.Purged?.Invoke(removed);
        return ledger;
    }

    async IAsyncEnumerable<StatementResult> RunAsync(
        string script, ExecuteOptions options, RunRecorder recorder, ScriptPosition position,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var _ = recorder;
        var runner = new StatementRunner(_session, script, options, recorder);
        var ending = Ending.Stopped;
        try
        {
            var number = 0;
            foreach (var part in Script.Split(script))
            {
                cancellationToken.ThrowIfCancellationRequested();
                options.Stop.ThrowIfCancellationRequested();
                var result = await RunAsync(runner, script, part, ++number, position, cancellationToken);
                if (result is null) continue;
                if (result is FailedResult { Fault: QueryException { MissingTable: { } missing } fault })
                    result =
                        new FailedResult(number, fault.With(await new TableHint(_session.Connections).OfAsync(missing, cancellationToken)));
                if (result is FailedResult { Fault: not LoadDeclinedException } or LoadResult { Report.Status: Status.Failed })
                    ending = Ending.Failed;
                yield return result;
                if (result is FailedResult or LoadResult { Report.Status: Status.Failed or Status.Stopped }) yield break;
            }
            ending = Ending.Completed;
        }
        finally
        {
            recorder.Finish(ending);
        }
    }

    /// <summary>
    /// The tables of a connection, or of all; of all, a connection that cannot list its tables is a listing with its fault.
    /// </summary>
    /// <exception cref="QueryException">There is no such connection.</exception>
    /// <exception cref="ConnectorException">The connection that is asked for cannot list its tables.</exception>
    public async ValueTask<IReadOnlyList<TableListing>> ListTablesAsync(
        string? connection = null, CancellationToken cancellationToken = default)
    {
        var wanted = connection is null ? _session.Connections.All
            : [_session.Connections.Find(connection)
                ?? throw QueryException.At(connection, 0, connection.Length, _session.Binder.UnknownConnection(connection))];
        var listings = new List<TableListing>();
        foreach (var one in wanted)
        {
            try
            {
                var tables = await _session.Connections.Open(one).ListAsync(cancellationToken);
                listings.AddRange(tables.Select(t => Listings.Of(one.Name, t.Schema.Name, t)));
            }
            catch (ConnectorException fault) when (connection is null)
            {
                listings.Add(new TableListing(one.Name, "", [], TableVerbs.None, "") { Fault = fault.Message });
            }
        }
        return listings;
    }

    /// <summary>A table's columns.</summary>
    /// <param name="table">Such as <c>contacts@ac</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="QueryException">There is no such connection or table.</exception>
    /// <exception cref="ConnectorException">The table cannot be looked into.</exception>
    public async ValueTask<TableDescription> DescribeAsync(string table, CancellationToken cancellationToken = default)
    {
        var sql = Rewriter.Rewrite(table);
        if (sql.References is not [var reference] || reference.Length != table.Trim().Length || Names.IsMemory(reference.Alias))
            throw QueryException.At(table, 0, table.Length, $"'{table}' is no table of a connection. Write it as contacts@ac.");
        var (connection, found) = await _session.Binder.FindAsync(table, reference, cancellationToken);
        var listing = Listings.Of(connection.Name, found is IFileTable ? reference.FullName : found.Schema.Name, found);
        if (found is not IFileTable file)
            return new TableDescription(listing,
                [.. found.Schema.Columns.Select(c => new ColumnDescription(c.Name, c.Type.ToString(), Listings.Traits(c), c.Description))]);
        var (columns, findings) =
            await _session.DescribeFileAsync(new FileUse(connection.Name, reference.FullName, file), cancellationToken);
        return new TableDescription(listing, columns) { Findings = findings };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    static async Task<StatementResult?> RunAsync(
        StatementRunner runner, string script, ScriptPart part, int number, ScriptPosition position, CancellationToken cancellationToken)
    {
        try
        {
            var statement = Statement.Parse(script, part);
            return position.Of(number, statement) switch
            {
                ScriptStep.Skip => null,
                ScriptStep.Resume => await runner.ResumeAsync((WriteStatement)statement, number, cancellationToken),
                _ => await runner.RunAsync(statement, number, cancellationToken),
            };
        }
        catch (Exception fault) when (fault is QueryException or ConnectorException or LoadDeclinedException)
        {
            return new FailedResult(number, fault);
        }
    }
}
