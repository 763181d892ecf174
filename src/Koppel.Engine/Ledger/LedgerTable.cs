using System.Runtime.CompilerServices;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Ledger;

/// <summary>A table of the ledger. <c>run = 42</c> is answered by the file; the engine checks all other conditions.</summary>
internal sealed class LedgerTable(RunLedger ledger, LedgerTableDeclaration declaration) : IScanTable
{
    public TableSchema Schema => declaration.Schema;

    public ScanPlan Plan(ScanRequest request)
    {
        var answers = request.Predicates.Select(p => Run(p) is null
            ? new PredicateAnswer(p, Match.Unsupported, "only the run is looked up")
            : new PredicateAnswer(p, Match.Exact, "looked up")).ToList();
        return new ScanPlan
        {
            Request = request,
            Answers = answers,
            PushedLimit = answers.TrueForAll(a => a.Match == Match.Exact) ? request.Limit : null,
            Requests = [$"read {Schema.Name} of the ledger"],
            Calls = 0,
        };
    }

    public ValueTask<ScanEstimate> EstimateAsync(ScanPlan plan, CancellationToken cancellationToken = default)
    {
        ledger.Flush();
        using var connection = ledger.Connect();
        var (from, runs) = From(plan.Request);
        var rows = ledger.File.Guard(() => connection.Number($"select count(*) {from}", runs));
        return new(new ScanEstimate(Math.Min(rows, plan.PushedLimit ?? long.MaxValue), 0));
    }

    public async IAsyncEnumerable<RowBatch> ScanAsync(ScanPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var scan = await Task.Run(() => Open(plan), cancellationToken);
        while (await Task.Run(() => scan.Next(cancellationToken), cancellationToken) is { } batch) yield return batch;
    }

    LedgerScan Open(ScanPlan plan)
    {
        // What was called a moment ago is to be seen.
        ledger.Flush();
        var (from, runs) = From(plan.Request);
        var expressions = plan.Request.Columns.Select(c => declaration.Expressions[IndexOf(c.Name)]).DefaultIfEmpty("1");
        var sql = $"select {string.Join(", ", expressions)} {from} limit ${runs.Length + 1}";
        // A negative limit is none.
        return new LedgerScan(ledger, plan.Request.Columns, sql, [.. runs, plan.PushedLimit ?? -1]);
    }

    (string From, object?[] Runs) From(ScanRequest request)
    {
        object?[] runs = [.. request.Predicates.Select(Run).Where(r => r is not null)];
        var where = string.Join(" and ", runs.Select((_, i) => $"t.run = ${i + 1}"));
        return ($"from {declaration.From}{(where.Length == 0 ? "" : " where ")}{where}", runs);
    }

    int IndexOf(string column) => Schema.Columns.ToList().FindIndex(c => c.Name == column);

    /// <summary>The run that a condition asks for, or null.</summary>
    public static object? Run(Predicate predicate) => predicate.Column == LedgerTables.Run && predicate.EqualTo is long run ? run : null;
}
