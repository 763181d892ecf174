using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Load;

/// <summary>Decides how the changes of a load travel, many a call or one a call, enters the calls in the journal and prices them.</summary>
internal static class RowPlanner
{
    /// <summary>
    /// Below so many rows the single calls are as cheap: the first call of a load is followed by one that looks whether it took effect.
    /// </summary>
    const int Fewest = 3;

    /// <summary>What stands around the items of a body, and between two of them.</summary>
    const int Envelope = 2, Separator = 1;

    /// <summary>Enters the calls, and gives the plan with them and their price.</summary>
    /// <param name="plan">The plan without calls.</param>
    /// <param name="source">The table.</param>
    /// <param name="journal">The journal.</param>
    /// <param name="operation">What is done with the rows.</param>
    /// <param name="count">How many single calls there are.</param>
    /// <param name="items">The single calls, asked for once: there is one in memory at a time.</param>
    /// <param name="lookup">The column by which a row is found afterwards.</param>
    public static WritePlan Enter(
        WritePlan plan, WritableRestSource source, IWriteJournal journal, WriteOperation operation, int count,
        IEnumerable<RowItem> items, string lookup)
    {
        var (table, client) = (source.Table, source.Account.Client);
        if (count == 0) return plan;
        var single = table.CallOf(operation)!;
        // New rows that cannot be told apart cannot be looked for: nobody would know which of a batch had arrived.
        var isTold = operation != WriteOperation.Insert || lookup.Length > 0;
        if (table.BulkCallOf(operation) is not { } bulk || !isTold || count < Fewest)
        {
            var route = Route(source, single.Method, single.Path);
            var kind = operation == WriteOperation.Insert ? InsertKind.Name : RequestKind.Name;
            foreach (var item in items) journal.Plan(kind, route, item.Rows, item.Content);
            return plan with { Calls = [new PlannedCalls(route, count, "one row a call")], Duration = client.Duration(count) };
        }
        var (batches, path) = (0, Route(source, bulk.Method, bulk.Path));
        foreach (var batch in Cut(bulk, items))
        {
            batches++;
            journal.Plan(
                BulkKind.NameOf(operation), path, batch.Sum(i => i.Rows), BulkKind.Write(operation, batch.Select(i => i.Content)));
        }
        PlannedCalls[] check = BulkKind.IsChecked(table, operation, lookup)
            ? [new PlannedCalls(
                source.Plan(new ScanRequest { Columns = [table.Key], Predicates = [new Predicate.In(lookup, ["1"])] }).Requests[0], 1,
                "to see that the first of them took effect")]
            : [];
        return plan with
        {
            Calls = [new PlannedCalls(path, batches, $"up to {bulk.Most} rows each"), .. check],
            Duration = client.Duration(batches + check.Length),
            Instead = new WayNotTaken("one call a row", count, client.Duration(count)),
        };
    }

    /// <summary>
    /// Cuts single calls into batches, by number and by the size of the body. The size is taken from the content, which holds the row
    /// twice, as it came and as it travels: so a body is never larger than told.
    /// </summary>
    static IEnumerable<IReadOnlyList<RowItem>> Cut(BulkCall call, IEnumerable<RowItem> items)
    {
        var batch = new List<RowItem>();
        var size = Envelope;
        foreach (var item in items)
        {
            if (batch.Count == call.Most
                || (batch.Count > 0 && call.Keys is null && size + item.Content.Length + Separator > call.MostBytes))
            {
                yield return batch;
                (batch, size) = ([], Envelope);
            }
            batch.Add(item);
            size += item.Content.Length + Separator;
        }
        if (batch.Count > 0) yield return batch;
    }

    static string Route(WritableRestSource source, HttpMethod method, string path) => $"{method} {source.BasePath}{path}";
}

/// <summary>A call for one row, which can travel alone or with others.</summary>
/// <param name="Rows">How many rows of the source it carries.</param>
/// <param name="Content">What the journal keeps of it.</param>
internal sealed record RowItem(int Rows, ReadOnlyMemory<byte> Content);
