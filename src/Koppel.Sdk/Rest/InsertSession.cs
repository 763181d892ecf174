using Koppel.Sdk.Http;

namespace Koppel.Sdk.Rest;

/// <summary>
/// A load with one call a row: (1) the rows that are there already are found by the table's identity and left alone, (2) the others are
/// sent, several at once inside the budget, (3) a call whose answer was lost is settled by looking whether its row is there. A row that
/// says again what an earlier one said shares its fate. After a fault no further call begins; those under way come to their end.
/// </summary>
internal sealed class InsertSession(WritableRestSource source, WriteRequest request) : IWriteSession
{
    /// <summary>Calls under way at once; the account's budget decides the pace.</summary>
    const int Ahead = 8;

    readonly RowStore _rows = new();
    readonly List<long> _toSend = [];
    readonly Dictionary<long, List<long>> _repeats = [];
    readonly RowIdentity _identity = new(source.Table, request);
    LoadBooks? _books;
    Exception? _fault;
    int _inDoubt;

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
        var there = _identity.IsKnown && _rows.Count > 0 ? await ReadAsync(_identity.LookupValues(_rows), cancellationToken) : [];
        var firsts = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        foreach (var (first, batch) in _rows.Batches)
            for (var r = 0; r < batch.Count; r++) Sort(batch, r, first + r, there, firsts);
        return new WritePlan
        {
            Read = _rows.Count,
            Changes = _toSend.Count,
            Unchanged = Books.UnchangedCount + _repeats.Values.Sum(r => r.Count),
            Rejects = Books.Rejects(),
            Calls = _toSend.Count == 0 ? [] : [new PlannedCalls($"{Table.Insert!.Method} {source.BasePath}{Table.Insert.Path}", _toSend.Count, "one row a call")],
            Duration = source.Account.Client.Duration(_toSend.Count),
        };
    }

    public async ValueTask<WriteOutcome> ExecuteAsync(IProgress<WriteProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var calls = new RowCalls(Table, source.Account);
        var done = 0L;
        try
        {
            await Parallel.ForEachAsync(_toSend, new ParallelOptions { MaxDegreeOfParallelism = Ahead, CancellationToken = cancellationToken }, async (row, _) =>
            {
                if (Volatile.Read(ref _fault) is not null) return;
                // With the load's own token: the loop's would cut off the calls that are under way when one of them fails.
                await SendAsync(calls, row, cancellationToken);
                var now = Interlocked.Increment(ref done);
                progress?.Report(new WriteProgress(now, _toSend.Count, source.Account.Client.Duration(_toSend.Count - now)));
            });
        }
        catch (OperationCanceledException stopped)
        {
            _fault ??= stopped;
        }
        return Books.Close(_fault, [], Notes());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    void Sort(RowBatch batch, int index, long row, HashSet<string> there, Dictionary<string, long> firsts)
    {
        if (Fault(batch, index) is { } fault)
        {
            Books.Reject(row, fault);
            return;
        }
        if (_identity.IsKnown)
        {
            var identity = _identity.Of(batch, index);
            if (there.Contains(identity))
            {
                Books.Unchanged(row);
                return;
            }
            if (!firsts.TryAdd(identity, row))
            {
                if (!_repeats.TryGetValue(firsts[identity], out var repeats)) _repeats.Add(firsts[identity], repeats = []);
                repeats.Add(row);
                return;
            }
        }
        _toSend.Add(row);
    }

    string? Fault(RowBatch batch, int index)
    {
        for (var c = 0; c < request.Columns.Count; c++)
        {
            var column = request.Columns[c];
            if (column.Required && batch[c].IsNull(index)) return $"{column.Name} has no value, but {Table.Name} needs one. Give it one.";
            if (RowCalls.Fault(batch[c], index) is { } fault) return $"{column.Name} {fault}.";
        }
        return null;
    }

    async Task SendAsync(RowCalls calls, long row, CancellationToken cancellationToken)
    {
        var (batch, index) = _rows.Find(row);
        try
        {
            Settle(row, await calls.InsertAsync(batch, index, cancellationToken));
        }
        catch (ConnectorException lost) when (lost.MayHaveHappened)
        {
            if (await IsThereAsync(batch, index, cancellationToken))
            {
                Settle(row, Books.Changed, Books.Unchanged);
                return;
            }
            if (!_identity.IsKnown) Interlocked.Increment(ref _inDoubt);
            Interlocked.CompareExchange(ref _fault, lost, null);
        }
        catch (ConnectorException fault)
        {
            Interlocked.CompareExchange(ref _fault, fault, null);
        }
        catch (CallCutOffException)
        {
            Interlocked.Increment(ref _inDoubt);
            throw;
        }
    }

    void Settle(long row, RestResponse response)
    {
        // Behind an attempt without a clear answer, the duplicate is the row of that attempt.
        var isDuplicate = !response.IsSuccess && RestErrors.Code(response) == "duplicate";
        if (response.IsSuccess || (isDuplicate && response.AfterDoubt)) Settle(row, Books.Changed, Books.Unchanged);
        else if (isDuplicate) Settle(row, Books.Unchanged, Books.Unchanged);
        else Settle(row, Reject, Reject);

        void Reject(long r) => Books.Reject(r, $"{response.Route} answered {response.Status}: {RestErrors.Describe(response)}");
    }

    void Settle(long row, Action<long> enter, Action<long> enterRepeat)
    {
        enter(row);
        foreach (var repeat in _repeats.GetValueOrDefault(row) ?? []) enterRepeat(repeat);
    }

    /// <summary>Whether a row came in by a call whose answer was lost. Not, when it cannot be known.</summary>
    async Task<bool> IsThereAsync(RowBatch batch, int index, CancellationToken cancellationToken)
    {
        if (!_identity.IsKnown) return false;
        try
        {
            return (await ReadAsync([_identity.LookupValue(batch, index)], cancellationToken)).Contains(_identity.Of(batch, index));
        }
        catch (ConnectorException)
        {
            Interlocked.Increment(ref _inDoubt); // The fault of the call itself is the one to tell.
            return false;
        }
    }

    /// <summary>The identities of the rows that are there and may be the same as one with such a value.</summary>
    async Task<HashSet<string>> ReadAsync(IReadOnlyList<object> values, CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var columns = Table.Identity.Select(c => source.Schema.Find(c)!).ToList();
        await foreach (var batch in source.ReadMatchingAsync(columns, _identity.LookupColumn, values, cancellationToken))
            for (var r = 0; r < batch.Count; r++) found.Add(_identity.Of(batch, r));
        return found;
    }

    IReadOnlyList<string> Notes()
    {
        if (_inDoubt == 0) return [];
        var rows = _inDoubt == 1 ? "1 row was" : $"{_inDoubt} rows were";
        return [$"{rows} under way when the load stopped and may have arrived, although counted as not sent. "
            + (_identity.IsKnown ? "Run it again: rows that are there are left alone." : $"Look into {Table.Name} before running it again.")];
    }
}
