using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>
/// Contact and tag of each row of a load, as ids; ids below zero stand for what is to be created. A load can have millions of rows.
/// </summary>
internal sealed class PairList
{
    const int PartSize = RowBatch.Capacity;

    readonly List<long[]> _contacts = [];
    readonly List<long[]> _tags = [];
    int _count = 1; // Rows are counted from 1.

    /// <summary>More rows are there.</summary>
    public void Grow(int rows)
    {
        _count += rows;
        while (_contacts.Count * PartSize < _count)
        {
            _contacts.Add(new long[PartSize]);
            _tags.Add(new long[PartSize]);
        }
    }

    /// <summary>Sets a row's pair.</summary>
    public void Set(int row, long contact, long tag)
    {
        _contacts[row / PartSize][row % PartSize] = contact;
        _tags[row / PartSize][row % PartSize] = tag;
    }

    /// <summary>The contact of a row; 0 while it has none.</summary>
    public long ContactOf(int row) => _contacts[row / PartSize][row % PartSize];

    /// <summary>The tag of a row.</summary>
    public long TagOf(int row) => _tags[row / PartSize][row % PartSize];
}
