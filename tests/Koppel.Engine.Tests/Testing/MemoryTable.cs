using System.Runtime.CompilerServices;
using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Testing;

/// <summary>A table of a <see cref="MemoryConnector"/>: rows, declared filters, and a record of everything that was asked.</summary>
class MemoryTable(string name, params Column[] columns) : IScanTable
{
    readonly List<string> _asked = [];
    int _open;

    public TableSchema Schema { get; init; } = new(name, columns);

    /// <summary>The rows, each with a value for every column.</summary>
    public List<object?[]> Rows { get; init; } = [];

    /// <summary>Rows in the place of <see cref="Rows"/>, such as endless ones.</summary>
    public Func<IEnumerable<object?[]>>? Source { get; init; }

    public IReadOnlyList<FilterRule> Filters { get; init; } = [];

    /// <summary>Rows of a page; a page is a call.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>It costs no call, as a file does.</summary>
    public bool IsFree { get; init; }

    /// <summary>Why it cannot be read but by a look-up; null when it can.</summary>
    public string? Unlisted { get; init; }

    /// <summary>The scan fails behind so many rows.</summary>
    public int? FailsAfter { get; set; }

    /// <summary>How long the remote system takes for a page.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>The connection cannot list its tables, for the same reason.</summary>
    public bool FailsToList { get; init; }

    /// <summary>How the scan fails.</summary>
    public Exception Failure { get; set; } = new ConnectorException(ConnectorErrorKind.ServerFault, "The remote system has failed.");

    /// <summary>What was asked, a line a scan, such as <c>contacts(id, email) where "id" = 1 limit 3</c>.</summary>
    public IReadOnlyList<string> Asked
    {
        get
        {
            lock (_asked) return [.. _asked];
        }
    }

    /// <summary>Calls made.</summary>
    public int Calls { get; private set; }

    /// <summary>Rows given out.</summary>
    public long Given { get; private set; }

    /// <summary>Scans under way.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Set when it is opened.</summary>
    public ConnectorEnvironment? Environment { get; set; }

    /// <summary>The connection's name, for calls.</summary>
    public string Connection { get; set; } = "";

    public ScanPlan Plan(ScanRequest request)
    {
        var answers = request.Predicates.Select(
            p => new PredicateAnswer(p, RuleFor(p)?.Match ?? Match.Unsupported, RuleFor(p) is null ? "" : "filter")).ToList();
        var lookups = request.Predicates.Where(p => RuleFor(p) is { ValuesPerCall: > 0 }).ToList();
        return new MemoryPlan
        {
            Request = request,
            Answers = answers,
            PushedLimit = answers.All(a => a.Match == Match.Exact) ? request.Limit : null,
            Refusal = lookups.Count == 0 ? Unlisted : null,
            Requests = [lookups.Count == 0 && Unlisted is not null ? $"nothing: {Unlisted}" : $"GET {Schema.Name}"],
            Calls = IsFree ? 0 : lookups.Count == 0 ? null : lookups.Min(CallsFor),
        };
    }

    public ValueTask<ScanEstimate> EstimateAsync(ScanPlan plan, CancellationToken cancellationToken = default)
    {
        if (plan.Refusal is not null) return new(new ScanEstimate(100_000, long.MaxValue));
        var rows = Matching(plan.Request).Count();
        Call();
        ((MemoryPlan)plan).HasFirstPage = true;
        return new(new ScanEstimate(rows, Math.Max(0, (rows + PageSize - 1) / PageSize - 1)));
    }

    public async IAsyncEnumerable<RowBatch> ScanAsync(ScanPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = plan.Request;
        if (plan.Refusal is { } refusal) throw new ConnectorException(ConnectorErrorKind.NotSupported, refusal) { Table = Schema.Name };
        lock (_asked) _asked.Add(Show(request, plan));
        Interlocked.Increment(ref _open);
        try
        {
            var positions = request.Columns.Select(c => Schema.Columns.ToList().FindIndex(x => x.Name == c.Name)).ToList();
            var calls = plan.Calls ?? 0;
            for (var i = 0; i < calls; i++) Call();
            var (batch, row) = (new RowBatch(request.Columns), 0L);
            foreach (var values in Matching(request))
            {
                if (row == plan.PushedLimit) break;
                if (row == FailsAfter) throw Failure;
                if (row % PageSize == 0 && calls == 0 && !(row == 0 && ((MemoryPlan)plan).HasFirstPage)) Call();
                if (row % PageSize == 0 && Delay > TimeSpan.Zero) await Task.Delay(Delay, cancellationToken);
                if (batch.IsFull || (batch.Count > 0 && row % PageSize == 0))
                {
                    yield return batch;
                    batch = new RowBatch(request.Columns);
                }
                Cells.Fill(batch, [.. positions.Select(p => values[p])]);
                row++;
                Given++;
            }
            if (row == FailsAfter) throw Failure;
            if (row == 0 && calls == 0 && !((MemoryPlan)plan).HasFirstPage) Call();
            yield return batch;
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    /// <summary>Forgets what was asked.</summary>
    public void Forget()
    {
        lock (_asked) _asked.Clear();
        (Calls, Given) = (0, 0);
    }

    FilterRule? RuleFor(Predicate predicate) => Filters.FirstOrDefault(f => f.Takes(predicate));

    long CallsFor(Predicate predicate) =>
        (predicate.AnyOf!.Count + RuleFor(predicate)!.ValuesPerCall - 1) / RuleFor(predicate)!.ValuesPerCall;

    // An inexact filter lets every third row pass that it should not.
    IEnumerable<object?[]> Matching(ScanRequest request) =>
        (Source?.Invoke() ?? Rows).Where((row, i) => request.Predicates.All(p => RuleFor(p) switch
        {
            null => true,
            var rule => (rule.Match == Match.Inexact && i % 3 == 0)
                || PredicateCheck.Holds(p, row[Schema.Columns.ToList().FindIndex(c => c.Name == p.Column)]),
        }));

    void Call()
    {
        Calls++;
        Environment?.Calls?.Called(new CallRecord(Connection, $"GET {Schema.Name}", 200, TimeSpan.Zero, 0, 0, 1));
    }

    string Show(ScanRequest request, ScanPlan plan) =>
        $"{Schema.Name}({string.Join(", ", request.Columns.Select(c => c.Name))})"
        + (request.Predicates.Count == 0 ? "" : $" where {PredicateSql.And(request.Predicates)}")
        + (request.First is { } first ? $" first {first.Count} by {first.Column}{(first.Descending ? " desc" : "")}" : "")
        + (plan.PushedLimit is { } limit ? $" limit {limit}" : "");

    sealed class MemoryPlan : ScanPlan
    {
        public bool HasFirstPage { get; set; }
    }
}
