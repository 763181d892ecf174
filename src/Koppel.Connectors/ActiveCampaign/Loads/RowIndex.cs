using System.Numerics;
using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>
/// Finds the rows of a load by what they hold in one column; rows can be taken out once. Two numbers a row, whatever the keys: a load can
/// have millions, and their texts are in its rows already.
/// </summary>
/// <typeparam name="TKey">What the column holds.</typeparam>
internal sealed class RowIndex<TKey> where TKey : notnull
{
    readonly RowStore _rows;
    readonly KeyOf _key;
    readonly IEqualityComparer<TKey> _comparer;
    readonly int[] _first;
    readonly int[] _next; // 0 ends a chain; below 0, the row is not in it or was taken out.

    /// <summary>Indexes rows.</summary>
    /// <param name="rows">The load's rows.</param>
    /// <param name="isWanted">Which of them.</param>
    /// <param name="key">The key of a row; false when it has none.</param>
    /// <param name="comparer">Which keys are the same; null for those that are equal.</param>
    public RowIndex(RowStore rows, Func<int, bool>? isWanted, KeyOf key, IEqualityComparer<TKey>? comparer = null)
    {
        (_rows, _key, _comparer) = (rows, key, comparer ?? EqualityComparer<TKey>.Default);
        _first = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, rows.Count))];
        _next = new int[rows.Count + 1];
        // From the last to the first, so that each chain is in the order of the rows.
        foreach (var (first, batch) in rows.Batches.Reverse())
        {
            for (var r = batch.Count - 1; r >= 0; r--)
            {
                var number = (int)first + r;
                _next[number] = -1;
                if (isWanted?.Invoke(number) == false) continue;
                if (!key(batch, r, out var value))
                {
                    Without.Add(number);
                    continue;
                }
                ref var place = ref PlaceOf(value);
                (_next[number], place) = (place, number);
            }
        }
        Without.Reverse();
    }

    /// <summary>Gives a row's key.</summary>
    public delegate bool KeyOf(RowBatch rows, int row, out TKey key);

    /// <summary>Rows without a key.</summary>
    public List<int> Without { get; } = [];

    /// <summary>
    /// The keys of the rows that are still there, each once, in the order of their first rows. Rows can be taken out meanwhile.
    /// </summary>
    public IEnumerable<TKey> Keys
    {
        get
        {
            for (var row = 1; row < _next.Length; row++)
                if (_next[row] >= 0 && Key(row) is var key && FirstOf(key) == row) yield return key;
        }
    }

    /// <summary>Whether there are rows of a key.</summary>
    public bool Has(TKey key) => FirstOf(key) != 0;

    /// <summary>Takes the rows of a key out, in their order; null when there are none.</summary>
    public List<int>? Take(TKey key)
    {
        List<int>? found = null;
        ref var link = ref PlaceOf(key);
        while (link != 0)
        {
            var row = link;
            if (!_comparer.Equals(Key(row), key))
            {
                link = ref _next[row];
                continue;
            }
            (found ??= []).Add(row);
            (link, _next[row]) = (_next[row], -1);
        }
        return found;
    }

    int FirstOf(TKey key)
    {
        var row = PlaceOf(key);
        while (row != 0 && !_comparer.Equals(Key(row), key)) row = _next[row];
        return row;
    }

    ref int PlaceOf(TKey key) => ref _first[_comparer.GetHashCode(key) & (_first.Length - 1)];

    TKey Key(int row)
    {
        var (batch, index) = _rows.Find(row);
        return _key(batch, index, out var key) ? key : throw new InvalidOperationException("A row lost its key.");
    }
}

/// <summary>Rows by what names their contact.</summary>
internal static class RowIndex
{
    /// <summary>By its id; a number below 1 is none.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="column">The column with the ids.</param>
    /// <param name="isWanted">Which rows count; null for all.</param>
    public static RowIndex<long> ById(RowStore rows, int column, Func<int, bool>? isWanted = null) =>
        new(rows, isWanted, (RowBatch batch, int row, out long id) => (id = batch.Number(column, row) ?? 0) > 0);

    /// <summary>By its address, without regard to case.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="column">The column with the addresses.</param>
    /// <param name="isWanted">Which rows count; null for all.</param>
    public static RowIndex<string> ByAddress(RowStore rows, int column, Func<int, bool>? isWanted = null) => new(rows, isWanted,
        (RowBatch batch, int row, out string email) => MailAddress.Fault(email = batch.Text(column, row)?.Trim() ?? "") is null,
        StringComparer.OrdinalIgnoreCase);
}
