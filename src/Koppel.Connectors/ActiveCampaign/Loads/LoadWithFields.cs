using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Connectors.ActiveCampaign.Fields;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Load;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>
/// Loads accounts or deals with their fields: (1) what is there is read, rows by what identifies them, values with few calls, (2) a row
/// that is new, or changes itself, is a call that takes its fields along, (3) where only fields change, many rows travel together.
/// </summary>
internal sealed class LoadWithFields : IWriteSession
{
    /// <summary>Values in a call at most. The API names no limit; so many are what it takes of contacts at once.</summary>
    const int MostValues = 250;

    readonly TableWithFields _table;
    readonly WriteRequest _request;
    readonly FieldColumns _fields;
    readonly FieldData _data;
    readonly WritableRestSource _source;
    readonly LoadRows _load;
    readonly IReadOnlyList<Column> _own;
    readonly int _key;
    readonly Dictionary<long, (RowBatch Batch, int Row)> _there = [];
    ILookup<long, FieldDatum> _values = Enumerable.Empty<FieldDatum>().ToLookup(_ => 0L);

    public LoadWithFields(TableWithFields table, WriteRequest request, FieldColumns fields, FieldData data, WritableRestSource source)
    {
        (_table, _request, _fields, _data, _source, _load) = (table, request, fields, data, source, new LoadRows(request));
        _key = request.IndexOf(table.Rows.Key.Name);
        _own = [.. request.Columns.Where(c => fields.Find(c.Name) is null && c.Name != table.Rows.Key.Name)];
    }

    RowStore Rows => _load.Store;

    public ValueTask AddAsync(RowBatch rows, CancellationToken cancellationToken = default) => _load.AddAsync(rows);

    public async ValueTask<WritePlan> PlanAsync(IWriteJournal journal, CancellationToken cancellationToken = default)
    {
        var keys = _request.Operation == WriteOperation.Update ? Keys() : await FindAsync(cancellationToken);
        if (_request.Columns.Any(c => _fields.Find(c.Name) is not null))
            _values = await _data.ReadAsync([.. keys.Values.OfType<long>().Distinct()], cancellationToken);
        var changes = Changes(keys).ToList();
        var content = new ContentWithFields(_table, Rows, _source.Account, Effect);
        var (create, change) = ($"{_table.Rows.Insert!.Method} {_source.BasePath}{_table.Rows.Insert.Path}",
            $"{_table.Rows.Update!.Method} {_source.BasePath}{_table.Rows.Update.Path}");
        var (created, emptied) =
            (changes.Where(c => c.Key is null).ToList(), changes.Where(c => c.Key is not null && c.Emptied.Any()).ToList());
        var others = changes.Where(c => c.Key is not null && !c.Emptied.Any()).ToList();
        var changed = others.Where(c => c.ChangesRow).ToList();
        var batches = ChangeWithFields.Cut(others.Where(c => !c.ChangesRow), MostValues).ToList();
        var emptying = emptied.ConvertAll(c => (Change: c, Calls: content.Emptying(c, Sent(c), CurrencyOf(c), _data)));
        foreach (var one in created) journal.Plan(InsertKind.Name, create, one.Rows.Length, content.Create(one, _own));
        foreach (var one in changed)
            journal.Plan(RequestKind.Name, change, one.Rows.Length, content.Change(one, Sent(one), CurrencyOf(one)));
        foreach (var (one, single) in emptying)
            journal.Plan(ContactCallsKind.Name, single[0].Route, one.Rows.Length, content.Calls(one, single));
        foreach (var batch in batches)
            journal.Plan(FieldValuesKind.Name,
                batch.Any(c => c.HasUpdates) ? _data.UpdateRoute : _data.CreateRoute, batch.Sum(c => c.Rows.Length), content.Values(batch));
        PlannedCalls[] calls =
        [
            new(create, created.Count, "one row a call, its fields with it"),
            new(change, changed.Count + emptying.Count(e => e.Calls[0].Route == change), "one row a call, its fields with it"),
            new(_data.DeleteRoute, emptied.Sum(c => c.Emptied.Count()), "one value a call"),
            new(_data.CreateRoute, batches.Count(b => b.Any(c => c.Values.Any(v => v.Datum == 0))), $"up to {MostValues} values each"),
            new(_data.UpdateRoute, batches.Count(b => b.Any(c => c.HasUpdates)), $"up to {MostValues} values each"),
        ];
        var sum = calls.Sum(c => c.Count);
        var plan = _load.Plan(changes.Sum(c => c.Rows.Length - 1), new PlannedRows(WriteOperation.Insert, created.Count),
            new PlannedRows(WriteOperation.Update, changes.Count - created.Count));
        return plan with
        {
            Calls = [.. calls.Where(c => c.Count > 0)],
            Duration = _source.Account.Client.Duration(sum),
            Instead = batches.Count == 0
                ? null
                : new WayNotTaken("one call a row", changes.Count, _source.Account.Client.Duration(changes.Count)),
            Irreversible = created.Count == 0
                ? []
                : [$"rows of {_table.Rows.Name} that are created stay when the run is undone, unless koppel undo is given "
                    + $"--delete-created"],
        };
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The keys of rows that are updated, by row. What they have now came with them.</summary>
    Dictionary<int, long?> Keys()
    {
        var keys = new Dictionary<int, long?>();
        foreach (var (row, batch, r) in Rows.Rows)
        {
            if (batch[_key].IsNull(r))
            {
                _load.Books.Reject(row,
                    new RejectCause(RejectCode.ValueMissing, $"{_table.Rows.Key.Name} has no value.", "Give it the id of the row."));
                continue;
            }
            keys[row] = batch[_key].Longs[r];
            if (batch.Before is { } before) _there[batch[_key].Longs[r]] = (before, r);
        }
        return keys;
    }

    /// <summary>The keys of rows that are there already, by what identifies a row; null for new ones.</summary>
    async Task<Dictionary<int, long?>> FindAsync(CancellationToken cancellationToken)
    {
        var keys = new Dictionary<int, long?>();
        var by = _table.Rows.Identity is [var only] ? _request.IndexOf(only) : -1;
        var names = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        if (by >= 0)
        {
            List<Column> columns = [_table.Rows.Key, .. _own];
            var wanted = Rows.Rows.Where(r => !r.Batch[by].IsNull(r.Index)).Select(r => r.Batch[by].Texts[r.Index].Trim())
                .Where(n => n.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);
            await foreach (var batch in _source.ReadMatchingAsync(columns, _table.Rows.Identity[0], [.. wanted], cancellationToken))
            {
                for (var r = 0; r < batch.Count; r++)
                {
                    var name = batch[batch.IndexOf(_table.Rows.Identity[0])];
                    if (name.IsNull(r) || !wanted.Contains(name.Texts[r].Trim())) continue;
                    names[name.Texts[r].Trim()] = batch[0].Longs[r];
                    _there[batch[0].Longs[r]] = (batch, r);
                }
            }
        }
        foreach (var (row, batch, r) in Rows.Rows)
            keys[row] = by >= 0 && !batch[by].IsNull(r) && names.TryGetValue(batch[by].Texts[r].Trim(), out var key) ? key : null;
        return keys;
    }

    IEnumerable<ChangeWithFields> Changes(Dictionary<int, long?> keys)
    {
        var first = new Dictionary<string, (int Row, List<int> Again)>(StringComparer.OrdinalIgnoreCase);
        foreach (var (row, key) in keys)
        {
            var (batch, index) = Rows.Find(row);
            var name = key is { } id
                ? FormattableString.Invariant($"{id}")
                : _table.Rows.Identity is [var only] && _request.IndexOf(only) is >= 0 and var by && !batch[by].IsNull(index)
                    ? "n " + batch[by].Texts[index].Trim()
                    : FormattableString.Invariant($"r {row}");
            if (!first.TryGetValue(name, out var known)) first.Add(name, (row, []));
            else if (Rows.Show(known.Row).SequenceEqual(batch.Show(index))) known.Again.Add(row);
            else
                _load.Books.Reject(row,
                    new RejectCause(RejectCode.DuplicateSource, "An earlier row says something else of the same row of the target.",
                        "Leave all but one out."));
        }
        foreach (var (row, again) in first.Values)
        {
            var (batch, index) = Rows.Find(row);
            if (Fault(batch, index, keys[row]) is { } fault)
            {
                foreach (var one in again.Prepend(row)) _load.Books.Reject(one, fault);
                continue;
            }
            var change = new ChangeWithFields([row, .. again], keys[row],
                [.. Values(batch, index, keys[row])]) { ChangesRow = keys[row] is not { } key || ChangedOwn(batch, index, key).Any() };
            if (change.ChangesRow || change.Values.Count > 0) yield return change;
            else
                foreach (var one in change.Rows) _load.Books.Unchanged(one);
        }
    }

    RejectCause? Fault(RowBatch rows, int row, long? key)
    {
        var calls = new RowCalls(_table.Rows, _source.Account);
        for (var c = 0; c < rows.Columns.Count; c++)
        {
            var column = rows.Columns[c];
            if (key is null && column.Required && (rows[c].IsNull(row) || string.IsNullOrWhiteSpace(rows[c].Show(row))))
                return new RejectCause(
                    RejectCode.ValueMissing, $"{column.Name} has no value, but {_table.Name} needs one.", "Give it one.");
            if (rows[c].IsNull(row)) continue;
            if (_fields.Find(column.Name) is not { } field)
            {
                if (calls.Fault(rows, c, row, null) is { } wrong) return wrong;
                continue;
            }
            FieldText.Of(field, rows[c], row, out var fault);
            if (fault is not null) return fault;
            if (field.Kind == FieldKind.Money && Currency(field, key) is "")
                return new RejectCause(RejectCode.ValueInvalid, $"The field {field.Name} is an amount and has no currency of its own.",
                    "Give the field a currency first.");
        }
        return null;
    }

    IEnumerable<FieldValueChange> Values(RowBatch rows, int row, long? key)
    {
        for (var c = 0; c < rows.Columns.Count; c++)
        {
            if (_fields.Find(rows.Columns[c].Name) is not { } field) continue;
            var isEmptied = rows[c].IsNull(row) && rows.Columns[c].CanBeEmptied && _request.Operation == WriteOperation.Update;
            if (rows[c].IsNull(row) && !isEmptied) continue;
            var (text, there) = (isEmptied ? "" : FieldText.Of(field, rows[c], row, out _)!, Datum(key, field));
            if (text != there.Text) yield return new FieldValueChange(there.Id, field, text, Currency(field, key));
        }
    }

    FieldDatum Datum(long? key, CustomField field) =>
        key is { } owner && _values[owner].FirstOrDefault(d => d.Field == field.Id) is { Id: > 0 } datum
            ? datum
            : new FieldDatum(0, field.Id, "", "");

    string Currency(CustomField field, long? key) => Datum(key, field).Currency is { Length: > 0 } own ? own : field.Currency;

    /// <summary>The columns of the row itself that get another value; what identifies it is none where it was found by it.</summary>
    IEnumerable<Column> ChangedOwn(RowBatch rows, int row, long key) => _own.Where(column =>
        rows[rows.IndexOf(column.Name)] is var given && !given.IsNull(row)
        && !(_request.Operation == WriteOperation.Insert && _table.Rows.Identity.Contains(column.Name))
        && given.Show(row) != There(column, key));

    string There(Column column, long key) =>
        _there.TryGetValue(key, out var there) && there.Batch.IndexOf(column.Name) is >= 0 and var at && !there.Batch[at].IsNull(there.Row)
            ? there.Batch[at].Show(there.Row)
            : "";

    IReadOnlyList<Column> Sent(ChangeWithFields change)
    {
        var (batch, index) = Rows.Find(change.Rows[0]);
        return [.. ChangedOwn(batch, index, change.Key!.Value)];
    }

    /// <summary>What the row's money is in, where the load does not say.</summary>
    string? CurrencyOf(ChangeWithFields change)
    {
        if (_own.FirstOrDefault(c => c.Currency is not null)?.Currency is not { } currency) return null;
        return There(_table.Rows.Columns.First(c => c.Name == currency), change.Key!.Value) is { Length: > 0 } known ? known : null;
    }

    RowEffect Effect(ChangeWithFields change, int row)
    {
        if (change.Key is not { } key) return new RowEffect(WriteOperation.Insert);
        var now = new RowBatch(_request.Columns, 1);
        now.AddRow();
        for (var c = 0; c < now.Columns.Count; c++)
        {
            var column = now.Columns[c];
            if (_fields.Find(column.Name) is { } field) FieldText.Set(field, Datum(key, field).Text, now[c], 0);
            else if (column.Name == _table.Rows.Key.Name) now[c].SetLong(0, key);
            else if (_there.TryGetValue(key, out var there) && there.Batch.IndexOf(column.Name) is >= 0 and var at)
                CellCopy.Copy(there.Batch[at], there.Row, now[c]);
            else now[c].SetNull(0);
        }
        return new RowEffect(WriteOperation.Update, now.Show(0)) { After = After(row) };
    }

    /// <summary>What the row has afterwards, where the target writes it in another way than the source.</summary>
    IReadOnlyList<string?>? After(int row)
    {
        var (batch, index) = Rows.Find(row);
        var after = CellCopy.Project(batch, index, _request.Columns);
        for (var c = 0; c < after.Columns.Count; c++)
        {
            if (after[c].IsNull(0) || _fields.Find(after.Columns[c].Name) is not { } field) continue;
            if (FieldText.Of(field, batch[c], index, out _) is { Length: > 0 } text) FieldText.Set(field, text, after[c], 0);
        }
        return after.Show(0) is var said && said.SequenceEqual(batch.Show(index)) ? null : said;
    }
}
