using System.Runtime.CompilerServices;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.SystemTables;

/// <summary>A small table whose rows are worked out when they are asked for. The engine checks all conditions.</summary>
/// <param name="schema">Name and columns, all of them texts or whole numbers.</param>
/// <param name="rows">Gives the rows, a value a column of the schema; it may leave out those that the request does not ask for.</param>
/// <param name="calls">How many calls that takes; null when it is not known.</param>
internal sealed class ListedTable(
    TableSchema schema, Func<ScanRequest, CancellationToken, IAsyncEnumerable<object?[]>> rows, long? calls = 0) : IScanTable
{
    /// <inheritdoc/>
    public TableSchema Schema => schema;

    /// <inheritdoc/>
    public ScanPlan Plan(ScanRequest request) => new()
    {
        Request = request,
        Answers = [.. request.Predicates.Select(p => p.AnyOf is null
            ? new PredicateAnswer(p, Match.Unsupported, "checked in DuckDB")
            : new PredicateAnswer(p, Match.Inexact, "only what can match is looked into"))],
        Requests = [$"list the {schema.Name} that there are"],
        Calls = calls,
    };

    /// <inheritdoc/>
    public ValueTask<ScanEstimate> EstimateAsync(ScanPlan plan, CancellationToken cancellationToken = default) =>
        new(new ScanEstimate(1_000, 0));

    /// <inheritdoc/>
    public async IAsyncEnumerable<RowBatch> ScanAsync(ScanPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        int[] places = [.. plan.Request.Columns.Select(c => schema.Columns.ToList().FindIndex(s => s.Name == c.Name))];
        var batch = new RowBatch(plan.Request.Columns);
        await foreach (var values in rows(plan.Request, cancellationToken).WithCancellation(cancellationToken))
        {
            if (batch.IsFull)
            {
                yield return batch;
                batch.Clear();
            }
            var row = batch.AddRow();
            for (var c = 0; c < places.Length; c++) Set(batch[c], row, values[places[c]]);
        }
        if (batch.Count > 0) yield return batch;
    }

    /// <summary>The values of which a column must have one, or null when any will do.</summary>
    public static IReadOnlyList<string>? Asked(ScanRequest request, string column) =>
        request.Predicates.FirstOrDefault(p => p.Column == column && p.AnyOf is not null)?.AnyOf?.OfType<string>().ToList();

    static void Set(ColumnBuffer buffer, int row, object? value)
    {
        if (value is long number) buffer.SetLong(row, number);
        else if (value is string text) buffer.SetText(row, text);
        else buffer.SetNull(row);
    }
}
