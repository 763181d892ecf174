using Koppel.Sdk;

namespace Koppel.Connectors.ActiveCampaign.Loading;

/// <summary>Finds the rows of a load by what they hold in one column; a row stands in it once.</summary>
/// <typeparam name="TKey">What the column holds.</typeparam>
internal sealed class RowIndex<TKey> where TKey : notnull
{
    readonly Dictionary<TKey, (int First, int Last)> _places;
    readonly int[] _next;

    /// <summary>Indexes rows.</summary>
    /// <param name="rows">The load's rows.</param>
    /// <param name="isWanted">Which of them.</param>
    /// <param name="key">The key of a row; false when it has none.</param>
    /// <param name="comparer">Which keys are the same.</param>
    public RowIndex(RowStore rows, Func<int, bool> isWanted, KeyOf key, IEqualityComparer<TKey>? comparer = null)
    {
        _places = new Dictionary<TKey, (int, int)>(comparer);
        _next = new int[rows.Count + 1];
        foreach (var (first, batch) in rows.Batches)
        {
            for (var r = 0; r < batch.Count; r++)
            {
                var number = (int)first + r;
                if (!isWanted(number)) continue;
                if (!key(batch, r, out var value)) Without.Add(number);
                else if (_places.TryGetValue(value, out var place))
                {
                    _next[place.Last] = number;
                    _places[value] = (place.First, number);
                }
                else _places.Add(value, (number, number));
            }
        }
    }

    /// <summary>Gives a row's key.</summary>
    public delegate bool KeyOf(RowBatch rows, int row, out TKey key);

    /// <summary>The keys that are still in it.</summary>
    public IReadOnlyCollection<TKey> Keys => _places.Keys;

    /// <summary>Rows without a key.</summary>
    public List<int> Without { get; } = [];

    /// <summary>Takes the rows of a key out, in their order; null when there are none.</summary>
    public List<int>? Take(TKey key)
    {
        if (!_places.Remove(key, out var place)) return null;
        var rows = new List<int>();
        for (var row = place.First; row != 0; row = _next[row]) rows.Add(row);
        return rows;
    }
}
