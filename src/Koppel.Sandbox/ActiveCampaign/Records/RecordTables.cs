namespace Koppel.Sandbox.ActiveCampaign.Records;

/// <summary>The records of all resources, a table for each.</summary>
internal sealed class RecordTables
{
    readonly Dictionary<string, RecordTable> _tables = new(StringComparer.Ordinal);

    /// <summary>Those that have or had some, by their name.</summary>
    public IEnumerable<RecordTable> Used =>
        _tables.Values.Where(table => table.NextId > 1).OrderBy(table => table.Shape.Name, StringComparer.Ordinal);

    public RecordTable Of(RecordShape shape)
    {
        if (!_tables.TryGetValue(shape.Name, out var table)) _tables.Add(shape.Name, table = new RecordTable(shape));
        return table;
    }
}
