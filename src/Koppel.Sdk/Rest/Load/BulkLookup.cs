using System.Text.Json;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Load;

/// <summary>Looks what is there of the rows of a call that writes many.</summary>
internal sealed class BulkLookup(WritableRestSource source, WriteOperation operation)
{
    /// <summary>Whether one call can tell if a row was written.</summary>
    public bool CanTell(IReadOnlyList<JsonElement> items) =>
        items.Count > 0
            && BulkCourier.IsChecked(source.Table, operation,
                operation == WriteOperation.Insert ? InsertContent.Read(items[0]).LookupColumn! : source.Table.Key.Name);

    /// <summary>Whether a row was written: it is there, or gone. A row that is not so yet is looked at again a little later.</summary>
    public async Task<bool> IsDoneAsync(JsonElement item, CancellationToken cancellationToken)
    {
        if (await IsSoAsync(item, cancellationToken)) return true;
        await source.Account.Client.DelayAsync(RowInserter.UnderWay, cancellationToken);
        return await IsSoAsync(item, cancellationToken);
    }

    /// <summary>
    /// Parts rows that may have been written into what became of those that were and those to be sent again. Only new rows are looked for:
    /// a change or a removal does the same when it is sent twice.
    /// </summary>
    public async Task<(CallResult Settled, IReadOnlyList<JsonElement> Open)> SettleAsync(
        IReadOnlyList<JsonElement> items, CancellationToken cancellationToken)
    {
        var (changed, unchanged) = (0, 0);
        if (operation != WriteOperation.Insert) return (new CallResult(0, 0, []), items);
        var open = await TakeAsync(items);
        if (open.Count > 0)
        {
            await source.Account.Client.DelayAsync(RowInserter.UnderWay, cancellationToken);
            open = await TakeAsync(open);
        }
        return (new CallResult(changed, unchanged, []), open);

        async Task<IReadOnlyList<JsonElement>> TakeAsync(IReadOnlyList<JsonElement> wanted)
        {
            var rows = wanted.Select(InsertContent.Read).ToList();
            var there = await RowIdentity.FindAsync(
                source, rows[0].LookupColumn!, [.. rows.Select(r => r.LookupValue!).Distinct()], cancellationToken);
            foreach (var row in rows.Where(r => there.ContainsKey(r.Identity!)))
            {
                var result = JournalRows.Accepted(row.Rows);
                (changed, unchanged) = (changed + result.Changed, unchanged + result.Unchanged);
            }
            return [.. wanted.Where((_, i) => !there.ContainsKey(rows[i].Identity!))];
        }
    }

    /// <summary>As <see cref="SettleAsync"/>; null when looking fails too: then the fault of the call itself is the one to tell.</summary>
    public async Task<(CallResult Settled, IReadOnlyList<JsonElement> Open)?> TrySettleAsync(
        IReadOnlyList<JsonElement> items, CancellationToken cancellationToken)
    {
        try
        {
            return await SettleAsync(items, cancellationToken);
        }
        catch (ConnectorException)
        {
            return null;
        }
    }

    async Task<bool> IsSoAsync(JsonElement item, CancellationToken cancellationToken)
    {
        if (operation == WriteOperation.Insert)
        {
            var row = InsertContent.Read(item);
            return (await RowIdentity.FindAsync(source, row.LookupColumn!, [row.LookupValue!], cancellationToken)).ContainsKey(
                row.Identity!);
        }
        var plan = source.Plan(
            new ScanRequest { Columns = [source.Table.Key],
                Predicates = [new Predicate.In(source.Table.Key.Name, [item.GetProperty("key").ToString()])] });
        await foreach (var batch in source.ScanAsync(plan, cancellationToken))
            if (batch.Count > 0) return false;
        return true;
    }
}
