using Koppel.Sandbox.Salesforce.Schema;

namespace Koppel.Sandbox.Salesforce.State;

/// <summary>
/// The records of one object, a column a field. A record's row is its number less one; it never moves. Callers hold the org's lock.
/// </summary>
internal sealed class RecordTable
{
    readonly Cells<Life> _lives = new();
    readonly Dictionary<int, RecordIndex> _indexes = [];
    readonly Column[] _columns;

    public RecordTable(OrgData org, OrgObject type, int place)
    {
        (Org, Type, Place) = (org, type, place);
        _columns = [.. type.Fields.Select(field => ComputedColumn.For(field, this) ?? Column.Of(field, org.Texts, org.Ids))];
        Defaults =
        [
            .. from field in type.Fields.Index()
               where IsKept(field.Index) && field.Item.Default is not (null or false)
               select (field.Index, field.Item.Default!),
        ];
    }

    public OrgData Org { get; }

    public OrgObject Type { get; }

    /// <summary>Its place in the org, from 1.</summary>
    public int Place { get; }

    /// <summary>How many rows there are, those of deleted records included.</summary>
    public int Count { get; private set; }

    /// <summary>How many records are there and not deleted.</summary>
    public int Live { get; private set; }

    /// <summary>A field's column by the place of the field.</summary>
    public Column this[int place] => _columns[place];

    public Column this[string field] => _columns[Type.PlaceOf(field)];

    /// <summary>The values that new records get, by the place of the field; false is there without being set.</summary>
    public IReadOnlyList<(int Place, object Value)> Defaults { get; }

    /// <summary>Whether a field's values are kept, and not made of others.</summary>
    public bool IsKept(int place) => _columns[place] is not ComputedColumn;

    public int Add()
    {
        if (Count == RecordId.MostNumber) throw new InvalidOperationException($"{Type.Name} has no room for more than {Count:N0} records.");
        Live++;
        return Count++;
    }

    public Life LifeOf(int row) => _lives[row];

    /// <summary>Puts a record where it belongs now.</summary>
    public void Move(int row, Life life)
    {
        Live += (life == Life.Live ? 1 : 0) - (_lives[row] == Life.Live ? 1 : 0);
        _lives[row] = life;
    }

    public RecordId IdOf(int row) => new(Place, row + 1);

    public string IdTextOf(int row) => IdText.Of(Type.KeyPrefix!, row + 1);

    /// <summary>The row of an id of this table; -1 when there was never such a record, or it is gone for good.</summary>
    public int RowOf(RecordId id) => id.Table == Place && id.Number <= Count && _lives[id.Number - 1] != Life.Purged ? id.Number - 1 : -1;

    public object? Get(int row, string field) => this[field][row];

    /// <summary>Writes a value, and keeps what is looked up by it in order.</summary>
    public void Set(int row, int place, object? value)
    {
        if (_indexes.Count > 0 && _indexes.TryGetValue(place, out var index))
        {
            index.Remove(_columns[place][row], row);
            index.Add(value, row);
        }

        _columns[place][row] = value;
    }

    public void Set(int row, string field, object? value) => Set(row, Type.PlaceOf(field), value);

    /// <summary>
    /// The rows, without those that are gone, that hold a value; texts whatever their case unless the field minds it. The first question
    /// about a field prepares the answers to all others.
    /// </summary>
    public IEnumerable<int> Find(int place, object value)
    {
        if (!_indexes.TryGetValue(place, out var index))
        {
            _indexes.Add(place, index = new(Type.Fields[place].CaseSensitive));
            for (var row = 0; row < Count; row++) index.Add(_columns[place][row], row);
        }

        return index.Of(value).Where(row => _lives[row] != Life.Purged);
    }
}
