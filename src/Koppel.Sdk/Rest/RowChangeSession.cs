using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Koppel.Sdk.Rest;

/// <summary>Plans a load that updates or deletes rows by their key, one call a row or many where the API has such a call.</summary>
internal sealed class RowChangeSession : IWriteSession
{
    readonly WritableRestSource _source;
    readonly WriteRequest _request;
    readonly RowCalls _calls;
    readonly RowStore _rows = new();
    readonly int _key;

    RowChangeSession(WritableRestSource source, WriteRequest request)
    {
        (_source, _request, _calls) = (source, request, new RowCalls(source.Table, source.Account));
        _key = request.IndexOf(source.Table.Key.Name);
        if (_key < 0) throw new InvalidOperationException($"The key of {source.Table.Name} is not among the columns.");
    }

    /// <summary>Begins a load.</summary>
    /// <exception cref="ConnectorException">The API has no call for it.</exception>
    public static RowChangeSession Begin(WritableRestSource source, WriteRequest request)
    {
        var deletes = request.Operation == WriteOperation.Delete;
        if (source.Table.CallOf(request.Operation) is null) throw RowCalls.Refusal(source.Table, deletes ? "deleted" : "updated");
        return new RowChangeSession(source, request);
    }

    bool Deletes => _request.Operation == WriteOperation.Delete;

    public void Observe(string table, RowBatch rows)
    {
        // The keys are all that it needs.
    }

    public ValueTask AddAsync(RowBatch rows, CancellationToken cancellationToken = default)
    {
        _rows.Add(rows);
        return ValueTask.CompletedTask;
    }

    public ValueTask<WritePlan> PlanAsync(IWriteJournal journal, CancellationToken cancellationToken = default)
    {
        var books = new LoadBooks(_rows);
        var order = new List<long>();
        var byKey = new Dictionary<long, (string Body, List<int> Rows)>();
        foreach (var (first, batch) in _rows.Batches)
            for (var r = 0; r < batch.Count; r++) Sort(batch, r, (int)(first + r));

        var items = order.Select(key => new BulkItem(byKey[key].Rows.Count, Content(key, byKey[key].Body, [.. byKey[key].Rows]))).ToList();
        var delivery = RowDelivery.Plan(_source, journal, _request.Operation, items, _source.Table.Key.Name);
        return ValueTask.FromResult(new WritePlan
        {
            Read = _rows.Count,
            Changes = order.Count,
            Kinds = [new PlannedRows(_request.Operation, order.Count)],
            Unchanged = books.UnchangedCount,
            Repeats = order.Sum(k => byKey[k].Rows.Count - 1),
            Rejects = books.Rejects(),
            EachReject = books.Each(),
            Calls = delivery.Calls,
            Duration = delivery.Duration,
            Instead = delivery.Instead,
            Irreversible = Deletes && order.Count > 0 && !_source.Schema.IsLink ? [$"what is deleted from {_source.Table.Name} does not come back: the API has no undo"] : [],
        });

        void Sort(RowBatch batch, int index, int row)
        {
            if (batch[_key].IsNull(index))
            {
                books.Reject(row, new RejectCause(RejectCode.ValueMissing, $"{_source.Table.Key.Name} has no value, so that it is not known which row is meant.", "Give it one."));
                return;
            }
            if (!Deletes && Fault(batch, index) is { } fault)
            {
                books.Reject(row, fault);
                return;
            }
            var key = batch[_key].Longs[index];
            var body = Deletes ? "" : Body(batch, index);
            if (!byKey.TryGetValue(key, out var there))
            {
                byKey.Add(key, (body, [row]));
                order.Add(key);
            }
            else if (there.Body == body) there.Rows.Add(row);
            else books.Reject(row, new RejectCause(
                RejectCode.DuplicateSource, $"The row with {_source.Table.Key.Name} {key} is updated twice with different values.", "Let the query give each row once."));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    bool IsChanged(Column column) => !column.IsKey && !_request.IdentifiedBy.Contains(column.Name, StringComparer.OrdinalIgnoreCase);

    RejectCause? Fault(RowBatch batch, int index)
    {
        for (var c = 0; c < batch.Columns.Count; c++)
            if (IsChanged(batch.Columns[c]) && RowCalls.Fault(batch.Columns[c].Name, batch[c], index) is { } fault) return fault;
        return null;
    }

    string Body(RowBatch batch, int index)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer)) _calls.WriteChange(json, batch, index, IsChanged);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    ReadOnlyMemory<byte> Content(long key, string body, int[] numbers)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WritePropertyName("rows");
            JournalRows.Write(json, _rows, numbers, number => number != numbers[0], _ => new RowEffect(_request.Operation));
            json.WriteNumber("key", key);
            if (body.Length > 0)
            {
                json.WritePropertyName("body");
                json.WriteRawValue(body);
            }
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }
}
