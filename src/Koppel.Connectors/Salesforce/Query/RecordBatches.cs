using System.Runtime.CompilerServices;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Salesforce.Query;

/// <summary>Makes batches of pages, or of the figures of an answer.</summary>
internal static class RecordBatches
{
    /// <summary>The rows of pages.</summary>
    public static async IAsyncEnumerable<RowBatch> RowsAsync(
        IAsyncEnumerable<RecordPage> pages, QueryPlan plan, string table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new RowBatch(plan.Request.Columns);
        await foreach (var page in pages.WithCancellation(cancellationToken))
        {
            using (page)
            {
                for (var first = 0; first < page.Records.Count;)
                {
                    var count = Math.Min(page.Records.Count - first, batch.Limit - batch.Count);
                    page.Fill(batch, plan.Fields, first, count, table);
                    first += count;
                    yield return batch;
                    batch.Clear();
                }
            }
        }
    }

    /// <summary>So many rows of no columns.</summary>
    public static IEnumerable<RowBatch> Counted(IReadOnlyList<Column> columns, long count)
    {
        var batch = new RowBatch(columns);
        for (; count > 0; count -= batch.Count)
        {
            batch.Clear();
            while (!batch.IsFull && batch.Count < count) Nulls(batch, batch.AddRow());
            yield return batch;
        }
    }

    /// <summary>The rows that stand for groups, each as often as it occurs.</summary>
    public static IEnumerable<RowBatch> Groups(RecordPage page, QueryPlan plan, string table, string connection) =>
        Repeated(page, plan, table, connection, c => plan.Fields[c].Names[^1]);

    /// <summary>So many rows as are told, all with values that meet the conditions on their columns.</summary>
    public static IEnumerable<RowBatch> Witnesses(RecordPage page, QueryPlan plan, string table, string connection) =>
        Repeated(page, plan, table, connection, Aliases.Least);

    static IEnumerable<RowBatch> Repeated(
        RecordPage page, QueryPlan plan, string table, string connection, Func<int, string> nameOf)
    {
        var batch = new RowBatch(plan.Request.Columns);
        foreach (var record in page.Records)
        {
            if (!record.TryGetProperty(Aliases.Count, out var told) || !told.TryGetInt64(out var count))
                throw new ConnectorException(ConnectorErrorKind.BadAnswer,
                    $"Salesforce (connection '{connection}') gives groups of {table} without their number. Run it again.")
                { Connection = connection, Table = table };
            for (; count > 0; count--)
            {
                if (batch.IsFull)
                {
                    yield return batch;
                    batch.Clear();
                }
                var row = batch.AddRow();
                for (var c = 0; c < plan.Fields.Count; c++) page.Set(batch[c], row, record, plan.Fields[c], table, nameOf(c));
            }
        }
        if (batch.Count > 0) yield return batch;
    }

    /// <summary>Two rows that have the least and the greatest values between them.</summary>
    public static IEnumerable<RowBatch> Extremes(RecordPage page, QueryPlan plan, string table)
    {
        var batch = new RowBatch(plan.Request.Columns);
        foreach (var record in page.Records.Take(1)) // An answer without groups has one.
            foreach (var name in new Func<int, string>[] { Aliases.Least, Aliases.Greatest })
            {
                var row = batch.AddRow();
                for (var c = 0; c < plan.Fields.Count; c++) page.Set(batch[c], row, record, plan.Fields[c], table, name(c));
            }
        if (batch.Count > 0) yield return batch;
    }

    static void Nulls(RowBatch batch, int row)
    {
        for (var c = 0; c < batch.Columns.Count; c++) batch[c].SetNull(row);
    }
}
