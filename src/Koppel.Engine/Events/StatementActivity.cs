using System.Collections.Concurrent;
using System.Diagnostics;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Watching;

namespace Koppel.Engine.Events;

/// <summary>What a statement has done so far: calls by route and rows read. Told from many threads.</summary>
/// <param name="statement">The statement's number in the script.</param>
/// <param name="tell">Takes events.</param>
/// <param name="time">The clock.</param>
/// <param name="cancellation">Stops the statement.</param>
internal sealed class StatementActivity(int statement, Action<RunEvent> tell, TimeProvider time, CancellationToken cancellation)
    : IDisposable
{
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);

    readonly ConcurrentDictionary<string, long> _calls = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, long> _byConnection = new(StringComparer.OrdinalIgnoreCase);
    readonly ConcurrentDictionary<(string Connection, string Reference), long> _rows = new();
    readonly ConcurrentDictionary<string, IReadOnlyList<Note>> _notes = new(StringComparer.OrdinalIgnoreCase);
    readonly long _begun = time.GetTimestamp();
    readonly Activity? _span = Telemetry.Source.StartActivity("statement")?.SetTag("koppel.statement", statement);
    readonly Lock _lock = new();
    readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    long _lastReport;
    long _total;

    /// <summary>The statement's number in the script.</summary>
    public int Statement => statement;

    /// <summary>Stops the scans of the statement: because it was cancelled, or because its rows are not wanted any more.</summary>
    public CancellationToken Cancellation => _stop.Token;

    /// <summary>No more rows are wanted.</summary>
    public void Stop() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _span?.Dispose();
        _stop.Dispose();
    }

    /// <summary>Begins a span of the statement's, on whichever thread; null when nobody watches.</summary>
    public Activity? BeginSpan(string name, string table) => _span is null ? null
        : Telemetry.Source.StartActivity(name, ActivityKind.Internal, _span.Context)?.SetTag("koppel.table", table);

    /// <summary>Since the statement began.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_begun);

    /// <summary>All calls, by route.</summary>
    public IReadOnlyDictionary<string, long> Calls =>
        _calls.OrderBy(c => c.Key, StringComparer.Ordinal).ToDictionary(c => c.Key, c => c.Value);

    /// <summary>How many calls of a connection there were.</summary>
    public long CallsOf(string connection) => _byConnection.GetValueOrDefault(connection);

    /// <summary>
    /// How many calls more one call a row would have been: of each connection that was called, its rows less its calls. Of those that are
    /// not called, such as files, nobody saves any.
    /// </summary>
    public long CallsSaved => _byConnection.Sum(c => Math.Max(0, RowsOf(c.Key) - c.Value));

    /// <summary>What a user must know of where the rows came from, a sentence each.</summary>
    public IReadOnlyList<Note> Notes =>
        _notes.IsEmpty
            ? []
            : [.. _notes.OrderBy(n => n.Key, StringComparer.OrdinalIgnoreCase).SelectMany(n => n.Value.Select(note => note.Of(n.Key)))];

    /// <summary>What is known now of where a table's rows come from.</summary>
    public void Noted(string reference, IReadOnlyList<Note> notes)
    {
        if (notes.Count > 0) _notes[reference] = notes;
    }

    /// <summary>Is told of each call too, once the statement is recorded; null before.</summary>
    public ICallObserver? Recorder { get; set; }

    /// <summary>Nothing is sent for a while.</summary>
    public void Waiting(WaitRecord wait) => tell(new WaitBegan(statement, wait));

    /// <summary>A call was made.</summary>
    public void Called(CallRecord call)
    {
        Recorder?.Called(call);
        _calls.AddOrUpdate(call.Route, 1, (_, n) => n + 1);
        _byConnection.AddOrUpdate(call.Connection, 1, (_, n) => n + 1);
        Interlocked.Increment(ref _total);
    }

    long RowsOf(string connection) =>
        _rows.Where(r => r.Key.Connection.Equals(connection, StringComparison.OrdinalIgnoreCase)).Sum(r => r.Value);

    /// <summary>Rows came from a table.</summary>
    public void RowsRead(string connection, string reference, int rows)
    {
        Telemetry.Read(reference, rows);
        Report(ProgressPhase.Reading, reference, _rows.AddOrUpdate((connection, reference), rows, (_, n) => n + rows), null, null);
    }

    /// <summary>A file is being prepared.</summary>
    /// <param name="phase">What is done.</param>
    /// <param name="reference">The file's table, such as <c>orders@shop</c>.</param>
    /// <param name="rows">Rows that it was done for.</param>
    public void Preparing(ProgressPhase phase, string reference, long rows) => Report(phase, reference, rows, null, null);

    /// <summary>A load has come further.</summary>
    public void Writing(string target, long rows, long total, TimeSpan left) => Report(ProgressPhase.Writing, target, rows, total, left);

    void Report(ProgressPhase phase, string table, long rows, long? total, TimeSpan? left)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (_lastReport != 0 && rows != total && time.GetElapsedTime(_lastReport, now) < Interval) return;
            _lastReport = now;
        }
        tell(new StatementProgress(statement, phase, table, rows, total, Interlocked.Read(ref _total), left));
    }
}
