using System.Diagnostics;
using Koppel.Engine.Binding;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Events;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Reading;

/// <summary>A connector's table while a statement runs: what came of it, and who looks on.</summary>
/// <param name="table">The table.</param>
/// <param name="activity">What the statement does.</param>
internal sealed class TableScan(BoundTable table, StatementActivity activity) : IScanSource
{
    ScanPlan? _fresh;
    Action<RowBatch>? _observer;
    bool _isBegun;
    long _rowsRead;
    volatile bool _isReadToEnd;

    /// <summary>The table as the statement speaks of it.</summary>
    public BoundTable Table => table;

    /// <summary>The table, such as <c>contacts@ac</c>.</summary>
    public string Reference { get; } = table.Reference;

    /// <summary>How it is read: without a plan of its own, all that DuckDB asks for.</summary>
    public TablePlan Plan { get; private set; } = new(table);

    /// <inheritdoc/>
    public IReadOnlyList<Column> Columns => table.Table.Schema.Columns;

    /// <inheritdoc/>
    public long? Rows => Plan.Rows;

    /// <summary>How many times it was read for the statement.</summary>
    public int TimesOpened { get; private set; }

    /// <summary>How many rows came for the statement.</summary>
    public long RowsRead => Interlocked.Read(ref _rowsRead);

    /// <summary>Every row that was asked for has come.</summary>
    public bool IsReadToEnd => _isReadToEnd || Plan.IsEmpty;

    /// <summary>How many rows the table has, where it was read once and whole; otherwise null.</summary>
    public long? RowsInAll => this is
    {
        IsReadToEnd: true, TimesOpened: 1,
        Plan: { LookUp: null, Asked.Request: { Predicates: [], Limit: null, First: null, Use: RowUse.Rows } },
    } ? RowsRead : null;

    /// <summary>The columns that those who look on need.</summary>
    public IReadOnlyList<Column> Observed { get; private set; } = [];

    /// <summary>Shows every row that comes to somebody who needs these columns; there may be several who look on.</summary>
    public void AddObserver(IReadOnlyList<Column> columns, Action<RowBatch> observer)
    {
        Observed = [.. Observed.Union(columns)];
        _observer += observer;
    }

    /// <summary>Lets it be read by a plan, which serves the first reading; what is asked is asked anew for a further one.</summary>
    /// <param name="plan">The plan, once and for all.</param>
    public void Begin(TablePlan plan)
    {
        if (_isBegun) throw new InvalidOperationException($"How {Reference} is read was decided already.");
        (_isBegun, Plan, _fresh) = (true, plan, plan.Asked);
    }

    /// <inheritdoc/>
    public IScanReader Open(IReadOnlyList<int> projected)
    {
        TimesOpened++;
        var wanted = projected.Select(p => Columns[p]).ToList();
        var asked = Interlocked.Exchange(ref _fresh, null);
        // DuckDB asks for some column even where only rows are counted: it gets nulls, so that nothing is asked of the remote system.
        if (asked is null || !(Plan.IsCounted || wanted.All(asked.Request.Columns.Contains)))
        {
            var predicates = Plan.Asked?.Request.Predicates ?? [];
            asked = table.Table.Plan(new ScanRequest { Columns = [.. wanted.Union(Observed)], Predicates = predicates });
        }
        var columns = asked.Request.Columns.ToList();
        return new Reader(this, Plan.IsEmpty ? null : asked, [.. wanted.Select(c => columns.IndexOf(c))]);
    }

    /// <summary>Pulls batches out of the connector on one of DuckDB's own threads, which may wait.</summary>
    sealed class Reader : IScanReader
    {
        readonly TableScan _scan;
        readonly CancellationTokenSource _stop;
        readonly IAsyncEnumerator<RowBatch>? _batches;
        readonly ScanPlan? _plan;
        readonly Activity? _span;

        public Reader(TableScan scan, ScanPlan? plan, IReadOnlyList<int> positions)
        {
            _scan = scan;
            Positions = positions;
            _plan = plan;
            _span = scan.Statement.BeginSpan("scan", scan.Reference);
            _stop = CancellationTokenSource.CreateLinkedTokenSource(scan.Statement.Cancellation);
            if (plan is not null) _batches = scan.Table.Table.ScanAsync(plan, _stop.Token).GetAsyncEnumerator(_stop.Token);
        }

        public IReadOnlyList<int> Positions { get; }

        public RowBatch? Next()
        {
            if (_span is not null) Activity.Current = _span; // DuckDB's threads know of none.
            while (_batches is not null && _batches.MoveNextAsync().AsTask().GetAwaiter().GetResult())
            {
                var batch = _batches.Current;
                if (batch.Count == 0) continue; // To DuckDB an empty chunk is the end.
                if (batch.Count > RowBatch.Capacity) // It would be written behind the end of DuckDB's vectors.
                    throw new InvalidOperationException(
                        $"{_scan.Reference} gave {batch.Count} rows at once; {RowBatch.Capacity} is the most.");
                _scan._observer?.Invoke(batch);
                Interlocked.Add(ref _scan._rowsRead, batch.Count);
                _scan.Statement.RowsRead(_scan.Table.Connection, _scan.Reference, batch.Count);
                return batch;
            }
            _scan._isReadToEnd = true;
            if (_plan is not null) _scan.Statement.Noted(_scan.Reference, _plan.Notes);
            return null;
        }

        public void Dispose()
        {
            _stop.Cancel();
            if (_batches is not null) DisposeBatches(_batches);
            if (_plan is not null) _scan.Statement.Noted(_scan.Reference, _plan.Notes);
            _span?.Dispose();
            _stop.Dispose();
        }

        static void DisposeBatches(IAsyncEnumerator<RowBatch> batches)
        {
            try
            {
                batches.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }
            catch (OperationCanceledException)
            {
                // The rows that were on their way when the query had enough; that they were stopped is what was wanted.
            }
        }
    }

    StatementActivity Statement => activity;
}
