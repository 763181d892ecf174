using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Planning;

/// <summary>Keeps the keys of a table's rows as they stream past, so that it can be told which values found a partner there.</summary>
/// <param name="columns">The columns of the key.</param>
/// <param name="conditions">What the statement asks of the table's rows: others are no partners.</param>
internal sealed class KeyCollector(IReadOnlyList<Column> columns, IReadOnlyList<Predicate> conditions)
{
    readonly HashSet64 _exact = new();
    readonly HashSet64 _folded = new();
    readonly Lock _lock = new();
    readonly int[] _first = [.. Enumerable.Range(0, columns.Count)];

    /// <summary>The columns of the key.</summary>
    public IReadOnlyList<Column> Columns => columns;

    /// <summary>All columns that it must be shown.</summary>
    public static IReadOnlyList<Column> Needed(TableSchema schema, IReadOnlyList<Column> columns, IReadOnlyList<Predicate> conditions) =>
        [.. columns.Union(conditions.Select(c => schema.Find(c.Column)!))];

    /// <summary>Some rows come.</summary>
    public void Observe(RowBatch rows)
    {
        int[] key = [.. columns.Select(c => rows.IndexOf(c.Name))];
        lock (_lock)
        {
            for (var row = 0; row < rows.Count; row++)
            {
                if (KeyHash.Of(rows, key, row, isFolded: false) is not { } hash || !Meets(rows, row)) continue;
                _exact.Add(hash);
                // A key that folding does not change serves for both, which most do: half the memory.
                if (!KeyHash.IsFolded(rows, key, row)) _folded.Add(KeyHash.Of(rows, key, row, isFolded: true)!.Value);
            }
        }
    }

    /// <summary>How a row's key stands to those that came.</summary>
    /// <param name="rows">Its first columns are the key's.</param>
    /// <param name="row">The row.</param>
    public KeyMatch Find(RowBatch rows, int row)
    {
        if (KeyHash.Of(rows, _first, row, isFolded: false) is not { } exact) return KeyMatch.None;
        if (_exact.Contains(exact)) return KeyMatch.Equal;
        var folded = KeyHash.Of(rows, _first, row, isFolded: true)!.Value;
        return _exact.Contains(folded) || _folded.Contains(folded) ? KeyMatch.Near : KeyMatch.None;
    }

    bool Meets(RowBatch rows, int row)
    {
        foreach (var condition in conditions)
            if (!RowFilter.Meets(condition, rows[rows.IndexOf(condition.Column)], row)) return false;
        return true;
    }
}

/// <summary>How a key stands to others.</summary>
internal enum KeyMatch
{
    /// <summary>None is like it.</summary>
    None,

    /// <summary>One is the same but for case, blanks around it, and what is invisible in it.</summary>
    Near,

    /// <summary>One is the same.</summary>
    Equal,
}
