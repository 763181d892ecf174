using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Load;

/// <summary>
/// Plans a load of new rows, one call a row or many where the API has such a call: the rows that are there already are found by the table's
/// identity and left alone; a row that says again what an earlier one said shares its fate.
/// </summary>
internal sealed class InsertSession(WritableRestSource source, WriteRequest request) : IWriteSession
{
    readonly RowStore _rows = new();
    readonly NameCleaner _names = new(request);
    readonly RowIdentity _identity = new(source.Table, request);
    readonly RowCalls _calls = new(source.Table, source.Account);

    RestTable Table => source.Table;

    public ValueTask AddAsync(RowBatch rows, CancellationToken cancellationToken = default)
    {
        _names.Take(rows);
        _rows.Add(rows);
        return ValueTask.CompletedTask;
    }

    public async ValueTask<WritePlan> PlanAsync(IWriteJournal journal, CancellationToken cancellationToken = default)
    {
        var books = new LoadBooks(_rows);
        var toSend = new List<List<int>>();
        var there = _identity.IsKnown && _rows.Count > 0
            ? await RowIdentity.FindAsync(source, _identity.LookupColumn,
                _identity.LookupValues(_rows, (batch, r) => Fault(batch, r) is null && _identity.IsWhole(batch, r)), cancellationToken)
                : [];
        var firsts = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (first, batch) in _rows.Batches)
            for (var r = 0; r < batch.Count; r++) Sort(batch, r, (int)(first + r));

        var plan = new WritePlan
        {
            Read = _rows.Count,
            Changes = toSend.Count,
            Kinds = [new PlannedRows(WriteOperation.Insert, toSend.Count)],
            Unchanged = books.UnchangedCount,
            Repeats = toSend.Sum(r => r.Count - 1),
            Rejects = books.Rejects(),
            EachReject = books.Each(),
            Calls = [],
            Duration = TimeSpan.Zero,
            Irreversible = Table.Delete is null && toSend.Count > 0
                ? [$"what is inserted into {Table.Name} stays: the API has no call to delete it"]
                : [],
        };
        List<RowItem> items = [.. toSend.Select(rows => new RowItem(rows.Count, Content([.. rows])))];
        return _names.In(RowPlanner.Enter(plan, source, journal, WriteOperation.Insert, items, _identity.LookupColumn));

        void Sort(RowBatch batch, int index, int row)
        {
            if (Fault(batch, index) is { } fault) books.Reject(row, fault);
            else if (!_identity.IsWhole(batch, index)) toSend.Add([row]);
            else if (_identity.Of(batch, index) is var identity && there.ContainsKey(identity)) books.Unchanged(row);
            else if (firsts.TryGetValue(identity, out var rows)) rows.Add(row);
            else toSend.Add(firsts[identity] = [row]);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    ReadOnlyMemory<byte> Content(int[] numbers) => CallContent.Write(json =>
    {
        var (batch, index) = _rows.Find(numbers[0]);
        json.WritePropertyName("rows");
        JournalRows.Write(json, _rows, numbers, number => number != numbers[0]);
        json.WritePropertyName("item");
        _calls.WriteItem(json, batch, index);
        RowPath.Write(json, Table.Insert!.Path, batch, index);
        if (!_identity.IsWhole(batch, index)) return;
        json.WriteString("identity", _identity.Of(batch, index));
        json.WriteString("by", _identity.LookupColumn);
        if (_identity.LookupValue(batch, index) is long number) json.WriteNumber("value", number);
        else json.WriteString("value", (string)_identity.LookupValue(batch, index));
    });

    RejectCause? Fault(RowBatch batch, int index)
    {
        for (var c = 0; c < request.Columns.Count; c++)
        {
            var column = request.Columns[c];
            if (column.Required && IsEmpty(batch[c], index))
                return new RejectCause(RejectCode.ValueMissing, $"{column.Name} has no value, but {Table.Name} needs one.", "Give it one.");
            if (_calls.Fault(batch, c, index, null) is { } fault) return fault;
        }
        return RowPath.Fault(Table.Insert!.Path, batch, index);
    }

    /// <summary>A text of nothing but blanks is none to any system that needs one.</summary>
    static bool IsEmpty(ColumnBuffer values, int row) =>
        values.IsNull(row) || (values.Type.Kind == ColumnKind.Text && string.IsNullOrWhiteSpace(values.Texts[row]));
}
