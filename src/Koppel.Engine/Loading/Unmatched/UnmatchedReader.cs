using Koppel.Engine.DuckDb;
using Koppel.Engine.Events;
using Koppel.Engine.Reading;

namespace Koppel.Engine.Loading.Unmatched;

/// <summary>
/// Finds the rows of a load's sources that no join found a partner for. Each source is asked once more, in DuckDB: no call to any system.
/// </summary>
/// <param name="workspace">Has the sources.</param>
/// <param name="watch">Has the keys of the rows that were read.</param>
/// <param name="list">Gets all rows, or null.</param>
internal sealed class UnmatchedReader(Workspace workspace, JoinWatch watch, UnmatchedList? list)
{
    readonly List<string> _notes = [];

    /// <summary>Finds them, now that the load's query was read.</summary>
    public async Task<UnmatchedFound> FindAsync(StatementActivity activity, CancellationToken cancellationToken)
    {
        var joins = watch.Joins.Select((join, i) => new UnmatchedCount(join, i + 1, join.Obstacle)).ToList();
        foreach (var source in joins.GroupBy(j => j.Join.Need)) await ReadAsync([.. source], activity, cancellationToken);
        var told = joins.Where(j => j.Obstacle is null).ToList();
        list?.Seal(told);
        return new UnmatchedFound([.. told.Select(j => j.Rows)], _notes);
    }

    /// <summary>Reads a source, once for all its joins.</summary>
    async Task ReadAsync(IReadOnlyList<UnmatchedCount> joins, StatementActivity activity, CancellationToken cancellationToken)
    {
        var (need, scan) = (joins[0].Join.Need, joins[0].Join.Source);
        if (scan is { Plan.Asked: null }) return; // DuckDB did without it.
        var known = joins.Where(j => j.Obstacle is null).ToList();
        long rows = 0;
        if (scan is null or { Plan.IsStaged: true })
        {
            var table = scan is null ? watch.LocalName(need) : await workspace.Stager.StageAsync(scan, cancellationToken);
            var source = new SourceQuery(need, table, scan?.Plan.Kept.Select(c => c.Name) ?? need.Names, known);
            await using var query = await workspace.OpenAsync(source.Sql, activity, cancellationToken);
            await foreach (var chunk in query.ReadAsync(cancellationToken))
            {
                using var _ = chunk;
                rows += chunk.Count;
                for (var row = 0; row < chunk.Count; row++) Take(chunk.Vectors, row, source);
            }
            if (rows == 0) return;
        }
        foreach (var other in joins.Except(known))
            _notes.Add(
                $"how many rows of {need.Reference} have no partner in {other.Join.Target.Reference} by {other.Join.By} is not known: "
                    + $"{other.Obstacle}");
    }

    void Take(VectorCells[] cells, int from, SourceQuery source)
    {
        string? values = null;
        foreach (var (join, first) in source.Keys)
        {
            if (join.Take(cells, from, first) is { } row) list?.Add(join.Number, row, values ??= source.Values(cells, from));
        }
    }
}
