namespace Koppel.Sdk.Rest;

/// <summary>
/// What the money of rows is in that an update changes without telling it: the smallest unit, in which the system counts, depends on it. Rows
/// that the load's query reads tell it as they pass; the others are read.
/// </summary>
internal sealed class CurrencyDirectory(WritableRestSource source)
{
    readonly Dictionary<string, string> _byKey = [];
    readonly Lock _lock = new();
    readonly IReadOnlyList<Column> _columns = [source.Table.Key, .. source.Table.Columns.Where(c => source.Table.Columns.Any(m => m.Currency == c.Name)).Take(1)];

    /// <summary>What a session of such a table would like to see.</summary>
    public static IReadOnlyList<SideRead> SideReads(RestTable table) =>
        table.Columns.FirstOrDefault(c => c.Currency is not null) is { Currency: { } currency } ? [new SideRead(table.Name, [table.Key.Name, currency])] : [];

    /// <summary>Whether the table has money.</summary>
    public bool IsNeeded => _columns.Count > 1;

    /// <summary>Takes rows that pass.</summary>
    public void Take(RowBatch rows)
    {
        var (key, currency) = (rows.IndexOf(_columns[0].Name), _columns.Count > 1 ? rows.IndexOf(_columns[1].Name) : -1);
        if (key < 0 || currency < 0) return;
        lock (_lock)
            for (var r = 0; r < rows.Count; r++)
                if (!rows[currency].IsNull(r)) _byKey[rows[key].Show(r)] = rows[currency].Texts[r];
    }

    /// <summary>Reads those that are not known.</summary>
    /// <exception cref="ConnectorException">They could not be read.</exception>
    public async Task ReadAsync(IEnumerable<object> keys, CancellationToken cancellationToken)
    {
        List<object> unknown = [.. keys.Distinct().Where(k => Find(FormattableString.Invariant($"{k}")) is null)];
        await foreach (var batch in source.ReadMatchingAsync(_columns, _columns[0].Name, unknown, cancellationToken)) Take(batch);
    }

    /// <summary>The currency of a row, or null.</summary>
    public string? Find(string key) => _byKey.GetValueOrDefault(key);
}
