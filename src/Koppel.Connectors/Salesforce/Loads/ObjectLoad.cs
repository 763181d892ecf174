using System.Buffers;
using System.Text.Json;
using Koppel.Connectors.Salesforce.Calls;
using Koppel.Connectors.Salesforce.Describe;
using Koppel.Connectors.Salesforce.Soql;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Salesforce.Loads;

/// <summary>
/// Plans a load of an object: what cannot be accepted is told, rows that say the same travel once, rows that are there already are left,
/// and the rest goes in calls of 200 rows or, where there are many, by jobs.
/// </summary>
/// <param name="target">The object.</param>
/// <param name="request">The load.</param>
/// <param name="fieldOf">The field of a column.</param>
internal sealed class ObjectLoad(WriteTarget target, WriteRequest request, Func<string, SoqlField> fieldOf) : IWriteSession
{
    readonly LoadRows _load = new(request);
    readonly ArrayBufferWriter<byte> _written = new();
    readonly List<SoqlField> _fields = [.. request.Columns.Select(c => fieldOf(c.Name))];

    WriteVerb Verb => request.IsRestoring ? WriteVerb.Undelete
        : request.UpsertBy is not null ? WriteVerb.Upsert
        : request.Operation switch
        {
            WriteOperation.Insert => WriteVerb.Insert, WriteOperation.Update => WriteVerb.Update, _ => WriteVerb.Delete,
        };

    /// <summary>The column that tells rows apart: the id of those that are there, or a key of the org's own; -1 for none.</summary>
    int Key => Verb is WriteVerb.Update or WriteVerb.Delete or WriteVerb.Undelete ? _fields.FindIndex(f => f.Column.IsKey)
        : request.UpsertBy is { } by ? request.IndexOf(by)
        : _fields.FindIndex(f => f.Field is { ExternalId: true, Unique: true });

    /// <inheritdoc/>
    public ValueTask AddAsync(RowBatch rows, CancellationToken cancellationToken = default) => _load.AddAsync(rows);

    /// <inheritdoc/>
    public async ValueTask<WritePlan> PlanAsync(IWriteJournal journal, CancellationToken cancellationToken = default)
    {
        var key = Key;
        var groups = new List<RowGroup>();
        var byKey = new Dictionary<string, RowGroup>(
            key >= 0 && !_fields[key].Field.CaseSensitive && !_fields[key].Column.IsKey
                ? StringComparer.OrdinalIgnoreCase
                : StringComparer.Ordinal);
        foreach (var (row, batch, index) in _load.Store.Rows)
            if (Take(groups, byKey, key, batch, index, row) is { } cause) _load.Books.Reject(row, cause);
        if (Verb == WriteVerb.Insert && key >= 0) await LeaveThoseThereAsync(groups, byKey, _fields[key].Field, cancellationToken);
        var parts = groups.ConvertAll(g => new PlannedPart(
            g.Rows.Count, 64 + (2 * g.Body.Length), json => WriteContent(json, g, key), ParentOf(g.Body), HasNothing(g.Body)));
        var kind = request.UpsertBy is null ? request.Operation : WriteOperation.Insert;
        var plan = _load.Plan(groups.Sum(g => g.Rows.Count - 1), new PlannedRows(kind, groups.Count));
        var notes = groups.Count == 0 ? [] : await OrgRules.NotesAsync(target, cancellationToken);
        return new PartPlanner(target, Verb, request.UpsertBy).Enter(
            plan with { Notes = [.. plan.Notes, .. notes], Irreversible = Irreversible(groups.Count) }, journal, parts,
            hasKey: key >= 0 && groups.TrueForAll(g => g.Key is not null));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Takes a row in; or tells why it cannot be accepted.</summary>
    RejectCause? Take(List<RowGroup> groups, Dictionary<string, RowGroup> byKey, int key, RowBatch batch, int index, int row)
    {
        for (var c = 0; c < _fields.Count; c++)
        {
            if (Verb is WriteVerb.Insert && _fields[c].Column.Required && IsEmpty(batch[c], index))
                return new RejectCause(
                    RejectCode.ValueMissing, $"{_fields[c].Path} has no value, but {target.Object.Name} needs one.", "Give it one.");
            if (RecordBody.Fault(batch, index, c, _fields[c]) is { } fault) return fault;
        }
        var value = key < 0 || IsEmpty(batch[key], index) ? null : batch[key].Show(index);
        if (value is null && key >= 0 && Verb != WriteVerb.Insert)
            return new RejectCause(RejectCode.ValueMissing,
                $"{_fields[key].Path} has no value, so that it is not known which row is meant.", "Give it one.");
        if (key >= 0 && _fields[key].Column.IsKey && value is not null) value = SalesforceId.Normalize(value)!;
        var body = Body(batch, index);
        if (value is null) groups.Add(new RowGroup(null, body, [row]));
        else if (!byKey.TryGetValue(value, out var there)) groups.Add(byKey[value] = new RowGroup(value, body, [row]));
        else if (there.Body.AsSpan().SequenceEqual(body)) there.Rows.Add(row);
        else
            return new RejectCause(RejectCode.DuplicateSource,
                $"The row with {_fields[key].Path} {value} is given twice with different values.", "Let the query give each row once.");
        return null;
    }

    /// <summary>Rows whose key is there already are left, as every insert does.</summary>
    async Task LeaveThoseThereAsync(
        List<RowGroup> groups, Dictionary<string, RowGroup> byKey, OrgField key, CancellationToken cancellationToken)
    {
        if (byKey.Count == 0) return;
        var there = await KnownKeys.FindAsync(target, key, [.. byKey.Keys.Select(k => KnownKeys.Value(key, k))], cancellationToken);
        foreach (var group in byKey.Where(g => there.ContainsKey(g.Key)).Select(g => g.Value))
        {
            foreach (var row in group.Rows) _load.Books.Unchanged(row);
            group.Rows.Clear();
        }
        groups.RemoveAll(g => g.Rows.Count == 0);
    }

    IReadOnlyList<Note> Irreversible(int rows) => Verb switch
    {
        WriteVerb.Upsert when rows > 0 =>
            [$"what rows of {target.Object.Name} had before is not read by an upsert, so that it cannot be put back"],
        WriteVerb.Delete when rows > 0 => [target.Object.Undeletable
            ? $"what is deleted from {target.Object.Name} comes back by koppel undo as long as Salesforce keeps it in the recycle bin: "
                + $"15 days"
            : $"what is deleted from {target.Object.Name} cannot be put back: Salesforce keeps it in no recycle bin"],
        _ => [],
    };

    byte[] Body(RowBatch batch, int index)
    {
        if (Verb is WriteVerb.Delete or WriteVerb.Undelete) return [];
        _written.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_written, CallContent.Options))
            RecordBody.Write(json, batch, index, _fields, Verb == WriteVerb.Insert, Verb == WriteVerb.Upsert);
        return _written.WrittenSpan.ToArray();
    }

    void WriteContent(Utf8JsonWriter json, RowGroup group, int key)
    {
        json.WriteStartObject();
        json.WritePropertyName("rows");
        var operation = request.UpsertBy is null ? request.Operation : WriteOperation.Update;
        int[] rows = [.. group.Rows];
        JournalRows.Write(json, _load.Store, rows, number => number != rows[0], _ => new RowEffect(operation));
        if (group.Key is { } value && key >= 0)
        {
            if (_fields[key].Column.IsKey) json.WriteString("id", value);
            else
            {
                json.WriteString("key", value);
                json.WriteString("by", _fields[key].Field.Name);
                if (Verb == WriteVerb.Upsert) json.WriteString("upsert", _fields[key].Field.Name);
            }
        }
        if (group.Body.Length > 0)
        {
            json.WritePropertyName("body");
            json.WriteRawValue(group.Body, skipInputValidation: true);
        }
        json.WriteEndObject();
    }

    static string ParentOf(byte[] body)
    {
        if (body.Length == 0) return "";
        using var document = JsonDocument.Parse(body);
        return WriteTarget.ParentOf(document.RootElement);
    }

    /// <summary>Whether a text says what takes a value away in a job, so that the row cannot go by one.</summary>
    static bool HasNothing(byte[] body) => body.AsSpan().IndexOf("\"#N/A\""u8) >= 0;

    static bool IsEmpty(ColumnBuffer values, int row) =>
        values.IsNull(row) || (values.Type.Kind == ColumnKind.Text && string.IsNullOrWhiteSpace(values.Texts[row]));

    /// <summary>Rows of the source that say the same of one row of the target.</summary>
    sealed record RowGroup(string? Key, byte[] Body, List<int> Rows);
}

/// <summary>A row that is to be written.</summary>
/// <param name="Rows">How many rows of the source say so.</param>
/// <param name="Bytes">How long what the journal keeps of it is, about.</param>
/// <param name="Write">Writes what the journal keeps of it, an object.</param>
/// <param name="Parent">What it belongs to, by which rows are put in order.</param>
/// <param name="IsCallOnly">It cannot go by a job.</param>
internal sealed record PlannedPart(int Rows, int Bytes, Action<Utf8JsonWriter> Write, string Parent, bool IsCallOnly);
