using Koppel.Engine.DuckDb;
using Koppel.Engine.Events;
using Koppel.Engine.Loading.Changes;
using Koppel.Engine.Planning;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>
/// Tells of rows of a merge's or a synchronize's source that only upper and lower case, or blanks, keep apart from a row of the target:
/// what was to change that row is taken for another one. Where the system itself compares without case, a synchronize does too, and there
/// is nothing to tell.
/// </summary>
internal sealed class KeyCaseNote
{
    readonly TableScan _target;
    readonly IReadOnlyList<(Column Column, string Value)> _compared;
    readonly KeyCollector _keys;

    KeyCaseNote(TableScan target, IReadOnlyList<(Column Column, string Value)> compared)
    {
        (_target, _compared, _keys) = (target, compared, new KeyCollector([.. compared.Select(c => c.Column)], []));
        target.AddObserver(_keys.Columns, _keys.Observe);
    }

    /// <summary>Begins to look on at the rows of the target, before any is read; null when nothing can be told.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="target">The target as the statement reads it, or null.</param>
    public static KeyCaseNote? Begin(ChangeQuery query, TableScan? target) =>
        target is not null && query.CaseKeys.Count > 0 && query.CaseKeys.All(k => KeyHash.Knows(k.Column))
            ? new KeyCaseNote(target, query.CaseKeys)
            : null;

    /// <summary>The note, or null when there is no such row.</summary>
    /// <param name="workspace">Has the kept rows.</param>
    /// <param name="statement">The merge or synchronize.</param>
    /// <param name="table">What holds the rows.</param>
    /// <param name="activity">What the statement does.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<string?> FindAsync(
        Workspace workspace, WriteStatement statement, string table, StatementActivity activity, CancellationToken cancellationToken)
    {
        if (_target.Plan.Needs.Count > 1) return null; // Some of the rows that came are of the source.
        var (near, key) = (0L, new RowBatch(_keys.Columns, capacity: 1));
        var values = string.Join(", ", _compared.Select(c => $"try_cast({c.Value} as {c.Column.Type})"));
        var asking = $"select {values} from {table} where {ChangeQuery.OfSource} and not {ChangeQuery.There}";
        await using var query = await workspace.OpenAsync(asking, activity, cancellationToken);
        await foreach (var chunk in query.ReadAsync(cancellationToken))
        {
            using var _ = chunk;
            for (var row = 0; row < chunk.Count; row++)
            {
                if (key.Count > 0) key.RemoveLast();
                key.AddRow();
                for (var i = 0; i < key.Columns.Count; i++) BufferCopy.Copy(chunk.Vectors[i], row, key[i], 0);
                if (_keys.Find(key, 0) == KeyMatch.Near) near++;
            }
        }
        return near == 0 ? null : Note(statement, near);
    }

    string Note(WriteStatement statement, long near)
    {
        var by = string.Join(" and ", _compared.Select(c => c.Column.Name));
        var what = $"{Amounts.Rows(near)} of the source {(near == 1 ? "finds" : "find")} no row of {_target.Reference} by "
            + $"{by}, and would if upper and lower case and blanks around it did not count";
        if (statement is not MergeStatement merge)
            return $"{what}: {_target.Reference} tells them apart. Give the source what {_target.Reference} has when the same is meant";
        var text = _compared.First(c => c.Column.IsText).Column.Name;
        return $"{what}: a condition tells them apart. Write lower(trim(…)) on both sides of {merge.Alias}.{text} when they are the same";
    }
}
