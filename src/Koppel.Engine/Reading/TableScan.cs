using System.Diagnostics;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Events;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Reading;

/// <summary>A connector's table while a statement runs: what is asked of it, and who looks on.</summary>
internal sealed class TableScan(string reference, IScanTable table, StatementActivity activity) : IScanSource
{
    ScanPlan? _prepared;
    IReadOnlyList<Column> _extra = [];
    IReadOnlyList<Predicate> _predicates = [];
    Action<RowBatch>? _observer;
    bool _empty;
    bool _isCounted;
    long _rowsRead;
    volatile bool _isReadToEnd;

    /// <summary>The table, such as <c>contacts@ac</c>.</summary>
    public string Reference => reference;

    /// <inheritdoc/>
    public IReadOnlyList<Column> Columns => table.Schema.Columns;

    /// <inheritdoc/>
    public long? Rows { get; set; }

    /// <summary>How many times it was read for the statement.</summary>
    public int TimesOpened { get; private set; }

    /// <summary>How many rows came for the statement.</summary>
    public long RowsRead => Interlocked.Read(ref _rowsRead);

    /// <summary>Sets what is asked; the plan serves the first reading and is made anew for a further one.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="isCounted">No value matters, only how many rows there are.</param>
    public void Prepare(ScanPlan plan, bool isCounted)
    {
        _prepared = plan;
        _predicates = plan.Request.Predicates;
        _isCounted = isCounted;
    }

    /// <summary>No row can be wanted, so none is asked for.</summary>
    public void SetEmpty() => _empty = true;

    /// <summary>Shows every row that comes to somebody who needs these columns; there may be several who look on.</summary>
    public void AddObserver(IReadOnlyList<Column> columns, Action<RowBatch> observer)
    {
        _extra = [.. _extra.Union(columns)];
        _observer += observer;
    }

    /// <summary>Every row that was asked for has come.</summary>
    public bool IsReadToEnd => _isReadToEnd || _empty;

    /// <inheritdoc/>
    public IScanReader Open(IReadOnlyList<int> projected)
    {
        TimesOpened++;
        var wanted = projected.Select(p => Columns[p]).ToList();
        var plan = Interlocked.Exchange(ref _prepared, null);
        // DuckDB asks for some column even where only rows are counted: it gets nulls, so that nothing is asked of the remote system.
        if (plan is null || !(_isCounted || wanted.All(plan.Request.Columns.Contains)))
        {
            plan = table.Plan(new ScanRequest { Columns = [.. wanted.Union(_extra)], Predicates = _predicates });
        }
        var columns = plan.Request.Columns.ToList();
        return new Reader(this, _empty ? null : plan, [.. wanted.Select(c => columns.IndexOf(c))]);
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
            if (plan is not null) _batches = scan.Table.ScanAsync(plan, _stop.Token).GetAsyncEnumerator(_stop.Token);
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
                _scan.Statement.RowsRead(_scan.Reference, batch.Count);
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

    IScanTable Table => table;

    StatementActivity Statement => activity;
}
