namespace Koppel.Sandbox.Salesforce.State;

/// <summary>Rows by the value of one column. Most values are those of one row, which then needs no list.</summary>
internal sealed class RecordIndex(bool isCaseSensitive)
{
    readonly Dictionary<object, int> _first = new(new Values(isCaseSensitive));
    readonly Dictionary<object, List<int>> _more = new(new Values(isCaseSensitive));

    public void Add(object? value, int row)
    {
        if (value is null || _first.TryAdd(value, row)) return;
        if (!_more.TryGetValue(value, out var rows)) _more.Add(value, rows = []);
        rows.Add(row);
    }

    public void Remove(object? value, int row)
    {
        if (value is null || !_first.TryGetValue(value, out var first)) return;
        if (!_more.TryGetValue(value, out var rows))
        {
            if (first == row) _first.Remove(value);
            return;
        }

        if (first == row)
        {
            _first[value] = rows[0];
            rows.RemoveAt(0);
        }
        else rows.Remove(row);
        if (rows.Count == 0) _more.Remove(value);
    }

    public IReadOnlyList<int> Of(object value) =>
        !_first.TryGetValue(value, out var first) ? [] : _more.TryGetValue(value, out var rows) ? [first, .. rows] : [first];

    sealed class Values(bool isCaseSensitive) : IEqualityComparer<object>
    {
        readonly StringComparer _texts = isCaseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

        public new bool Equals(object? one, object? other) =>
            one is string text && other is string otherText ? _texts.Equals(text, otherText) : object.Equals(one, other);

        public int GetHashCode(object value) => value is string text ? _texts.GetHashCode(text) : value.GetHashCode();
    }
}
