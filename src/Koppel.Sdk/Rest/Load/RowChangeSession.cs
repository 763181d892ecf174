using System.Buffers;
using System.Text;
using System.Text.Json;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Load;

/// <summary>Plans a load that updates or deletes rows by their key, one call a row or many where the API has such a call.</summary>
internal sealed class RowChangeSession : IWriteSession
{
    readonly WritableRestSource _source;
    readonly WriteRequest _request;
    readonly RowCall _call;
    readonly RowCalls _calls;
    readonly LoadRows _load;
    readonly KnownRows _known;
    readonly int _key;

    RowChangeSession(WritableRestSource source, WriteRequest request, RowCall call)
    {
        (_source, _request, _call, _calls, _known) =
            (source, request, call, new RowCalls(source.Table, source.Account), new KnownRows(source));
        _load = new LoadRows(request);
        _key = request.IndexOf(source.Table.Key.Name);
        if (_key < 0) throw new InvalidOperationException($"The key of {source.Table.Name} is not among the columns.");
    }

    /// <summary>Begins a load.</summary>
    /// <exception cref="ConnectorException">The API has no call for it.</exception>
    public static RowChangeSession Begin(WritableRestSource source, WriteRequest request)
    {
        return new RowChangeSession(
            source, request, source.Table.CallOf(request.Operation) ?? throw RowCalls.Refusal(source.Table, request.Operation));
    }

    bool Deletes => _request.Operation == WriteOperation.Delete;

    /// <summary>The keys are all that it needs, and what the call wants beside what changes.</summary>
    public void Observe(string table, RowBatch rows) => _known.Take(rows);

    public ValueTask AddAsync(RowBatch rows, CancellationToken cancellationToken = default) => _load.AddAsync(rows);

    public async ValueTask<WritePlan> PlanAsync(IWriteJournal journal, CancellationToken cancellationToken = default)
    {
        if (!Deletes) await _known.ReadAsync(ToKnow(), cancellationToken);
        var books = _load.Books;
        var order = new List<string>();
        var byKey = new Dictionary<string, (string Body, List<int> Rows)>();
        foreach (var (number, batch, r) in _load.Store.Rows) Sort(batch, r, number);

        var plan = _load.Plan(order.Sum(k => byKey[k].Rows.Count - 1), new PlannedRows(_request.Operation, order.Count)) with
        {
            Irreversible = Deletes && order.Count > 0 && !_source.Schema.IsLink
                ? [$"what is deleted from {_source.Table.Name} does not come back: the API has no undo"]
                : [],
        };
        List<RowItem> items =
            [.. order.Select(key => new RowItem(byKey[key].Rows.Count, Content(byKey[key].Body, [.. byKey[key].Rows])))];
        return RowPlanner.Enter(plan, _source, journal, _request.Operation, items, _source.Table.Key.Name);

        void Sort(RowBatch batch, int index, int row)
        {
            if (batch[_key].IsNull(index))
            {
                books.Reject(row,
                    new RejectCause(RejectCode.ValueMissing,
                        $"{_source.Table.Key.Name} has no value, so that it is not known which row is meant.", "Give it one."));
                return;
            }
            if (Fault(batch, index) is { } fault)
            {
                books.Reject(row, fault);
                return;
            }
            var key = string.Join('\u001f', _call.Names.Prepend(_source.Table.Key.Name).Select(n => batch[batch.IndexOf(n)].Show(index)));
            var body = Deletes ? "" : Body(batch, index);
            if (!byKey.TryGetValue(key, out var there))
            {
                byKey.Add(key, (body, [row]));
                order.Add(key);
            }
            else if (there.Body == body) there.Rows.Add(row);
            else books.Reject(row, new RejectCause(
                RejectCode.DuplicateSource,
                $"The row with {_source.Table.Key.Name} {batch[_key].Show(index)} is updated twice with different values.",
                "Let the query give each row once."));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    bool IsChanged(Column column) => !column.IsKey && !_request.IdentifiedBy.Contains(column.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The keys of rows that do not say all that the call wants.</summary>
    IEnumerable<object> ToKnow()
    {
        foreach (var (_, batch, r) in _load.Store.Rows)
            if (!batch[_key].IsNull(r)
                && (_call.Also.Any(a => batch.IndexOf(a) is var c && (c < 0 || batch[c].IsNull(r))) || LacksCurrency(batch, r)))
                yield return batch[_key].Get(r)!;
    }

    bool LacksCurrency(RowBatch batch, int row) =>
        Enumerable.Range(0, batch.Columns.Count)
            .Any(c => batch.Columns[c].Currency is not null && !batch[c].IsNull(row) && _calls.CurrencyOf(batch, c, row) is null);

    RejectCause? Fault(RowBatch batch, int index)
    {
        if (_source.Table.Key.Type.Kind == ColumnKind.Text && !_call.ByIdentity && !UrlPath.FitsPath(batch[_key].Texts[index]))
            return new RejectCause(RejectCode.ValueInvalid,
                $"{_source.Table.Key.Name} is '{batch[_key].Texts[index]}', which the address of no row in the API can hold.",
                "Correct it.");
        for (var c = 0; !Deletes && c < batch.Columns.Count; c++)
            if (IsChanged(batch.Columns[c]) && _calls.Fault(batch, c, index, _known.CurrencyOf(batch[_key].Show(index))) is { } fault)
                return fault;
        return RowPath.Fault(_call.Path, batch, index);
    }

    string Body(RowBatch batch, int index)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
            _calls.WriteChange(
                json, batch, index, IsChanged, _known.CurrencyOf(batch[_key].Show(index)), _known.Find(batch[_key].Show(index)));
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    ReadOnlyMemory<byte> Content(string body, int[] numbers) => CallContent.Write(json =>
    {
        var (batch, index) = _load.Store.Find(numbers[0]);
        json.WritePropertyName("rows");
        JournalRows.Write(json, _load.Store, numbers, number => number != numbers[0], _ => new RowEffect(_request.Operation));
        if (batch[_key].Get(index) is long key) json.WriteNumber("key", key);
        else json.WriteString("key", batch[_key].Texts[index]);
        RowPath.Write(json, _call.Path, batch, index);
        if (body.Length == 0) return;
        json.WritePropertyName("body");
        json.WriteRawValue(body);
    });
}
