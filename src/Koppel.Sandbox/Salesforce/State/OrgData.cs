using Koppel.Sandbox.Http;
using Koppel.Sandbox.Salesforce.Schema;

namespace Koppel.Sandbox.Salesforce.State;

/// <summary>What the org holds, behind its one lock.</summary>
internal sealed class OrgData
{
    readonly Lock _gate = new();
    readonly Dictionary<string, RecordTable> _byName = new(StringComparer.OrdinalIgnoreCase);
    RecordTable[] _tables = [];

    public OrgData(OrgSchema schema, Clock clock)
    {
        (Schema, Clock, Ids, Access) = (schema, clock, new(schema), new(schema));
        Clear();
    }

    public OrgSchema Schema { get; }

    public Clock Clock { get; }

    /// <summary>The time in whole seconds, as records keep it.</summary>
    public DateTime Now => Clock.WholeSeconds(Clock.Now);

    public SharedTexts Texts { get; } = new();

    /// <summary>How ids are written.</summary>
    public IdTexts Ids { get; }

    /// <summary>Which fields the user of the API sees.</summary>
    public FieldAccess Access { get; }

    /// <summary>Who works in it through the API, once it is seeded.</summary>
    public RecordId User { get; set; }

    /// <summary>Another one after each time that it began anew: what was kept of queries and jobs then means nothing any more.</summary>
    public int Generation { get; private set; }

    public IReadOnlyList<RecordTable> Tables => _tables;

    public RecordTable Table(OrgObject type) => _byName[type.Name];

    public RecordTable Table(string name) => _byName[name];

    /// <summary>Does something while nobody else does.</summary>
    public T Use<T>(Func<T> work)
    {
        lock (_gate) return work();
    }

    /// <summary>Does something while nobody else does.</summary>
    public void Use(Action work)
    {
        lock (_gate) work();
    }

    /// <summary>Takes all records away.</summary>
    public void Clear()
    {
        Generation++;
        _tables = [.. Schema.Objects.Select((type, place) => new RecordTable(this, type, place + 1))];
        _byName.Clear();
        foreach (var table in _tables) _byName.Add(table.Type.Name, table);
    }

    /// <summary>A record by its id; null when there was never one, or it is gone for good.</summary>
    public (RecordTable Table, int Row)? Find(RecordId id) =>
        id.Table > 0 && _tables[id.Table - 1] is var table && table.RowOf(id) is >= 0 and var row ? (table, row) : null;

    /// <summary>An id that somebody wrote; null when the text is none.</summary>
    public RecordId? Parse(string text) => IdText.Parse(text) switch
    {
        null => null,
        var id => Schema.ByPrefix(id[..3]) is { } type && IdText.NumberOf(id) is > 0 and var number
            ? new RecordId(Table(type).Place, number) : new RecordId(0, 0),
    };

    public string IdTextOf(RecordId id) => Ids.Of(id);
}
