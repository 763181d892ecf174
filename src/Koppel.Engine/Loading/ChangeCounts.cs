using System.Data;
using System.Globalization;
using Koppel.Engine.Loading.Cells;
using Koppel.Engine.Loading.Changes;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>
/// What the changes of a statement come to, once DuckDB has worked them out: rows that no session gets, caps, rejects, notes.
/// </summary>
/// <param name="workspace">The session.</param>
/// <param name="statement">The statement.</param>
/// <param name="query">The query of its changes.</param>
/// <param name="table">What holds its rows.</param>
/// <param name="writer">Is told what no session gets.</param>
internal sealed class ChangeCounts(
    Workspace workspace, WriteStatement statement, ChangeQuery query, string table, ChangeWriter writer)
{
    /// <summary>Enters the rows that no session gets, and holds to the caps.</summary>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        var counts = (await workspace.Runner.QueryAsync(
            $"select op, count(*) from {table} group by op", r => (Op: r.GetString(0), Count: r.GetInt64(1)), cancellationToken))
            .ToDictionary(c => c.Op, c => c.Count);
        foreach (var (op, place) in query.Errors.Where(e => counts.ContainsKey(e.Op)))
            throw await ErrorAsync(op, place, counts[op], cancellationToken);
        await TellEmptyAsync(Count(ChangeQuery.Empty), cancellationToken);
        writer.Unchanged = Count(ChangeQuery.Unchanged);
        var (withheld, unidentified) = (Count(ChangeQuery.Withheld), Count(ChangeQuery.Unidentified));
        Leave(withheld, $"{Rows(withheld)} that only {statement.Table.Text} has {(withheld == 1 ? "is" : "are")} left: a rejected row of "
            + $"the source, which tells no value by which a row is found, may mean {(withheld == 1 ? "it" : "one of them")}");
        Leave(unidentified, $"{Rows(unidentified)} of the source {(unidentified == 1 ? "is" : "are")} left, because a column of identified "
            + $"by has no value there");
        foreach (var part in query.Parts)
        {
            if (part.Said is not { Cap: { } cap } said || Count(part.Op) - cap is not (> 0 and var over)) continue;
            if (said.Fails)
                throw QueryException.At(statement.Script, said,
                    $"{part.Op} would change {Count(part.Op)} rows of {statement.Table.Text}, more than {cap}. Nothing was sent. Look at "
                        + $"the source, or raise the number.");
            Leave(over, $"{part.Op} ends after {cap} rows: {over} more are left as they are");
        }
        foreach (var op in new[] { WriteOperation.Insert, WriteOperation.Update }.Select(o => o.ToWord()))
            if (query.Parts.All(p => p.Op != op)) Leave(Count(op), $"{Count(op)} rows are left as they are, because {op} is not named");
        writer.Rejects = await RejectsAsync(cancellationToken);
        if (!query.IsLeaving) return;
        writer.Unchanged += Count(ChangeQuery.Left);
        writer.Left = await RowsAsync(
            $"'{ChangeQuery.Left}'", 0, [ChangeQuery.Why], (row, _, shown, why) => new LeftRow(row, shown, why[0]!), cancellationToken);

        long Count(string op) => counts.GetValueOrDefault(op);

        void Leave(long rows, string note)
        {
            writer.Unchanged += rows;
            if (rows > 0) writer.Notes.Add(note);
        }
    }

    /// <summary>Rows of the source that say nothing are told; when all do, the statement fails.</summary>
    async Task TellEmptyAsync(long empty, CancellationToken cancellationToken)
    {
        if (empty == 0) return;
        writer.Notes.Add(RefusedRows.NoteOf(empty));
        if (await workspace.NumberAsync(
            $"select count(*) from {table} where {ChangeQuery.OfSource} and op <> '{ChangeQuery.Empty}'", cancellationToken) == 0)
            throw QueryException.At(
                statement.Script, statement.Table, RefusedRows.AllEmpty(statement.Table.Text, empty, query.Columns));
    }

    /// <summary>A mirror that does not delete says so: tells how many rows only the target has, when no call is needed to know.</summary>
    /// <param name="scan">The target as the statement reads it, or null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task TellLeftAsync(TableScan? scan, CancellationToken cancellationToken)
    {
        if (scan is not { TimesOpened: 1, Plan: { Needs.Count: 1, LookUp: null, Asked.Request: { Predicates.Count: 0, Limit: null } } })
            return;
        // Beside an empty source it is not read to its end.
        if (await workspace.NumberAsync($"select count(*) from {table}", cancellationToken) == 0) return;
        var matched = await workspace.NumberAsync($"select count(*) from {table} where {ChangeQuery.There}", cancellationToken);
        if (scan.RowsRead - matched is > 0 and var left)
            writer.Notes.Add($"delete is not named: {Rows(left)} that only {statement.Table.Text} has {(left == 1 ? "is" : "are")} left");
    }

    /// <summary>A condition that finds nothing for its case is told.</summary>
    /// <param name="scan">The target as the statement reads it, or null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task TellCaseAsync(TableScan? scan, CancellationToken cancellationToken)
    {
        if (ConditionCaseNote.Of(scan, await workspace.NumberAsync($"select count(*) from {table}", cancellationToken)) is { } note)
            writer.Notes.Add(note);
    }

    /// <summary>The fault of a merge that says <c>then error</c>, with what it says of the first row.</summary>
    async Task<QueryException> ErrorAsync(string op, IScriptPlace place, long rows, CancellationToken cancellationToken)
    {
        var said = await workspace.Runner.QueryAsync(
            $"select coalesce({ChangeQuery.Message}, '') from {table} where op = {SqlText.Literal(op)} order by n limit 1",
            r => r.GetString(0), cancellationToken);
        return QueryException.At(statement.Script, place,
            $"{Rows(rows)} {(rows == 1 ? "comes" : "come")} to this error{(said[0].Length > 0 ? $": {said[0].TrimEnd('.')}" : "")}"
            + $". Nothing was sent.");
    }

    static string Rows(long rows) => rows == 1 ? "1 row" : $"{rows} rows";

    Task<List<Reject>> RejectsAsync(CancellationToken cancellationToken) => RowsAsync(
        $"'{ChangeQuery.Duplicate}', '{ChangeQuery.Emptied}', '{ChangeQuery.Invalid}'",
        // An update need not change what a person knows a row by: then its key tells it.
        statement is UpdateStatement ? query.Keys.Count : 0,
        query.Cells.Select((_, i) => $"{ChangeQuery.Faults}[{i + 1}]"),
        (row, op, shown, bad) => new Reject(row, CheckedCell.Shown(query.Cells, bad, shown), op switch
        {
            ChangeQuery.Invalid => CheckedCell.Cause(query.Cells, bad),
            ChangeQuery.Duplicate => new RejectCause(RejectCode.DuplicateSource,
                "The source has several rows for the same row of the target, with different values, so that it is not known which "
                    + "counts.", "Leave all but one out."),
            _ => new RejectCause(RejectCode.ValueMissing, "It has no value where the target has one that cannot be emptied.",
                "Give it a value, or write ignore nulls."),
        }), cancellationToken);

    /// <summary>Rows with which something is done: number, operation, values as they are shown, and other texts.</summary>
    Task<List<T>> RowsAsync<T>(
        string operations, int keys, IEnumerable<string> others, Func<long, string, string?[], string?[], T> read,
        CancellationToken cancellationToken)
    {
        var shown = query.Columns.Select((_, i) => ChangeQuery.Value(i)).Concat(Enumerable.Range(0, keys).Select(ChangeQuery.Key)).ToList();
        var texts = string.Concat(shown.Concat(others).Select(v => $", cast({v} as varchar)"));
        return workspace.Runner.QueryAsync(
            $"select n, op{texts} from {table} where op in ({operations}) order by n",
            r =>
            {
                var all = Enumerable.Range(2, r.FieldCount - 2).Select(i => r.IsDBNull(i) ? null : r.GetString(i)).ToArray();
                var number = Convert.ToInt64(r.GetValue(0), CultureInfo.InvariantCulture);
                return read(number, r.GetString(1), all[..shown.Count], all[shown.Count..]);
            },
            cancellationToken);
    }
}
