using System.Runtime.InteropServices;
using System.Text.Json;

namespace Koppel.Connectors.Salesforce.Calls;

/// <summary>The rows of a job of which it is not known yet what became of them, found by what a result repeats of them.</summary>
/// <param name="parts">The rows.</param>
internal sealed class OpenRows(IReadOnlyList<JsonElement> parts)
{
    const int None = -1;

    readonly bool[] _isTaken = new bool[parts.Count];

    /// <summary>Behind each row, the next one that says the same.</summary>
    readonly int[] _same = new int[parts.Count];

    JobResults.Echo? _echo;
    Dictionary<string, int> _byContent = [];

    /// <summary>Takes the rows that a list tells of. One that is told of and was not sent is passed over.</summary>
    public IEnumerable<(JobResults.ResultRow Row, JsonElement Part)> Take(IReadOnlyList<JobResults.ResultRow> rows)
    {
        foreach (var row in rows)
        {
            if (_echo is null || !_echo.Columns.SequenceEqual(row.Echo.Columns, StringComparer.Ordinal)) Index(row.Echo);
            if (!_byContent.TryGetValue(row.Content, out var at)) continue;
            while (at != None && _isTaken[at]) at = _same[at];
            _byContent[row.Content] = at == None ? None : _same[at];
            if (at == None) continue;
            _isTaken[at] = true;
            yield return (row, parts[at]);
        }
    }

    /// <summary>Takes all that are left.</summary>
    public IReadOnlyList<JsonElement> TakeAll()
    {
        var left = Enumerable.Range(0, parts.Count).Where(i => !_isTaken[i]).ToList();
        foreach (var i in left) _isTaken[i] = true;
        return left.ConvertAll(i => parts[i]);
    }

    void Index(JobResults.Echo echo)
    {
        _echo = echo;
        _byContent = new Dictionary<string, int>(parts.Count);
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            if (_isTaken[i]) continue;
            ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(
                _byContent, string.Join('\u001f', echo.Columns.Select(c => RowsCsv.CellOf(parts[i], c))), out var isThere);
            _same[i] = isThere ? first : None;
            first = i;
        }
    }
}
