using Koppel.Engine.DuckDb;
using Koppel.Engine.Planning;
using Koppel.Engine.Reading;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Unmatched;

/// <summary>Counts the rows of a source that find no partner in one join.</summary>
/// <param name="join">The join.</param>
/// <param name="number">Its number in the statement, from 1.</param>
/// <param name="obstacle">Why they cannot be told, or null.</param>
internal sealed class UnmatchedCount(WatchedJoin join, int number, string? obstacle)
{
    /// <summary>How many rows are kept to be shown.</summary>
    const int Shown = 5;

    readonly RowBatch _key = new(join.Keys.Columns, capacity: 1);
    readonly List<UnmatchedRow> _first = [];
    long _rows;
    long _count;
    long _near;

    /// <summary>The join.</summary>
    public WatchedJoin Join => join;

    /// <summary>Its number in the statement, from 1.</summary>
    public int Number => number;

    /// <summary>Why they cannot be told, or null.</summary>
    public string? Obstacle => obstacle;

    /// <summary>What was counted.</summary>
    public UnmatchedRows Rows =>
        new(join.Need.Reference, join.Target.Reference, join.By, _rows, _count)
        {
            Near = _near, Partners = join.Conditions, Bound = join.Bound, First = _first,
        };

    /// <summary>Looks at a row; gives it when it has no partner.</summary>
    /// <param name="cells">The rows: the number of each, and from a place on its key.</param>
    /// <param name="from">The row among them.</param>
    /// <param name="first">The place.</param>
    public UnmatchedRow? Take(VectorCells[] cells, int from, int first)
    {
        if (_key.Count > 0) _key.RemoveLast();
        _key.AddRow();
        for (var i = 0; i < _key.Columns.Count; i++) BufferCopy.Copy(cells[first + i], from, _key[i], 0);
        _rows++;
        var match = join.Keys.Find(_key, 0);
        if (match == KeyMatch.Equal) return null;
        _count++;
        if (match == KeyMatch.Near) _near++;
        var row = new UnmatchedRow(BufferCopy.Number(cells[0], from), Show(), match == KeyMatch.Near);
        if (_first.Count < Shown) _first.Add(row);
        return row;
    }

    string Show() =>
        string.Join(
            ", ", Enumerable.Range(0, _key.Columns.Count).Select(i => _key[i] is { Type.Kind: ColumnKind.Text } text && !text.IsNull(0)
        ? PlanJson.Show(text.Texts[0])
        : _key[i].Show(0)));
}
