using System.Text.Json;

namespace Koppel.Connectors.Salesforce.Calls;

/// <summary>The rows of a job of which it is not known yet what became of them, found by what a result repeats of them.</summary>
/// <param name="parts">The rows.</param>
internal sealed class OpenRows(IReadOnlyList<JsonElement> parts)
{
    readonly bool[] _isTaken = new bool[parts.Count];
    JobResults.Echo? _echo;
    Dictionary<string, Queue<int>> _byContent = [];

    /// <summary>Takes the rows that a list tells of. One that is told of and was not sent is passed over.</summary>
    public IEnumerable<(JobResults.ResultRow Row, JsonElement Part)> Take(IReadOnlyList<JobResults.ResultRow> rows)
    {
        foreach (var row in rows)
        {
            if (_echo is null || !_echo.Columns.SequenceEqual(row.Echo.Columns, StringComparer.Ordinal)) Index(row.Echo);
            if (!_byContent.TryGetValue(row.Content, out var queue)) continue;
            while (queue.TryDequeue(out var at))
            {
                if (_isTaken[at]) continue;
                _isTaken[at] = true;
                yield return (row, parts[at]);
                break;
            }
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
        _byContent = [];
        for (var i = 0; i < parts.Count; i++)
        {
            if (_isTaken[i]) continue;
            var content = string.Join('\u001f', echo.Columns.Select(c => RowsCsv.CellOf(parts[i], c)));
            if (!_byContent.TryGetValue(content, out var queue)) _byContent.Add(content, queue = new Queue<int>());
            queue.Enqueue(i);
        }
    }
}
