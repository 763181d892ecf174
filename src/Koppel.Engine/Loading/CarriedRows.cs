using System.Text;
using System.Text.Json;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>
/// The rows that stand in calls of an earlier attempt at a load. When its source is read again they are known by their values, since a
/// query need not give its rows in the same order twice; each is left out as often as it stands in the calls.
/// </summary>
internal sealed class CarriedRows
{
    readonly Dictionary<ulong, int> _left = [];

    /// <summary>Reads them from what the calls carry.</summary>
    public CarriedRows(IEnumerable<ReadOnlyMemory<byte>> contents)
    {
        foreach (var content in contents)
        {
            using var json = JsonDocument.Parse(content);
            foreach (var values in JournalRows.Values(json.RootElement))
            {
                var hash = Hash(values);
                _left[hash] = _left.GetValueOrDefault(hash) + 1;
            }
        }
    }

    /// <summary>Whether the row stands in a call that was not met yet; it is met by this.</summary>
    public bool Take(RowBatch rows, int row)
    {
        var hash = Hash(rows.Show(row));
        if (!_left.TryGetValue(hash, out var left)) return false;
        if (left == 1) _left.Remove(hash);
        else _left[hash] = left - 1;
        return true;
    }

    /// <summary>64 bits of FNV: among millions of rows two different ones have the same once in a hundred thousand loads.</summary>
    static ulong Hash(IReadOnlyList<string?> values)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var value in values)
        {
            // A target may have taken out what is invisible in a name before it entered the row in a call.
            foreach (var c in value is null ? "\0" : Ascii.IsValid(value) ? value : InvisibleText.Clean(value, out _))
                hash = (hash ^ c) * 1_099_511_628_211UL;
            hash = (hash ^ 0x1F) * 1_099_511_628_211UL;
        }
        return hash;
    }
}
