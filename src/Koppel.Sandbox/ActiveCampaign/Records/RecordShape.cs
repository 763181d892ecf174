namespace Koppel.Sandbox.ActiveCampaign.Records;

/// <summary>What the rows of a resource have: its columns, and a place for each of those that a record keeps.</summary>
/// <param name="name">The name of the resource: <c>lists</c>.</param>
/// <param name="one">The name of one row: <c>list</c>.</param>
/// <param name="columns">The columns, in the order in which rows show them.</param>
internal sealed class RecordShape(string name, string one, Column[] columns)
{
    readonly Dictionary<string, int> _slots = columns
        .Where(column => column.IsKept)
        .Select((column, slot) => (column.Name, slot))
        .ToDictionary(StringComparer.Ordinal);

    public string Name => name;

    public string One => one;

    public IReadOnlyList<Column> Columns => columns;

    /// <summary>Where a record keeps who made and who changed it.</summary>
    public IReadOnlyList<int> MakerSlots { get; } =
    [
        .. columns.Where(column => column.IsKept).Index()
            .Where(one => one.Item is { Kind: Kind.Reference, Name: "created_by" or "updated_by" }).Select(one => one.Index),
    ];

    public Column Column(string column) => Array.Find(columns, one => one.Name == column)
        ?? throw new ArgumentException($"The resource {Name} has no column {column}.", nameof(column));

    /// <summary>Where a record keeps the value of a column.</summary>
    public int Slot(string column) => _slots.TryGetValue(column, out var slot)
        ? slot
        : throw new ArgumentException($"The resource {Name} keeps no column {column}.", nameof(column));

    /// <summary>The values that the database sets.</summary>
    public object?[] Defaults() => [.. columns.Where(column => column.IsKept).Select(column => column.Default)];
}
