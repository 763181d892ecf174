using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Load;

/// <summary>Decides how the changes of a load travel, many a call or one a call, enters the calls in the journal and prices them.</summary>
/// <param name="Calls">The calls.</param>
/// <param name="Duration">How long they take at the limits of the account.</param>
/// <param name="Instead">The way not taken, or null.</param>
internal sealed record RowDelivery(IReadOnlyList<PlannedCalls> Calls, TimeSpan Duration, WayNotTaken? Instead)
{
    /// <summary>Enters the calls.</summary>
    /// <param name="source">The table.</param>
    /// <param name="journal">The journal.</param>
    /// <param name="operation">What is done with the rows.</param>
    /// <param name="items">The single calls.</param>
    /// <param name="lookup">The column by which a row is found afterwards.</param>
    public static RowDelivery Plan(
        WritableRestSource source, IWriteJournal journal, WriteOperation operation, IReadOnlyList<BulkItem> items, string lookup)
    {
        var (table, client) = (source.Table, source.Account.Client);
        if (items.Count == 0) return new RowDelivery([], TimeSpan.Zero, null);
        // New rows that cannot be told apart cannot be looked for: nobody would know which of a batch had arrived.
        var isTold = operation != WriteOperation.Insert || lookup.Length > 0;
        if (table.BulkCallOf(operation) is not { } bulk || !isTold || items.Count < BulkContent.Fewest)
        {
            var single = table.CallOf(operation)!;
            var route = Route(source, single.Method, single.Path);
            foreach (var item in items) journal.Plan(route, item.Rows, item.Content);
            return new RowDelivery([new PlannedCalls(route, items.Count, "one row a call")], client.Duration(items.Count), null);
        }
        var batches = BulkContent.Cut(bulk, items).ToList();
        var path = Route(source, bulk.Method, bulk.Path);
        foreach (var batch in batches)
            journal.Plan(path, batch.Sum(i => i.Rows), BulkContent.Write(operation, batch.Select(i => i.Content)));
        PlannedCalls[] check = BulkCourier.IsChecked(table, operation, lookup)
            ? [new PlannedCalls(
                source.Plan(new ScanRequest { Columns = [table.Key], Predicates = [new Predicate.In(lookup, ["1"])] }).Requests[0], 1,
                "to see that the first of them took effect")]
            : [];
        return new RowDelivery(
            [new PlannedCalls(path, batches.Count, $"up to {bulk.Most} rows each"), .. check],
            client.Duration(batches.Count + check.Length),
            new WayNotTaken("one call a row", items.Count, client.Duration(items.Count)));
    }

    static string Route(WritableRestSource source, HttpMethod method, string path) => $"{method} {source.BasePath}{path}";
}
