using Koppel.Engine.DuckDb;
using Koppel.Engine.Events;
using Koppel.Engine.Ledger;
using Koppel.Engine.Reading;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Loading.Unmatched;

/// <summary>
/// Finds the rows of a load's sources that no join found a partner for. Each source is asked once more, in DuckDB: no call to any system.
/// </summary>
/// <param name="workspace">Has the sources.</param>
/// <param name="watch">Has the keys of the rows that were read.</param>
/// <param name="record">Keeps all rows in the ledger; null where the load is not recorded.</param>
internal sealed class UnmatchedReader(Workspace workspace, JoinWatch watch, ILedgerStatement? record)
{
    /// <summary>So many rows are gathered at most.</summary>
    const int Most = 1_000;

    readonly List<string> _notes = [];
    readonly List<(int, UnmatchedRow, string)> _gathered = [];

    /// <summary>Finds them, now that the load's query was read.</summary>
    public async Task<(IReadOnlyList<UnmatchedRows> Joins, IReadOnlyList<string> Notes)> FindAsync(
        StatementActivity activity, CancellationToken cancellationToken)
    {
        var joins = watch.Joins.Select((join, i) => new UnmatchedCount(join, i + 1, join.Obstacle)).ToList();
        foreach (var source in joins.GroupBy(j => j.Join.Need)) await ReadAsync([.. source], activity, cancellationToken);
        var told = joins.Where(j => j.Obstacle is null).ToList();
        Write();
        if (told.Count > 0) record?.AddUnmatched([.. told.Select(j => (j.Number, j.Rows))]);
        return ([.. told.Select(j => j.Rows)], _notes);
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
            if (join.Take(cells, from, first) is { } row && record is not null)
                _gathered.Add((join.Number, row, values ??= source.Values(cells, from)));
        if (_gathered.Count >= Most) Write();
    }

    void Write()
    {
        if (_gathered.Count > 0) record!.AddUnmatched(_gathered);
        _gathered.Clear();
    }
}
