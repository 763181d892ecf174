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
    readonly LoadRows _load = new(request);
    readonly RowIdentity _identity = new(source.Table, request);
    readonly RowCalls _calls = new(source.Table, source.Account);

    RestTable Table => source.Table;

    public ValueTask AddAsync(RowBatch rows, CancellationToken cancellationToken = default) => _load.AddAsync(rows);

    public async ValueTask<WritePlan> PlanAsync(IWriteJournal journal, CancellationToken cancellationToken = default)
    {
        var (rows, books) = (_load.Store, _load.Books);
        var toSend = new List<List<int>>();
        var there = _identity.IsKnown && rows.Count > 0
            ? await RowIdentity.FindAsync(source, _identity.LookupColumn,
                _identity.LookupValues(rows, (batch, r) => Fault(batch, r) is null && _identity.IsWhole(batch, r)), cancellationToken)
                : [];
        var firsts = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (row, batch, index) in rows.Rows)
        {
            if (Fault(batch, index) is { } fault) books.Reject(row, fault);
            else if (!_identity.IsWhole(batch, index)) toSend.Add([row]);
            else if (_identity.Of(batch, index) is var identity && there.ContainsKey(identity)) books.Unchanged(row);
            else if (firsts.TryGetValue(identity, out var same)) same.Add(row);
            else toSend.Add(firsts[identity] = [row]);
        }

        var plan = _load.Plan(toSend.Sum(r => r.Count - 1), new PlannedRows(WriteOperation.Insert, toSend.Count)) with
        {
            Irreversible = Table.Delete is null && toSend.Count > 0
                ? [$"what is inserted into {Table.Name} stays: the API has no call to delete it"]
                : [],
        };
        var items = toSend.Select(r => new RowItem(r.Count, Content([.. r])));
        return RowPlanner.Enter(plan, source, journal, WriteOperation.Insert, toSend.Count, items, _identity.LookupColumn);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    ReadOnlyMemory<byte> Content(int[] numbers) => CallContent.Write(json =>
    {
        var (batch, index) = _load.Store.Find(numbers[0]);
        json.WritePropertyName("rows");
        JournalRows.Write(json, _load.Store, numbers, number => number != numbers[0]);
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
