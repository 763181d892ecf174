using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Load;

/// <summary>
/// What an update must know of rows and does not change: the currency of their money, on which the smallest unit depends, and what the call
/// wants with every change. Rows that the load's query reads tell it as they pass; the others are read.
/// </summary>
internal sealed class KnownRows(WritableRestSource source)
{
    readonly Dictionary<string, RowBatch> _byKey = [];
    readonly Lock _lock = new();
    readonly IReadOnlyList<Column> _columns =
        [source.Table.Key, .. Names(source.Table).Select(n => source.Table.Columns.First(c => c.Name == n))];

    /// <summary>What a session of such a table would like to see.</summary>
    public static IReadOnlyList<SideRead> SideReads(RestTable table) =>
        Names(table) is { Count: > 0 } names ? [new SideRead(table.Name, [table.Key.Name, .. names])] : [];

    /// <summary>Takes rows that pass.</summary>
    public void Take(RowBatch rows)
    {
        var from = _columns.Select(c => rows.IndexOf(c.Name)).ToArray();
        if (_columns.Count == 1 || from.Contains(-1)) return;
        lock (_lock)
        {
            for (var r = 0; r < rows.Count; r++)
            {
                var row = new RowBatch(_columns, 1);
                row.AddRow();
                for (var c = 0; c < from.Length; c++) row[c].CopyFrom(rows[from[c]], r, 0);
                _byKey[row[0].Show(0)] = row;
            }
        }
    }

    /// <summary>Reads those that are not known.</summary>
    /// <exception cref="ConnectorException">They could not be read.</exception>
    public async Task ReadAsync(IEnumerable<object> keys, CancellationToken cancellationToken)
    {
        List<object> unknown = [.. keys.Distinct().Where(k => !_byKey.ContainsKey(FormattableString.Invariant($"{k}")))];
        await foreach (var batch in source.ReadMatchingAsync(_columns, _columns[0].Name, unknown, cancellationToken)) Take(batch);
    }

    /// <summary>What is known of a row, or null.</summary>
    public RowBatch? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>The currency of a row's money, or null.</summary>
    public string? CurrencyOf(string key) =>
        source.Table.Columns.FirstOrDefault(c => c.Currency is not null) is { Currency: { } currency } && Find(key) is { } row
        && row.IndexOf(currency) is var c && !row[c].IsNull(0) ? row[c].Texts[0] : null;

    static List<string> Names(RestTable table) =>
        [.. table.Columns.Where(c => c.Currency is not null && table.Update is not null).Select(c => c.Currency!)
            .Concat(table.Update?.Also ?? []).Distinct()];
}
