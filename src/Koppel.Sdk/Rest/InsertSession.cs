using Koppel.Sdk.Http;

namespace Koppel.Sdk.Rest;

/// <summary>
/// A load with one call a row: (1) the rows that are there already are found by the table's identity and left alone, (2) the others are
/// sent, several at once inside the budget, (3) a call whose answer was lost is settled by looking whether its row is there.
/// </summary>
internal sealed class InsertSession(WritableRestSource source, WriteRequest request) : IWriteSession
{
    /// <summary>Calls under way at once; the account's budget decides the pace.</summary>
    const int Ahead = 8;

    readonly RowStore _rows = new();
    readonly List<long> _toSend = [];
    LoadBooks? _books;

    RestTable Table => source.Table;

    LoadBooks Books => _books ??= new LoadBooks(_rows);

    public void Observe(string table, RowBatch rows)
    {
        // What passes is some rows of a table, never known to be all: whether a row is there must be asked.
    }

    public ValueTask AddAsync(RowBatch rows, CancellationToken cancellationToken = default)
    {
        _rows.Add(rows);
        return ValueTask.CompletedTask;
    }

    public async ValueTask<WritePlan> PlanAsync(CancellationToken cancellationToken = default)
    {
        var identity = GivenIdentity();
        var there = identity.Count == 0 || _rows.Count == 0 ? [] : await ExistingAsync(identity, cancellationToken);
        foreach (var (first, batch) in _rows.Batches)
            for (var r = 0; r < batch.Count; r++) Sort(batch, r, first + r, identity, there);
        return new WritePlan
        {
            Read = _rows.Count,
            Changes = _toSend.Count,
            Unchanged = Books.UnchangedCount,
            Rejects = Books.Rejects(),
            Calls = _toSend.Count == 0 ? [] : [new PlannedCalls($"{Table.Insert!.Method} {source.BasePath}{Table.Insert.Path}", _toSend.Count, "one row a call")],
            Duration = source.Account.Client.Duration(_toSend.Count),
        };
    }

    public async ValueTask<WriteOutcome> ExecuteAsync(IProgress<WriteProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Exception? fault = null;
        var calls = new RowCalls(Table, source.Account);
        var done = 0L;
        try
        {
            await Parallel.ForEachAsync(_toSend, new ParallelOptions { MaxDegreeOfParallelism = Ahead, CancellationToken = cancellationToken }, async (row, stop) =>
            {
                await SendAsync(calls, row, stop);
                var now = Interlocked.Increment(ref done);
                progress?.Report(new WriteProgress(now, _toSend.Count, source.Account.Client.Duration(_toSend.Count - now)));
            });
        }
        catch (Exception stopped) when (stopped is ConnectorException or OperationCanceledException)
        {
            fault = stopped;
        }
        return Books.Close(fault, [], []);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The columns of the identity whose values are known: the load or the table's defaults give them.</summary>
    List<string> GivenIdentity() => [.. Table.Identity.Where(i => request.Columns.Any(c => c.Name == i) || Table.Defaults.ContainsKey(i))];

    void Sort(RowBatch batch, int index, long row, IReadOnlyList<string> identity, HashSet<string> there)
    {
        var missing = request.Columns.FirstOrDefault(c => c.Required && batch[batch.IndexOf(c.Name)].IsNull(index));
        if (missing is not null) Books.Reject(row, $"{missing.Name} has no value, but {Table.Name} needs one. Give it one.");
        else if (identity.Count > 0 && !there.Add(Identity(batch, index, identity))) Books.Unchanged(row);
        else _toSend.Add(row);
    }

    async Task SendAsync(RowCalls calls, long row, CancellationToken cancellationToken)
    {
        var (batch, index) = _rows.Find(row);
        RestResponse response;
        try
        {
            response = await calls.InsertAsync(batch, index, cancellationToken);
        }
        catch (ConnectorException lost) when (lost.MayHaveHappened && GivenIdentity().Count > 0)
        {
            if (await IsThereAsync(batch, index, cancellationToken)) Books.Changed(row);
            else throw;
            return;
        }
        if (response.IsSuccess) Books.Changed(row);
        else if (RestErrors.Code(response) == "duplicate") Books.Unchanged(row);
        else Books.Reject(row, $"{response.Route} answered {response.Status}: {RestErrors.Describe(response)}");
    }

    async Task<bool> IsThereAsync(RowBatch batch, int index, CancellationToken cancellationToken)
    {
        var identity = GivenIdentity();
        var value = batch[batch.IndexOf(identity[0])].Get(index) ?? "";
        return (await ReadAsync(identity, [value], cancellationToken)).Contains(Identity(batch, index, identity));
    }

    Task<HashSet<string>> ExistingAsync(IReadOnlyList<string> identity, CancellationToken cancellationToken)
    {
        var values = _rows.Batches.SelectMany(b => Enumerable.Range(0, b.Rows.Count).Select(r => b.Rows[b.Rows.IndexOf(identity[0])].Get(r))).OfType<object>();
        return ReadAsync(identity, [.. values.Distinct()], cancellationToken);
    }

    /// <summary>The identities of the rows that are there and may be the same as one with such a value.</summary>
    async Task<HashSet<string>> ReadAsync(IReadOnlyList<string> identity, IReadOnlyList<object> values, CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var columns = identity.Select(c => source.Schema.Find(c)!).ToList();
        await foreach (var batch in source.ReadMatchingAsync(columns, identity[0], values, cancellationToken))
            for (var r = 0; r < batch.Count; r++) found.Add(Identity(batch, r, identity));
        return found;
    }

    string Identity(RowBatch batch, int row, IReadOnlyList<string> columns) => string.Join('\u001f', columns.Select(c => Value(batch, row, c)));

    string Value(RowBatch batch, int row, string column)
    {
        var position = batch.IndexOf(column);
        return position < 0 || batch[position].IsNull(row) ? Table.Defaults.GetValueOrDefault(column, "") : batch[position].Show(row);
    }
}
