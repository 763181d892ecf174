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
/// <param name="script">The script, for positions.</param>
/// <param name="statement">The statement.</param>
/// <param name="query">The query of its changes.</param>
/// <param name="table">What holds its rows.</param>
/// <param name="writer">Is told what no session gets.</param>
internal sealed class ChangeCounts(
    Workspace workspace, string script, WriteStatement statement, ChangeQuery query, string table, ChangeWriter writer)
{
    /// <summary>Enters the rows that no session gets, and holds to the caps.</summary>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        var counts = (await workspace.Runner.QueryAsync(
            $"select op, count(*) from {table} group by op", r => (Op: r.GetString(0), Count: r.GetInt64(1)), cancellationToken))
            .ToDictionary(c => c.Op, c => c.Count);
        foreach (var error in query.Errors.Where(e => counts.ContainsKey(e.Op)))
            throw await ErrorAsync(error, counts[error.Op], cancellationToken);
        await TellEmptyAsync(counts.GetValueOrDefault(ChangeQuery.Empty), cancellationToken);
        writer.Unchanged = counts.GetValueOrDefault(ChangeQuery.Unchanged);
        if (counts.GetValueOrDefault(ChangeQuery.Withheld) is > 0 and var withheld)
        {
            writer.Unchanged += withheld;
            writer.Notes.Add(
                $"{Rows(withheld)} that only {statement.Table.Text} has {(withheld == 1 ? "is" : "are")} left: a rejected row of the "
                    + $"source, which tells no value by which a row is found, may mean {(withheld == 1 ? "it" : "one of them")}");
        }
        if (counts.GetValueOrDefault(ChangeQuery.Unidentified) is > 0 and var unidentified)
        {
            writer.Unchanged += unidentified;
            writer.Notes.Add(
                $"{Rows(unidentified)} of the source {(unidentified == 1 ? "is" : "are")} left, because a column of identified by has no "
                    + $"value there");
        }
        foreach (var part in query.Parts.Where(p => p.Said?.Cap is not null))
        {
            var (cap, over) = (part.Said!.Cap!.Value, counts.GetValueOrDefault(part.Op) - part.Said.Cap.Value);
            if (over <= 0) continue;
            if (part.Said.Fails)
                throw QueryException.At(script, part.Said.Start, part.Said.Length,
                    $"{part.Op} would change {counts[part.Op]} rows of {statement.Table.Text}, more than {cap}. Nothing was sent. Look "
                        + $"at the source, or raise the number.");
            writer.Unchanged += over;
            writer.Notes.Add($"{part.Op} ends after {cap} rows: {over} more are left as they are");
        }
        foreach (var operation in new[] { WriteOperation.Insert, WriteOperation.Update })
        {
            if (query.Parts.Any(p => p.Operation == operation) || counts.GetValueOrDefault(operation.ToWord()) is not (> 0 and var left))
                continue;
            writer.Unchanged += left;
            writer.Notes.Add($"{left} rows are left as they are, because {operation.ToWord()} is not named");
        }
        writer.Rejects = await RejectsAsync(cancellationToken);
        if (!query.IsLeaving) return;
        writer.Unchanged += counts.GetValueOrDefault(ChangeQuery.Left);
        writer.Left = await LeftAsync(cancellationToken);
    }

    /// <summary>Rows of the source that say nothing are told; when all do, the statement fails.</summary>
    async Task TellEmptyAsync(long empty, CancellationToken cancellationToken)
    {
        if (empty == 0) return;
        writer.Notes.Add(RefusedRows.NoteOf(empty));
        var others = await workspace.Runner.QueryAsync(
            $"select 1 from {table} where {ChangeQuery.OfSource} and op <> '{ChangeQuery.Empty}' limit 1", r => r.GetInt32(0),
            cancellationToken);
        if (others.Count == 0) throw QueryException.At(
                script, statement.Table.Start, statement.Table.Length, RefusedRows.AllEmpty(statement.Table.Text, empty, query.Columns));
    }

    async Task<List<LeftRow>> LeftAsync(CancellationToken cancellationToken)
    {
        var values = Enumerable.Range(0, query.Columns.Count).Select(i => $", cast({ChangeQuery.Value(i)} as varchar)");
        return await workspace.Runner.QueryAsync(
            $"select n, {ChangeQuery.Why}{string.Concat(values)} from {table} where op = '{ChangeQuery.Left}' order by n",
            r => new LeftRow(Convert.ToInt64(r.GetValue(0), CultureInfo.InvariantCulture),
                [.. Enumerable.Range(2, query.Columns.Count).Select(i => r.IsDBNull(i) ? null : r.GetString(i))], r.GetString(1)),
            cancellationToken);
    }

    /// <summary>A mirror that does not delete says so: tells how many rows only the target has, when no call is needed to know.</summary>
    /// <param name="scan">The target as the statement reads it, or null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task TellLeftAsync(TableScan? scan, CancellationToken cancellationToken)
    {
        if (scan is not { TimesOpened: 1, Plan: { Needs.Count: 1, LookUp: null, Asked.Request: { Predicates.Count: 0, Limit: null } } })
            return;
        var (rows, matched) =
            (await workspace.Runner.QueryAsync($"select count(*), count(*) filter (where {ChangeQuery.There}) from {table}",
            r => (r.GetInt64(0), r.GetInt64(1)), cancellationToken))[0];
        var left = scan.RowsRead - matched;
        // Beside an empty source it is not read to its end.
        if (rows > 0 && left > 0)
            writer.Notes.Add($"delete is not named: {Rows(left)} that only {statement.Table.Text} has {(left == 1 ? "is" : "are")} left");
    }

    /// <summary>A condition that finds nothing for its case is told.</summary>
    /// <param name="scan">The target as the statement reads it, or null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task TellCaseAsync(TableScan? scan, CancellationToken cancellationToken)
    {
        var found = await workspace.Runner.QueryAsync($"select count(*) from {table}", r => r.GetInt64(0), cancellationToken);
        if (CaseNote.Of(scan, found[0]) is { } note) writer.Notes.Add(note);
    }

    /// <summary>The fault of a merge that says <c>then error</c>, with what it says of the first row.</summary>
    async Task<QueryException> ErrorAsync(ChangeError error, long rows, CancellationToken cancellationToken)
    {
        var said = await workspace.Runner.QueryAsync(
            $"select coalesce({ChangeQuery.Message}, '') from {table} where op = {SqlText.Literal(error.Op)} order by n limit 1",
            r => r.GetString(0), cancellationToken);
        return QueryException.At(script, error.Start, error.Length,
            $"{Rows(rows)} {(rows == 1 ? "comes" : "come")} to this error{(said[0].Length > 0 ? $": {said[0].TrimEnd('.')}" : "")}"
            + $". Nothing was sent.");
    }

    static string Rows(long rows) => rows == 1 ? "1 row" : $"{rows} rows";

    async Task<List<Reject>> RejectsAsync(CancellationToken cancellationToken)
    {
        // An update need not change what a person knows a row by: then its key tells it.
        var keys = statement is UpdateStatement ? query.Keys.Count : 0;
        var values = Enumerable.Range(0, query.Columns.Count).Select(ChangeQuery.Value)
            .Concat(Enumerable.Range(0, keys).Select(ChangeQuery.Key)).Select(v => $"cast({v} as varchar)");
        var faults = query.Cells.Select((_, i) => FormattableString.Invariant($"{ChangeQuery.Faults}[{i + 1}]"));
        return await workspace.Runner.QueryAsync(
            $"select n, op{string.Concat(values.Concat(faults).Select(v => ", " + v))} from {table} where op in "
                + $"('{ChangeQuery.Duplicate}', '{ChangeQuery.Emptied}', '{ChangeQuery.Invalid}') order by n",
            r =>
            {
                var (shown, bad) = (Texts(r, 2, query.Columns.Count + keys), Texts(r, 2 + query.Columns.Count + keys, query.Cells.Count));
                return new Reject(Convert.ToInt64(r.GetValue(0), CultureInfo.InvariantCulture), CheckedCell.Shown(query.Cells, bad, shown),
                    r.GetString(1) switch
                {
                    ChangeQuery.Invalid => CheckedCell.Cause(query.Cells, bad),
                    ChangeQuery.Duplicate => new RejectCause(RejectCode.DuplicateSource,
                        "The source has several rows for the same row of the target, with different values, so that it is not known which "
                        + "counts.", "Leave all but one out."),
                    _ => new RejectCause(RejectCode.ValueMissing, "It has no value where the target has one that cannot be emptied.",
                        "Give it a value, or write ignore nulls."),
                });
            },
            cancellationToken);

        static string?[] Texts(IDataRecord row, int from, int count) =>
            [.. Enumerable.Range(from, count).Select(i => row.IsDBNull(i) ? null : row.GetString(i))];
    }
}
