using System.Runtime.CompilerServices;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Ledger;

/// <summary>A table of the ledger. <c>run = 42</c> is answered by the ledger; the engine checks all other conditions.</summary>
internal sealed class LedgerTable(ILedger ledger, TableSchema schema) : IScanTable
{
    public TableSchema Schema => schema;

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

    public ValueTask<ScanEstimate> EstimateAsync(ScanPlan plan, CancellationToken cancellationToken = default) =>
        new(new ScanEstimate(Math.Min(ledger.Count(Query(plan)), plan.PushedLimit ?? long.MaxValue), 0));

    public async IAsyncEnumerable<RowBatch> ScanAsync(ScanPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var rows = ledger.Read(Query(plan), cancellationToken).GetEnumerator();
        while (await Task.Run(rows.MoveNext, cancellationToken)) yield return rows.Current;
    }

    LedgerQuery Query(ScanPlan plan) =>
        new(schema.Name, plan.Request.Columns, [.. plan.Request.Predicates.Select(Run).OfType<long>()], plan.PushedLimit);

    /// <summary>The run that a condition asks for, or null.</summary>
    public static long? Run(Predicate predicate) => predicate.Column == LedgerTables.Run ? predicate.EqualTo as long? : null;
}
