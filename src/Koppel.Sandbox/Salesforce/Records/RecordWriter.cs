using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Records;

/// <summary>Creates, changes and deletes one record at a time, for every part of the API alike. Callers hold the org's lock.</summary>
internal sealed class RecordWriter
{
    readonly OrgData _org;
    readonly FieldReader _reader;
    readonly Keys _keys;
    readonly RecycleBin _bin;
    Transaction? _open;

    public RecordWriter(OrgData org)
    {
        (_org, _reader, _bin) = (org, new(org), new(org));
        _keys = new(org, _reader);
    }

    public Outcome Create(OrgObject type, IReadOnlyList<SentCell> cells)
    {
        if (!type.Createable) return Outcome.Failed(NotAllowed("inserted", type));
        var (values, fault) = Values(type, cells, isNew: true);
        if (fault is null && Missing(type, values) is { Count: > 0 } missing) fault = RowFault.Missing(missing);
        fault ??= Duplicate(type, values, -1);
        if (fault is not null) return Outcome.Failed(fault);
        var table = _org.Table(type);
        var row = table.Add();
        _open?.Note(() => table.Move(row, Life.Purged));
        foreach (var (place, value) in values) table.Set(row, place, value);
        var named = values.Keys.ToHashSet();
        Defaults.Fill(table, row, named);
        Defaults.Follow(table, row, named);
        Defaults.Stamp(table, row, _org.Now, isNew: true);
        return new(table.IdOf(row), true, null);
    }

    /// <summary>Does several things, and takes them all back when it says no or breaks off.</summary>
    public bool Together(Func<bool> work)
    {
        var outer = _open;
        var mine = _open = new();
        var isDone = false;
        try
        {
            isDone = work();
        }
        finally
        {
            _open = outer;
            if (isDone) outer?.Note(mine.RollBack);
            else mine.RollBack();
        }

        return isDone;
    }

    /// <summary>Changes the record of an id.</summary>
    public Outcome Update(OrgObject type, string id, IReadOnlyList<SentCell> cells)
    {
        if (!type.Updateable) return Outcome.Failed(NotAllowed("updated", type));
        var (record, fault) = Find(type, id);
        return fault is not null ? Outcome.Failed(fault, record) : Update(type, record, cells);
    }

    /// <summary>Changes the record of a key, or creates one.</summary>
    /// <param name="type">The object.</param>
    /// <param name="key">The field, one of <see cref="Keys.Of"/>.</param>
    /// <param name="value">What stands in it; null for nothing.</param>
    /// <param name="cells">The other fields.</param>
    public Outcome Upsert(OrgObject type, OrgField key, object? value, IReadOnlyList<SentCell> cells)
    {
        if (value is null or "")
            return key.Type == FieldType.Id ? Create(type, cells)
                : Outcome.Failed(new("MISSING_ARGUMENT", $"{key.Name} not specified", key.Name));
        var (found, fault) = _keys.Find(type, key, value);
        if (fault is not null) return Outcome.Failed(fault);
        if (found.Count > 1) return Outcome.Failed(_keys.Several(key, found)) with { Several = found };
        if (found.Count == 1) return Update(type, found[0], cells);
        return key.Type == FieldType.Id ? Outcome.Failed(RowFault.NoRecord()) : Create(type, [.. cells, new(key.Name, value)]);
    }

    /// <summary>Puts a record into the recycle bin, or away for good.</summary>
    public Outcome Delete(string id, OrgObject? type = null, bool isForGood = false)
    {
        var (record, fault) = Find(type, id);
        if (fault is not null) return Outcome.Failed(fault, record);
        var owner = _org.Tables[record.Table - 1].Type;
        if (!owner.Deletable) return Outcome.Failed(NotAllowed("deleted", owner));
        // What was deleted along with it before something refused comes back.
        var own = new Transaction();
        fault = _bin.Delete(record, isForGood, own);
        if (fault is not null) own.RollBack();
        else _open?.Note(own.RollBack);
        return new(record, false, fault);
    }

    /// <summary>Takes a record out of the recycle bin, with what went there along with it.</summary>
    public Outcome Undelete(string id)
    {
        if (_org.Parse(id) is not { } record) return Outcome.Failed(RowFault.MalformedId("Id", "Record ID", id));
        return new(record, false, _bin.Undelete(record));
    }

    /// <summary>Empties the recycle bin of what was kept to bring records back; to be called when the org begins anew.</summary>
    public void Forget() => _bin.Forget();

    /// <summary>The record of an id, live; of any object when none is named.</summary>
    public (RecordId Id, RowFault? Fault) Find(OrgObject? type, string id)
    {
        var label = type is null ? "Record ID" : type.Fields[0].Label;
        if (_org.Parse(id) is not { } record) return (default, RowFault.MalformedId("Id", label, id));
        if (record.Table == 0) return (default, RowFault.NoRecord());
        if (type is not null && record.Table != _org.Table(type).Place) return (default, RowFault.MalformedId("Id", label, id));
        if (_org.Find(record) is not var (table, row)) return (default, RowFault.NoRecord());
        return table.LifeOf(row) == Life.Live ? (record, null) : (record, RowFault.Deleted());
    }

    Outcome Update(OrgObject type, RecordId record, IReadOnlyList<SentCell> cells)
    {
        var (table, row) = (_org.Table(type), record.Number - 1);
        var (values, fault) = Values(type, cells, isNew: false);
        List<string> emptied = [.. values.Where(one => one.Value is null && !type.Fields[one.Key].Nillable)
            .Select(one => type.Fields[one.Key].Name)];
        if (fault is null && emptied.Count > 0) fault = RowFault.Missing(emptied);
        fault ??= Duplicate(type, values, row);
        if (fault is not null) return Outcome.Failed(fault, record);
        _open?.Note(Undo(table, row));
        foreach (var (place, value) in values) table.Set(row, place, value);
        Defaults.Follow(table, row, values.Keys.ToHashSet());
        Defaults.Stamp(table, row, _org.Now, isNew: false);
        return new(record, false, null);
    }

    static Action Undo(RecordTable table, int row)
    {
        (int Place, object? Value)[] before =
            [.. table.Type.Fields.Index().Where(one => table.IsKept(one.Index)).Select(one => (one.Index, table[one.Index][row]))];
        return () =>
        {
            foreach (var (place, value) in before) table.Set(row, place, value);
        };
    }

    (Dictionary<int, object?> Values, RowFault? Fault) Values(OrgObject type, IReadOnlyList<SentCell> cells, bool isNew)
    {
        var values = new Dictionary<int, object?>();
        foreach (var cell in cells)
        {
            if (cell.Value is SentParent sent)
            {
                var (lookup, id, missing) = _keys.Parent(type, cell.Name, sent);
                if (missing is not null) return (values, missing);
                if (!(isNew ? lookup!.Createable : lookup!.Updateable)) return (values, RowFault.NotWritable(lookup.Name));
                values[type.PlaceOf(lookup.Name)] = id;
                continue;
            }

            var place = type.PlaceOf(cell.Name);
            if (place < 0 || !_org.Access.Sees(type, type.Fields[place])) return (values, RowFault.NoField(cell.Name, type.Name));
            var field = type.Fields[place];
            if (!(isNew ? field.Createable : field.Updateable)) return (values, RowFault.NotWritable(field.Name));
            var (value, fault) = _reader.Read(field, cell.Value);
            if (fault is not null) return (values, fault);
            // What has a value by itself gets that one instead of none.
            if (value is not null || !isNew || !field.DefaultedOnCreate) values[place] = value;
        }

        return (values, null);
    }

    static List<string> Missing(OrgObject type, Dictionary<int, object?> values) =>
    [
        .. type.Fields.Index().Where(one => one.Item is { Nillable: false, DefaultedOnCreate: false, Createable: true }
            && values.GetValueOrDefault(one.Index) is null).Select(one => one.Item.Name),
    ];

    RowFault? Duplicate(OrgObject type, Dictionary<int, object?> values, int self)
    {
        var table = _org.Table(type);
        foreach (var (place, value) in values)
        {
            if (!type.Fields[place].Unique || value is null) continue;
            foreach (var row in table.Find(place, value))
            {
                if (row != self && table.LifeOf(row) == Life.Live)
                    return new("DUPLICATE_VALUE",
                        $"duplicate value found: {type.Fields[place].Name} duplicates value on record with id: {table.IdTextOf(row)}",
                        type.Fields[place].Name);
            }
        }

        return null;
    }

    static RowFault NotAllowed(string done, OrgObject type) =>
        new("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", $"entity type cannot be {done}: {type.Label}");
}
