using System.Data;
using System.Globalization;
using DuckDB.NET.Data;
using Koppel.Engine.Events;
using Koppel.Engine.Ledger;
using Koppel.Engine.Loading.Cells;
using Koppel.Engine.Loading.Changes;
using Koppel.Engine.Loading.Unmatched;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>
/// Finds out what an <c>update</c>, <c>delete</c>, <c>merge</c> or <c>synchronize</c> changes: (1) the query of the changes is built and checked before
/// any call, (2) DuckDB works the changes out, (3) the rows of each kind go to a session of the target.
/// </summary>
internal sealed class ChangeReader(Session session, string script, ExecuteOptions options, WriteStatement statement, IWritableTable target, long? run)
{
    /// <summary>Reads what must be read.</summary>
    /// <param name="connection">The target's connection.</param>
    /// <param name="activity">What the statement does.</param>
    /// <param name="checkedOut">Is called when all is known to be right, before any call; gives the load's record.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<(ChangeWriter Writer, IReadOnlyList<Column> Columns, IReadOnlyList<string> Reading, UnmatchedFound Unmatched)> ReadAsync(
        string connection, StatementActivity activity, Func<Task<LedgerStatement?>> checkedOut, CancellationToken cancellationToken)
    {
        ChangeQuery? query = null;
        PreparedStatement? bound = null;
        ChangeWriter? writer = null;
        try
        {
            query = await BuildAsync(connection, activity, cancellationToken);
            bound = await session.BindAsync(script, query.Sql, query.Identifiers ?? statement.Identifiers, activity, cancellationToken);
            query = query with { Sql = bound.Sql };
            await session.ShowAsync(bound, cancellationToken);
            await DescribeAsync(query.Sql, bound, cancellationToken);
            var recorded = await checkedOut();
            List<(ChangePart Part, IWriteSession Session)> parts = [.. query.Parts.Select(p => (p, target.BeginWrite(p.Request)))];
            writer = new ChangeWriter(parts);
            writer.Notes.AddRange(query.Notes);
            if (statement is SynchronizeStatement or MergeStatement or UndoStatement) LoadRunner.Observe(bound, target.SideReads, connection, writer);
            var cases = CaseWatch.Begin(query, bound.Uses.FirstOrDefault(u => u.Connection == connection && u.Table.Schema.IsNamed(statement.Table.FullName)));
            var watch = new JoinWatch(connection);
            string? reason = null;
            if (query.Read is { } read) await read(bound, cancellationToken);
            else reason = await session.PlanAsync(bound, query.Sql.Sql, explains: false, cancellationToken, watch: watch);
            var reading = await ReadExplainer.ExplainAsync(bound, reason, cancellationToken, estimate: false);
            var table = await KeepAsync(query.Sql, bound, cancellationToken);
            var unmatched = await new UnmatchedReader(session, watch, UnmatchedList.Of(recorded)).FindAsync(activity, cancellationToken);
            session.Files.Verify();
            if (query.Review is { } review) writer.Notes.AddRange(await review(table, cancellationToken));
            await CountAsync(query, table, writer, cancellationToken);
            if (statement is UpdateStatement or DeleteStatement) await TellCaseAsync(bound, connection, table, writer, cancellationToken);
            if (cases is not null && await cases.FindAsync(session, statement, table, activity, cancellationToken) is { } note) writer.Notes.Add(note);
            if (query.LeavesTargetRows) await TellLeftAsync(bound, connection, table, writer, cancellationToken);
            foreach (var (part, to) in parts)
            {
                await using var rows = await session.OpenAsync(query.Select(part, table), activity, cancellationToken);
                await new RowFeed(part.Request.Columns) { IsNumbered = true, TellsBefore = part.Operation == WriteOperation.Update }.RunAsync(rows, to, cancellationToken);
            }
            return (writer, [.. query.Columns, .. query.Keys], reading, unmatched);
        }
        catch (Exception fault)
        {
            if (writer is not null) await writer.DisposeAsync();
            if (query is null) throw;
            var told = FaultTranslator.Translate(fault, query.Sql, script, bound);
            if (told == fault) throw;
            throw told;
        }
        finally
        {
            session.Stager.Clear();
        }
    }

    async Task<ChangeQuery> BuildAsync(string connection, StatementActivity activity, CancellationToken cancellationToken)
    {
        if (!target.Schema.Columns.Any(c => c.IsKey)) throw Fault(statement.Table, $"{statement.Table.Text} has no key, so that none of its rows can be told from the others. Insert is all that it can.");
        switch (statement)
        {
            case DeleteStatement delete:
                Check(TableVerbs.Delete, delete.Part.Start, "delete".Length);
                return new RowChangeQuery(script, target.Schema, options.Variables).Of(delete);
            case UpdateStatement update:
                Check(TableVerbs.Update, update.Part.Start, "update".Length);
                return new RowChangeQuery(script, target.Schema, options.Variables).Of(update);
            case UndoStatement undo:
                return await new UndoQuery(session, script, undo, target.Schema, connection, new UndoMoment(options.DryRun, options.DryRun ? null : run)).BuildAsync(activity, cancellationToken);
            case SynchronizeStatement synchronize:
                foreach (var said in synchronize.Operations)
                    if (said.Operation != WriteOperation.Insert) Check(said.Operation == WriteOperation.Update ? TableVerbs.Update : TableVerbs.Delete, said.Start, said.Length);
                var query = new SynchronizeQuery(script, synchronize, target.Schema, options.Variables);
                var built = query.Build(await SourceColumnsAsync(query.Source(), activity, cancellationToken));
                if (synchronize.Find(WriteOperation.Delete) is not { OnlyOwn: true } own) return built;
                if (session.Ledger is null) throw QueryException.At(script, own.Start, own.Length, "delete only own needs the ledger, which knows what earlier loads wrote, and this session has none.");
                if (target.Schema.Identity.Count == 0) throw QueryException.At(script, own.Start, own.Length, $"delete only own is not possible for {statement.Table.Text}: nothing tells which of its rows a load wrote.");
                return built with { Review = new OwnRows(session, target.Schema, connection, activity).ReviewAsync };
            case MergeStatement merge:
                foreach (var clause in merge.Clauses.Where(c => c.Action is MergeAction.Update or MergeAction.Delete))
                    Check(clause.Action == MergeAction.Update ? TableVerbs.Update : TableVerbs.Delete, clause.Start, clause.Length);
                var merging = new MergeQuery(script, merge, target.Schema, options.Variables) { SourceHidden = await HiddenAsync(merge, cancellationToken) };
                return merging.Build(await SourceColumnsAsync(merging.Source(), activity, cancellationToken));
            default:
                throw new InvalidOperationException($"{statement.Kind} is no change.");
        }
    }

    void Check(TableVerbs verb, int start, int length)
    {
        if (target.Schema.Verbs.HasFlag(verb)) return;
        if (target.Schema.Refusals.TryGetValue(verb == TableVerbs.Update ? WriteOperation.Update : WriteOperation.Delete, out var reason)) throw QueryException.At(script, start, length, reason);
        throw QueryException.At(script, start, length, verb == TableVerbs.Update
            ? $"Rows of {statement.Table.Text} cannot be updated: the system has no call for it. {(target.Schema.Verbs.HasFlag(TableVerbs.Delete) ? "Delete the row and insert another." : "Insert is all that it can.")}"
            : $"Rows of {statement.Table.Text} cannot be deleted: the system has no call for it.");
    }

    /// <summary>Hidden columns of the source, of which a merge speaks, when the source is a table and no query.</summary>
    async Task<IReadOnlyList<string>> HiddenAsync(MergeStatement merge, CancellationToken cancellationToken)
    {
        var words = merge.Source.Tokens.Where(t => !t.IsBlank).ToList();
        if (TableReference.StartingAt(script, words, 0) is not var (table, next) || next < words.Count || session.Binder.FindConnection(table.Alias) is null) return [];
        var found = (await session.Binder.FindAsync(script, table, cancellationToken)).Table.Schema;
        return [.. found.Columns.Where(c => c is { Hidden: true, WriteOnly: false } && merge.Identifiers.Contains(c.Name)).Select(c => c.Name)];
    }

    async Task<List<SourceColumn>> SourceColumnsAsync(RewrittenSql source, StatementActivity activity, CancellationToken cancellationToken)
    {
        var bound = await session.BindAsync(script, source, statement.Identifiers, activity, cancellationToken);
        await session.ShowAsync(bound, cancellationToken);
        return await DescribeAsync(bound.Sql, bound, cancellationToken);
    }

    /// <summary>The columns of a query; also finds all that is wrong with it.</summary>
    async Task<List<SourceColumn>> DescribeAsync(RewrittenSql sql, PreparedStatement bound, CancellationToken cancellationToken)
    {
        var describe = sql.Described();
        try
        {
            return await session.Runner.QueryAsync(describe.Sql, SourceColumn.Read, cancellationToken);
        }
        catch (DuckDBException fault)
        {
            throw FaultTranslator.Translate(fault, describe, script, bound);
        }
    }

    /// <summary>Works the changes out. A fault in it is told at the place of what failed, which stands elsewhere in this statement than in the query.</summary>
    async Task<string> KeepAsync(RewrittenSql query, PreparedStatement bound, CancellationToken cancellationToken)
    {
        var keeping = Stager.Keeping("changes", query);
        try
        {
            return await session.Stager.KeepAsync("changes", keeping, cancellationToken);
        }
        catch (DuckDBException fault)
        {
            throw FaultTranslator.Translate(fault, keeping, script, bound);
        }
    }

    /// <summary>Enters the rows that no session gets, and holds to the caps.</summary>
    async Task CountAsync(ChangeQuery query, string table, ChangeWriter writer, CancellationToken cancellationToken)
    {
        var counts = (await session.Runner.QueryAsync($"select op, count(*) from {table} group by op", r => (Op: r.GetString(0), Count: r.GetInt64(1)), cancellationToken))
            .ToDictionary(c => c.Op, c => c.Count);
        foreach (var error in query.Errors.Where(e => counts.ContainsKey(e.Op))) throw await ErrorAsync(error, counts[error.Op], table, cancellationToken);
        await TellEmptyAsync(counts.GetValueOrDefault(ChangeQuery.Empty), query, table, writer, cancellationToken);
        writer.Unchanged = counts.GetValueOrDefault(ChangeQuery.Unchanged);
        if (counts.GetValueOrDefault(ChangeQuery.Withheld) is > 0 and var withheld)
        {
            writer.Unchanged += withheld;
            writer.Notes.Add($"{Rows(withheld)} that only {statement.Table.Text} has {(withheld == 1 ? "is" : "are")} left: a rejected row of the source, which tells no value by which a row is found, may mean {(withheld == 1 ? "it" : "one of them")}");
        }
        if (counts.GetValueOrDefault(ChangeQuery.Unidentified) is > 0 and var unidentified)
        {
            writer.Unchanged += unidentified;
            writer.Notes.Add($"{Rows(unidentified)} of the source {(unidentified == 1 ? "is" : "are")} left, because a column of identified by has no value there");
        }
        foreach (var part in query.Parts.Where(p => p.Said?.Cap is not null))
        {
            var (cap, over) = (part.Said!.Cap!.Value, counts.GetValueOrDefault(part.Op) - part.Said.Cap.Value);
            if (over <= 0) continue;
            if (part.Said.Fails)
                throw QueryException.At(script, part.Said.Start, part.Said.Length, $"{part.Op} would change {counts[part.Op]} rows of {statement.Table.Text}, more than {cap}. Nothing was sent. Look at the source, or raise the number.");
            writer.Unchanged += over;
            writer.Notes.Add($"{part.Op} ends after {cap} rows: {over} more are left as they are");
        }
        foreach (var operation in new[] { WriteOperation.Insert, WriteOperation.Update })
        {
            if (query.Parts.Any(p => p.Operation == operation) || counts.GetValueOrDefault(operation.ToWord()) is not (> 0 and var left)) continue;
            writer.Unchanged += left;
            writer.Notes.Add($"{left} rows are left as they are, because {operation.ToWord()} is not named");
        }
        writer.Rejects = await RejectsAsync(query, table, cancellationToken);
        if (!query.IsLeaving) return;
        writer.Unchanged += counts.GetValueOrDefault(ChangeQuery.Left);
        writer.Left = await LeftAsync(query, table, cancellationToken);
    }

    /// <summary>Rows of the source that say nothing are told; when all do, the statement fails.</summary>
    async Task TellEmptyAsync(long empty, ChangeQuery query, string table, ChangeWriter writer, CancellationToken cancellationToken)
    {
        if (empty == 0) return;
        writer.Notes.Add(RefusedRows.NoteOf(empty));
        var others = await session.Runner.QueryAsync($"select 1 from {table} where {ChangeQuery.OfSource} and op <> '{ChangeQuery.Empty}' limit 1", r => r.GetInt32(0), cancellationToken);
        if (others.Count == 0) throw Fault(statement.Table, RefusedRows.AllEmpty(statement.Table.Text, empty, query.Columns));
    }

    async Task<List<LeftRow>> LeftAsync(ChangeQuery query, string table, CancellationToken cancellationToken)
    {
        var values = Enumerable.Range(0, query.Columns.Count).Select(i => $", cast({ChangeQuery.Value(i)} as varchar)");
        return await session.Runner.QueryAsync(
            $"select n, {ChangeQuery.Why}{string.Concat(values)} from {table} where op = '{ChangeQuery.Left}' order by n",
            r => new LeftRow(Convert.ToInt64(r.GetValue(0), CultureInfo.InvariantCulture), [.. Enumerable.Range(2, query.Columns.Count).Select(i => r.IsDBNull(i) ? null : r.GetString(i))], r.GetString(1)),
            cancellationToken);
    }

    /// <summary>A mirror that does not delete says so: tells how many rows only the target has, when no call is needed to know.</summary>
    async Task TellLeftAsync(PreparedStatement bound, string connection, string table, ChangeWriter writer, CancellationToken cancellationToken)
    {
        var use = bound.Uses.FirstOrDefault(u => u.Connection == connection && u.Table.Schema.IsNamed(statement.Table.FullName));
        if (use is not { Needs.Count: 1, Lookup: null, Plan.Request: { Predicates.Count: 0, Limit: null }, Scan.TimesOpened: 1 }) return;
        var (rows, matched) = (await session.Runner.QueryAsync($"select count(*), count(*) filter (where {ChangeQuery.There}) from {table}", r => (r.GetInt64(0), r.GetInt64(1)), cancellationToken))[0];
        var left = use.Scan.RowsRead - matched;
        if (rows > 0 && left > 0) writer.Notes.Add($"delete is not named: {Rows(left)} that only {statement.Table.Text} has {(left == 1 ? "is" : "are")} left"); // Beside an empty source it is not read to its end.
    }

    async Task TellCaseAsync(PreparedStatement bound, string connection, string table, ChangeWriter writer, CancellationToken cancellationToken)
    {
        var use = bound.Uses.FirstOrDefault(u => u.Connection == connection && u.Table.Schema.IsNamed(statement.Table.FullName));
        var found = await session.Runner.QueryAsync($"select count(*) from {table}", r => r.GetInt64(0), cancellationToken);
        if (CaseNote.Of(use, found[0]) is { } note) writer.Notes.Add(note);
    }

    /// <summary>The fault of a merge that says <c>then error</c>, with what it says of the first row.</summary>
    async Task<QueryException> ErrorAsync(ChangeError error, long rows, string table, CancellationToken cancellationToken)
    {
        var said = await session.Runner.QueryAsync(
            $"select coalesce({ChangeQuery.Message}, '') from {table} where op = {SqlText.Literal(error.Op)} order by n limit 1", r => r.GetString(0), cancellationToken);
        return QueryException.At(script, error.Start, error.Length, $"{Rows(rows)} {(rows == 1 ? "comes" : "come")} to this error{(said[0].Length > 0 ? $": {said[0].TrimEnd('.')}" : "")}. Nothing was sent.");
    }

    static string Rows(long rows) => rows == 1 ? "1 row" : $"{rows} rows";

    async Task<List<Reject>> RejectsAsync(ChangeQuery query, string table, CancellationToken cancellationToken)
    {
        // An update need not change what a person knows a row by: then its key tells it.
        var keys = statement is UpdateStatement ? query.Keys.Count : 0;
        var values = Enumerable.Range(0, query.Columns.Count).Select(ChangeQuery.Value).Concat(Enumerable.Range(0, keys).Select(ChangeQuery.Key)).Select(v => $"cast({v} as varchar)");
        var faults = query.Cells.Select((_, i) => FormattableString.Invariant($"{ChangeQuery.Faults}[{i + 1}]"));
        return await session.Runner.QueryAsync(
            $"select n, op{string.Concat(values.Concat(faults).Select(v => ", " + v))} from {table} where op in ('{ChangeQuery.Duplicate}', '{ChangeQuery.Emptied}', '{ChangeQuery.Invalid}') order by n",
            r =>
            {
                var (shown, bad) = (Texts(r, 2, query.Columns.Count + keys), Texts(r, 2 + query.Columns.Count + keys, query.Cells.Count));
                return new Reject(Convert.ToInt64(r.GetValue(0), CultureInfo.InvariantCulture), CheckedCell.Shown(query.Cells, bad, shown), r.GetString(1) switch
                {
                    ChangeQuery.Invalid => CheckedCell.Cause(query.Cells, bad),
                    ChangeQuery.Duplicate => new RejectCause(RejectCode.DuplicateSource, "The source has several rows for the same row of the target, with different values, so that it is not known which counts.", "Leave all but one out."),
                    _ => new RejectCause(RejectCode.ValueMissing, "It has no value where the target has one that cannot be emptied.", "Give it a value, or write ignore nulls."),
                });
            },
            cancellationToken);

        static string?[] Texts(IDataRecord row, int from, int count) => [.. Enumerable.Range(from, count).Select(i => row.IsDBNull(i) ? null : row.GetString(i))];
    }

    QueryException Fault(TableReference table, string message) => QueryException.At(script, table.Start, table.Length, message);
}
