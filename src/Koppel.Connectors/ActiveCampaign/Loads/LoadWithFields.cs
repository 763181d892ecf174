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
internal sealed class LoadWithFields(
    TableWithFields table, WriteRequest request, FieldColumns fields, FieldData data, WritableRestSource source) : IWriteSession
{
    /// <summary>Values in a call at most. The API names no limit; so many are what it takes of contacts at once.</summary>
    const int MostValues = 250;

    readonly LoadRows _load = new(request);
    readonly RowCalls _calls = new(table.Rows, source.Account);
    readonly List<Column> _own = [.. request.Columns.Where(c => fields.Find(c.Name) is null && c.Name != table.Rows.Key.Name)];
    readonly int _key = request.IndexOf(table.Rows.Key.Name);
    readonly int _by = table.Rows.Identity is [var only] ? request.IndexOf(only) : -1;
    readonly Dictionary<long, (RowBatch Batch, int Row)> _there = [];
    ILookup<long, FieldDatum> _values = Enumerable.Empty<FieldDatum>().ToLookup(_ => 0L);

    RowStore Rows => _load.Store;

    public ValueTask AddAsync(RowBatch rows, CancellationToken cancellationToken = default) => _load.AddAsync(rows);

    public async ValueTask<WritePlan> PlanAsync(IWriteJournal journal, CancellationToken cancellationToken = default)
    {
        var keys = request.Operation == WriteOperation.Update ? Keys() : await FindAsync(cancellationToken);
        if (request.Columns.Any(c => fields.Find(c.Name) is not null))
            _values = await data.ReadAsync([.. keys.Values.OfType<long>().Distinct()], cancellationToken);
        var changes = Changes(keys).ToLookup(KindOf);
        var content = new ContentWithFields(table, Rows, source.Account, Effect);
        var (create, change) = (content.CreateRoute, content.ChangeRoute);
        var emptying = changes[ContactCallsKind.Name].Select(c => (Change: c, Calls: content.Emptying(c, data))).ToList();
        var batches = ChangeWithFields.Cut(changes[FieldValuesKind.Name], MostValues).ToList();
        foreach (var one in changes[InsertKind.Name]) journal.Plan(InsertKind.Name, create, one.Rows.Length, content.Create(one));
        foreach (var one in changes[RequestKind.Name]) journal.Plan(RequestKind.Name, change, one.Rows.Length, content.Change(one));
        foreach (var (one, calls) in emptying)
            journal.Plan(ContactCallsKind.Name, calls[0].Route, one.Rows.Length, content.Calls(one, calls));
        foreach (var batch in batches)
            journal.Plan(FieldValuesKind.Name,
                batch.Any(c => c.HasUpdates) ? data.UpdateRoute : data.CreateRoute, batch.Sum(c => c.Rows.Length), content.Values(batch));
        var (all, created) = (changes.SelectMany(c => c).ToList(), changes[InsertKind.Name].Count());
        PlannedCalls[] planned =
        [
            new(create, created, "one row a call, its fields with it"),
            new(change, changes[RequestKind.Name].Count() + emptying.Count(e => e.Calls[0].Route == change),
                "one row a call, its fields with it"),
            new(data.DeleteRoute, emptying.Sum(e => e.Change.Emptied.Count()), "one value a call"),
            new(data.CreateRoute, batches.Count(b => b.Any(c => c.Values.Any(v => v.Datum == 0))), $"up to {MostValues} values each"),
            new(data.UpdateRoute, batches.Count(b => b.Any(c => c.HasUpdates)), $"up to {MostValues} values each"),
        ];
        var plan = _load.Plan(all.Sum(c => c.Rows.Length - 1), new PlannedRows(WriteOperation.Insert, created),
            new PlannedRows(WriteOperation.Update, all.Count - created));
        return plan with
        {
            Calls = [.. planned.Where(c => c.Count > 0)],
            Duration = source.Account.Client.Duration(planned.Sum(c => c.Count)),
            Instead = batches.Count == 0 ? null : new WayNotTaken("one call a row", all.Count, source.Account.Client.Duration(all.Count)),
            Irreversible = created == 0
                ? []
                : [$"rows of {table.Rows.Name} that are created stay when the run is undone, unless koppel undo is given --delete-created"],
        };
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>
    /// How a change travels: a row that is new, one of which values are taken away, one that changes itself, or values alone.
    /// </summary>
    static CallKind KindOf(ChangeWithFields change) => change.Key is null ? InsertKind.Name
        : change.Emptied.Any() ? ContactCallsKind.Name : change.Own.Count > 0 ? RequestKind.Name : FieldValuesKind.Name;

    /// <summary>The keys of rows that are updated, by row. What they have now came with them.</summary>
    Dictionary<int, long?> Keys()
    {
        var keys = new Dictionary<int, long?>();
        foreach (var (row, batch, r) in Rows.Rows)
        {
            if (batch.Number(_key, r) is not { } key)
            {
                _load.Books.Reject(row,
                    new RejectCause(RejectCode.ValueMissing, $"{table.Rows.Key.Name} has no value.", "Give it the id of the row."));
                continue;
            }
            keys[row] = key;
            if (batch.Before is { } before) _there[key] = (before, r);
        }
        return keys;
    }

    /// <summary>The keys of rows that are there already, by what identifies a row; null for new ones.</summary>
    async Task<Dictionary<int, long?>> FindAsync(CancellationToken cancellationToken)
    {
        var names = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        var wanted = Rows.Rows.Select(r => Name(r.Batch, r.Index)).Where(n => n is { Length: > 0 })
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var by = table.Rows.Identity.Count > 0 ? table.Rows.Identity[0] : "";
        await foreach (var batch in source.ReadMatchingAsync([table.Rows.Key, .. _own], by, [.. wanted!], cancellationToken))
        {
            for (var r = 0; r < batch.Count; r++)
            {
                if (batch.Text(batch.IndexOf(by), r)?.Trim() is not { } name || !wanted.Contains(name)) continue;
                names[name] = batch[0].Longs[r];
                _there[names[name]] = (batch.Project(r, batch.Columns), 0); // The batch is filled again.
            }
        }
        return Rows.Rows.ToDictionary(
            r => r.Number, r => Name(r.Batch, r.Index) is { } name && names.TryGetValue(name, out var key) ? key : (long?)null);
    }

    /// <summary>What identifies a row; null where nothing does.</summary>
    string? Name(RowBatch batch, int row) => batch.Text(_by, row)?.Trim();

    IEnumerable<ChangeWithFields> Changes(Dictionary<int, long?> keys)
    {
        var first = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (row, key) in keys)
        {
            var (batch, index) = Rows.Find(row);
            var name = key is { } id ? $"{id}"
                : Name(batch, index) is { } given ? $"n {given}" : $"r {row}";
            if (!first.TryGetValue(name, out var rows)) first.Add(name, [row]);
            else if (Rows.Show(rows[0]).SequenceEqual(batch.Show(index))) rows.Add(row);
            else
                _load.Books.Reject(row,
                    new RejectCause(RejectCode.DuplicateSource, "An earlier row says something else of the same row of the target.",
                        "Leave all but one out."));
        }
        foreach (var rows in first.Values)
        {
            var ((batch, index), key) = (Rows.Find(rows[0]), keys[rows[0]]);
            if (Fault(batch, index, key) is { } fault)
            {
                foreach (var row in rows) _load.Books.Reject(row, fault);
                continue;
            }
            var change = new ChangeWithFields([.. rows], key, [.. Values(batch, index, key)])
            {
                Own = [.. _own.Where(c => key is null || IsChanged(c, batch, index, key.Value))],
                Currency = key is { } it ? Currency(it) : null,
            };
            if (key is null || change.Own.Count + change.Values.Count > 0) yield return change;
            else
                foreach (var row in rows) _load.Books.Unchanged(row);
        }
    }

    RejectCause? Fault(RowBatch rows, int row, long? key)
    {
        for (var c = 0; c < rows.Columns.Count; c++)
        {
            var column = rows.Columns[c];
            if (key is null && column.Required && (rows[c].IsNull(row) || string.IsNullOrWhiteSpace(rows[c].Show(row))))
                return new RejectCause(RejectCode.ValueMissing, $"{column.Name} has no value, but {table.Name} needs one.", "Give it one.");
            if (rows[c].IsNull(row)) continue;
            RejectCause? fault;
            if (fields.Find(column.Name) is not { } field) fault = _calls.Fault(rows, c, row, null);
            else if (FieldText.Of(field, rows[c], row, out fault) is not null && field.Kind == FieldKind.Money
                && Currency(field, key) is "")
                fault = new RejectCause(RejectCode.ValueInvalid, $"The field {field.Name} is an amount and has no currency of its own.",
                    "Give the field a currency first.");
            if (fault is not null) return fault;
        }
        return null;
    }

    IEnumerable<FieldValueChange> Values(RowBatch rows, int row, long? key)
    {
        for (var c = 0; c < rows.Columns.Count; c++)
        {
            if (fields.Find(rows.Columns[c].Name) is not { } field) continue;
            var isEmptied = rows[c].IsNull(row) && rows.Columns[c].CanBeEmptied && request.Operation == WriteOperation.Update;
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

    /// <summary>What the row's money is in, where the load does not say.</summary>
    string? Currency(long key) =>
        _own.Find(c => c.Currency is not null)?.Currency is { } currency && There(currency, key) is { Length: > 0 } known ? known : null;

    /// <summary>Whether a column of the row itself gets another value; what identifies it does not where it was found by it.</summary>
    bool IsChanged(Column column, RowBatch rows, int row, long key) =>
        rows[rows.IndexOf(column.Name)] is var given && !given.IsNull(row)
        && !(request.Operation == WriteOperation.Insert && table.Rows.Identity.Contains(column.Name))
        && given.Show(row) != There(column.Name, key);

    string There(string column, long key) => _there.TryGetValue(key, out var there)
        && there.Batch.IndexOf(column) is >= 0 and var at && !there.Batch[at].IsNull(there.Row) ? there.Batch[at].Show(there.Row) : "";

    RowEffect Effect(ChangeWithFields change, int row)
    {
        if (change.Key is not { } key) return new RowEffect(WriteOperation.Insert);
        var (batch, index) = Rows.Find(row);
        var (now, after) = (batch.Project(index, request.Columns), batch.Project(index, request.Columns));
        for (var c = 0; c < now.Columns.Count; c++)
        {
            var name = now.Columns[c].Name;
            if (fields.Find(name) is { } field)
            {
                FieldText.Set(field, Datum(key, field).Text, now[c], 0);
                // The target may write it in another way than the source.
                if (!after[c].IsNull(0) && FieldText.Of(field, batch[c], index, out _) is { Length: > 0 } text)
                    FieldText.Set(field, text, after[c], 0);
            }
            else if (name == table.Rows.Key.Name) now[c].SetLong(0, key);
            else if (_there.TryGetValue(key, out var there) && there.Batch.IndexOf(name) is >= 0 and var at)
            {
                now[c].CopyFrom(there.Batch[at], there.Row, 0);
                // What identifies the row stays, however the source spells it.
                if (request.Operation == WriteOperation.Insert && table.Rows.Identity.Contains(name))
                    after[c].CopyFrom(there.Batch[at], there.Row, 0);
            }
            else now[c].SetNull(0);
        }
        var said = after.Show(0);
        return new RowEffect(WriteOperation.Update, now.Show(0)) { After = said.SequenceEqual(batch.Show(index)) ? null : said };
    }
}
