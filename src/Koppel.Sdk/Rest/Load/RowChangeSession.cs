using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Load;

/// <summary>Plans a load that updates or deletes rows by their key, one call a row or many where the API has such a call.</summary>
internal sealed class RowChangeSession(WritableRestSource source, WriteRequest request, RowCall call) : IWriteSession
{
    readonly RowCalls _calls = new(source.Table, source.Account);
    readonly LoadRows _load = new(request);
    readonly KnownRows _known = new(source);
    readonly int _key = request.IndexOf(source.Table.Key.Name) is >= 0 and var key ? key
        : throw new InvalidOperationException($"The key of {source.Table.Name} is not among the columns.");

    bool Deletes => request.Operation == WriteOperation.Delete;

    /// <summary>The keys are all that it needs, and what the call wants beside what changes.</summary>
    public void Observe(string table, RowBatch rows) => _known.Take(rows);

    public ValueTask AddAsync(RowBatch rows, CancellationToken cancellationToken = default) => _load.AddAsync(rows);

    public async ValueTask<WritePlan> PlanAsync(IWriteJournal journal, CancellationToken cancellationToken = default)
    {
        if (!Deletes) await _known.ReadAsync(ToKnow(), cancellationToken);
        var byKey = new OrderedDictionary<string, (ReadOnlyMemory<byte> Body, List<int> Rows)>();
        foreach (var (row, batch, r) in _load.Store.Rows)
            if (Take(byKey, batch, r, row) is { } cause) _load.Books.Reject(row, cause);
        var plan = _load.Plan(byKey.Values.Sum(k => k.Rows.Count - 1), new PlannedRows(request.Operation, byKey.Count)) with
        {
            Irreversible = Deletes && byKey.Count > 0 && !source.Schema.IsLink
                ? [$"what is deleted from {source.Table.Name} does not come back: the API has no undo"]
                : [],
        };
        var items = byKey.Values.Select(k => new RowItem(k.Rows.Count, Content(k.Body, [.. k.Rows])));
        return RowPlanner.Enter(plan, source, journal, request.Operation, byKey.Count, items, source.Table.Key.Name);
    }

    /// <summary>Takes a row in; or tells why it cannot be accepted.</summary>
    RejectCause? Take(OrderedDictionary<string, (ReadOnlyMemory<byte> Body, List<int> Rows)> byKey, RowBatch batch, int index, int row)
    {
        if (batch[_key].IsNull(index))
            return new RejectCause(RejectCode.ValueMissing,
                $"{source.Table.Key.Name} has no value, so that it is not known which row is meant.", "Give it one.");
        if (Fault(batch, index) is { } fault) return fault;
        var key = string.Join('\u001f', call.Names.Prepend(source.Table.Key.Name).Select(n => batch[batch.IndexOf(n)].Show(index)));
        var body = Deletes ? default : Body(batch, index);
        if (!byKey.TryGetValue(key, out var there)) byKey.Add(key, (body, [row]));
        else if (there.Body.Span.SequenceEqual(body.Span)) there.Rows.Add(row);
        else
            return new RejectCause(RejectCode.DuplicateSource,
                $"The row with {source.Table.Key.Name} {batch[_key].Show(index)} is updated twice with different values.",
                "Let the query give each row once.");
        return null;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    bool IsChanged(Column column) => !column.IsKey && !request.IdentifiedBy.Contains(column.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The keys of rows that do not say all that the call wants.</summary>
    IEnumerable<object> ToKnow()
    {
        foreach (var (_, batch, r) in _load.Store.Rows)
            if (!batch[_key].IsNull(r)
                && (call.Also.Any(a => batch.IndexOf(a) is var c && (c < 0 || batch[c].IsNull(r))) || LacksCurrency(batch, r)))
                yield return batch[_key].Get(r)!;
    }

    bool LacksCurrency(RowBatch batch, int row) =>
        Enumerable.Range(0, batch.Columns.Count)
            .Any(c => batch.Columns[c].Currency is not null && !batch[c].IsNull(row) && _calls.CurrencyOf(batch, c, row) is null);

    RejectCause? Fault(RowBatch batch, int index)
    {
        if (source.Table.Key.Type.Kind == ColumnKind.Text && !call.ByIdentity && !UrlPath.FitsPath(batch[_key].Texts[index]))
            return new RejectCause(RejectCode.ValueInvalid,
                $"{source.Table.Key.Name} is '{batch[_key].Texts[index]}', which the address of no row in the API can hold.",
                "Correct it.");
        for (var c = 0; !Deletes && c < batch.Columns.Count; c++)
            if (IsChanged(batch.Columns[c]) && _calls.Fault(batch, c, index, _known.CurrencyOf(batch[_key].Show(index))) is { } fault)
                return fault;
        return RowPath.Fault(call.Path, batch, index);
    }

    ReadOnlyMemory<byte> Body(RowBatch batch, int index)
    {
        var key = batch[_key].Show(index);
        return CallContent.Bytes(
            json => _calls.WriteChange(json, batch, index, IsChanged, _known.CurrencyOf(key), _known.Find(key))).ToArray();
    }

    ReadOnlyMemory<byte> Content(ReadOnlyMemory<byte> body, int[] numbers) => CallContent.Write(json =>
    {
        var (batch, index) = _load.Store.Find(numbers[0]);
        json.WritePropertyName("rows");
        JournalRows.Write(json, _load.Store, numbers, number => number != numbers[0], _ => new RowEffect(request.Operation));
        if (batch[_key].Get(index) is long key) json.WriteNumber("key", key);
        else json.WriteString("key", batch[_key].Texts[index]);
        RowPath.Write(json, call.Path, batch, index);
        if (body.Length == 0) return;
        json.WritePropertyName("body");
        json.WriteRawValue(body.Span);
    });
}
