using System.Text.Json;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Load;

/// <summary>
/// Writes rows of a declared table by one of its calls that take many. (1) A batch that is refused is cut in halves until the rows at fault
/// stand alone; these go by the call for one row, whose answer tells the fault. When both halves are taken, the batch was too large, and
/// those behind it are cut as small. (2) Of a batch that may have been written, new rows are settled by looking which are there; a change
/// or a removal is simply sent again. (3) The first batch is held against what is there afterwards: when it did nothing, the call is not
/// used again, and all goes one row a call.
/// </summary>
internal sealed class BulkWay(WritableRestSource source, WriteOperation operation) : IDisposable
{
    /// <summary>How many times a batch is sent at most whose rows were not there afterwards.</summary>
    const int Attempts = 3;

    readonly SemaphoreSlim _first = new(1);
    readonly BulkBody _body = new(source.Table, operation);
    readonly RowInserter _rows = new(source, () => false);
    readonly BulkLookup _lookup = new(source, operation);
    volatile int _most = int.MaxValue;
    volatile Effect _effect = Effect.Unknown;

    /// <summary>Writes the rows of a batch.</summary>
    /// <param name="batch">The call.</param>
    /// <param name="sending">Is told before anything is sent.</param>
    /// <param name="items">The contents of the single calls.</param>
    /// <param name="cancellationToken">Cuts it off.</param>
    public async Task<CallResult> WriteAsync(
        BulkBatch batch, Action sending, IReadOnlyList<JsonElement> items, CancellationToken cancellationToken)
    {
        await _first.WaitAsync(cancellationToken); // Until it is known that the call does what it should, only one is under way.
        var isFirst = _effect == Effect.Unknown && _lookup.CanTell(items);
        if (!isFirst) _first.Release();
        try
        {
            var (settled, open) = batch.IsInDoubt ? await _lookup.SettleAsync(items, cancellationToken) : (Nothing, items);
            sending();
            return Sum(settled, (await WriteAsync(batch, open, batch.IsInDoubt, 1, cancellationToken)).Result);
        }
        finally
        {
            if (isFirst) _first.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _first.Dispose();

    static CallResult Nothing => new(0, 0, []);

    /// <summary>Writes rows, of which some may have been written; tells also whether they went in one piece.</summary>
    async Task<(CallResult Result, bool IsWhole)> WriteAsync(
        BulkBatch batch, IReadOnlyList<JsonElement> items, bool inDoubt, int attempt, CancellationToken cancellationToken)
    {
        if (items.Count <= 1 || _effect == Effect.None) return (await OneByOneAsync(batch, items, inDoubt, cancellationToken), false);
        if (items.Count > _most) return (await InPiecesAsync(batch, items.Chunk(_most), inDoubt, cancellationToken), false);
        RestResponse response;
        try
        {
            response = await SendAsync(batch, items, cancellationToken);
        }
        catch (ConnectorException lost) when (lost.MayHaveHappened && operation == WriteOperation.Insert)
        {
            if (await _lookup.TrySettleAsync(items, cancellationToken) is not var (settled, open)) throw;
            if (open.Count > 0 && attempt == Attempts) throw;
            return (Sum(settled, (await WriteAsync(batch, open, true, attempt + 1, cancellationToken)).Result), false);
        }
        if (response.IsSuccess) return await CheckAsync(batch, items, cancellationToken);
        inDoubt |= response.AfterDoubt;
        var half = (items.Count + 1) / 2;
        var left = await WriteAsync(batch, [.. items.Take(half)], inDoubt, attempt, cancellationToken);
        var right = await WriteAsync(batch, [.. items.Skip(half)], inDoubt, attempt, cancellationToken);
        if (left.IsWhole && right.IsWhole) _most = Math.Min(_most, half);
        return (Sum(left.Result, right.Result), false);
    }

    async Task<RestResponse> SendAsync(BulkBatch batch, IReadOnlyList<JsonElement> items, CancellationToken cancellationToken)
    {
        try
        {
            var response = await source.Account.Client.SendAsync(_body.Request(items) with { Unless = batch.Stopping }, cancellationToken);
            batch.IsBegun |= response.IsSuccess || response.AfterDoubt;
            if (response.IsSuccess) response.Json().Dispose(); // Half an answer, or a page of somebody else's, is no answer.
            return response;
        }
        catch (ConnectorException fault)
        {
            batch.IsBegun |= fault.MayHaveHappened;
            throw;
        }
    }

    /// <summary>The rows are taken for written, once it is known that the call writes any.</summary>
    async Task<(CallResult Result, bool IsWhole)> CheckAsync(
        BulkBatch batch, IReadOnlyList<JsonElement> items, CancellationToken cancellationToken)
    {
        if (_effect == Effect.Unknown && _lookup.CanTell(items))
            _effect = await _lookup.IsDoneAsync(items[^1], cancellationToken) ? Effect.Done : Effect.None;
        return _effect == Effect.None
            ? (await OneByOneAsync(batch, items, true, cancellationToken), false)
            : (items.Aggregate(Nothing, (sum, item) => Sum(sum, JournalRows.Accepted(item.GetProperty("rows")))), true);
    }

    async Task<CallResult> InPiecesAsync(
        BulkBatch batch, IEnumerable<JsonElement[]> pieces, bool inDoubt, CancellationToken cancellationToken)
    {
        var sum = Nothing;
        foreach (var piece in pieces) sum = Sum(sum, (await WriteAsync(batch, piece, inDoubt, 1, cancellationToken)).Result);
        return sum;
    }

    async Task<CallResult> OneByOneAsync(
        BulkBatch batch, IReadOnlyList<JsonElement> items, bool inDoubt, CancellationToken cancellationToken)
    {
        var sum = Nothing;
        foreach (var item in items)
        {
            var result = operation == WriteOperation.Insert
                ? await AddAsync(batch, item, inDoubt, cancellationToken)
                : await RowChangeCourier.ChangeAsync(
                    source.Account, source.Table.CallOf(operation)!, item, inDoubt, batch.Stopping, cancellationToken);
            batch.IsBegun = true;
            sum = Sum(sum, result ?? throw new OperationCanceledException(batch.Stopping));
        }
        return sum;
    }

    async Task<CallResult?> AddAsync(BulkBatch batch, JsonElement item, bool inDoubt, CancellationToken cancellationToken)
    {
        var isUnsent = false;
        try
        {
            return await _rows.AddAsync(
                InsertContent.Read(item), inDoubt, () => { }, () => isUnsent = true, batch.Stopping, cancellationToken);
        }
        catch (ConnectorException)
        {
            batch.IsBegun |= !isUnsent;
            throw;
        }
    }

    static CallResult Sum(CallResult one, CallResult other) =>
        new(one.Changed + other.Changed, one.Unchanged + other.Unchanged, [.. one.Rejects, .. other.Rejects]);

    /// <summary>What is known of the call.</summary>
    enum Effect
    {
        /// <summary>Nothing yet.</summary>
        Unknown,

        /// <summary>It does what it should.</summary>
        Done,

        /// <summary>It is answered as done, and does nothing.</summary>
        None,
    }
}
