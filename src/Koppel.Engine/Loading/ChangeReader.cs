using System.Data;
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
/// Finds out what an <c>update</c>, <c>delete</c>, <c>merge</c> or <c>synchronize</c> changes: (1) the query of the changes is built and
/// checked before any call, (2) DuckDB works the changes out, (3) the rows of each kind go to a session of the target.
/// </summary>
internal sealed class ChangeReader(
    Workspace workspace, string script, ExecuteOptions options, WriteStatement statement, IWritableTable target, long? run)
{
    /// <summary>Reads what must be read.</summary>
    /// <param name="connection">The target's connection.</param>
    /// <param name="activity">What the statement does.</param>
    /// <param name="checkedOut">Is called when all is known to be right, before any call; gives the load's record.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ReadChanges> ReadAsync(
        string connection, StatementActivity activity, Func<Task<LedgerStatement?>> checkedOut, CancellationToken cancellationToken)
    {
        ChangeQuery? query = null;
        PreparedStatement? bound = null;
        ChangeWriter? writer = null;
        try
        {
            query = await BuildAsync(connection, activity, cancellationToken);
            bound = await workspace.BindAsync(script, query.Sql, query.Identifiers ?? statement.Identifiers, activity, cancellationToken);
            query = query with { Sql = bound.Sql };
            await workspace.ShowAsync(bound, cancellationToken);
            await DescribeAsync(query.Sql, bound, cancellationToken);
            var recorded = await checkedOut();
            List<(ChangePart Part, IWriteSession Session)> parts = [.. query.Parts.Select(p => (p, target.BeginWrite(p.Request)))];
            writer = new ChangeWriter(parts);
            writer.Notes.AddRange(query.Notes);
            if (statement is SynchronizeStatement or MergeStatement or UndoStatement)
                LoadRunner.Observe(bound, target.SideReads, connection, writer);
            var cases = CaseWatch.Begin(query, Target(bound, connection));
            var watch = new JoinWatch(connection);
            string? reason = null;
            if (query.Read is { } read) await read(bound, cancellationToken);
            else reason = await workspace.PlanAsync(bound, query.Sql.Sql, explains: false, cancellationToken, watch: watch);
            var reading = await ReadExplainer.ExplainAsync(bound, reason, cancellationToken, estimate: false);
            var table = await KeepAsync(query.Sql, bound, cancellationToken);
            var unmatched = await new UnmatchedReader(workspace, watch, UnmatchedList.Of(recorded)).FindAsync(activity, cancellationToken);
            workspace.Files.Verify();
            if (query.Review is { } review) writer.Notes.AddRange(await review(table, cancellationToken));
            var counts = new ChangeCounts(workspace, script, statement, query, table, writer);
            await counts.EnterAsync(cancellationToken);
            if (statement is UpdateStatement or DeleteStatement) await counts.TellCaseAsync(Target(bound, connection), cancellationToken);
            if (cases is not null && await cases.FindAsync(workspace, statement, table, activity, cancellationToken) is { } note)
                writer.Notes.Add(note);
            if (query.LeavesTargetRows) await counts.TellLeftAsync(Target(bound, connection), cancellationToken);
            foreach (var (part, to) in parts)
            {
                await using var rows = await workspace.OpenAsync(query.Select(part, table), activity, cancellationToken);
                await new RowFeed(part.Request.Columns) { IsNumbered = true,
                    TellsBefore = part.Operation == WriteOperation.Update }.RunAsync(rows, to, cancellationToken);
            }
            return new ReadChanges(writer, [.. query.Columns, .. query.Keys], reading, unmatched);
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
            workspace.Stager.Clear();
        }
    }

    async Task<ChangeQuery> BuildAsync(string connection, StatementActivity activity, CancellationToken cancellationToken)
    {
        if (!target.Schema.Columns.Any(c => c.IsKey))
            throw Fault(statement.Table,
                $"{statement.Table.Text} has no key, so that none of its rows can be told from the others. Insert is all that it can.");
        switch (statement)
        {
            case DeleteStatement delete:
                Check(TableVerbs.Delete, delete.Part.Start, "delete".Length);
                return new RowChangeQuery(script, target.Schema, options.Variables).Of(delete);
            case UpdateStatement update:
                Check(TableVerbs.Update, update.Part.Start, "update".Length);
                return new RowChangeQuery(script, target.Schema, options.Variables).Of(update);
            case UndoStatement undo:
                return await new UndoQuery(workspace, script, undo, target.Schema, connection,
                    new UndoMoment(options.DryRun, options.DryRun ? null : run)).BuildAsync(activity, cancellationToken);
            case SynchronizeStatement synchronize:
                foreach (var said in synchronize.Operations)
                    if (said.Operation != WriteOperation.Insert)
                        Check(said.Operation == WriteOperation.Update ? TableVerbs.Update : TableVerbs.Delete, said.Start, said.Length);
                var query = new SynchronizeQuery(script, synchronize, target.Schema, options.Variables);
                var built = query.Build(await SourceColumnsAsync(query.Source(), activity, cancellationToken));
                if (synchronize.Find(WriteOperation.Delete) is not { OnlyOwn: true } own) return built;
                if (workspace.Ledger is null)
                    throw QueryException.At(script, own.Start, own.Length,
                        "delete only own needs the ledger, which knows what earlier loads wrote, and this session has none.");
                if (target.Schema.Identity.Count == 0)
                    throw QueryException.At(script, own.Start, own.Length,
                        $"delete only own is not possible for {statement.Table.Text}: nothing tells which of its rows a load wrote.");
                return built with { Review = new OwnRows(workspace, target.Schema, connection, activity).ReviewAsync };
            case MergeStatement merge:
                foreach (var clause in merge.Clauses.Where(c => c.Action is MergeAction.Update or MergeAction.Delete))
                    Check(clause.Action == MergeAction.Update ? TableVerbs.Update : TableVerbs.Delete, clause.Start, clause.Length);
                var merging = new MergeQuery(
                    script, merge, target.Schema, options.Variables) { SourceHidden = await HiddenAsync(merge, cancellationToken) };
                return merging.Build(await SourceColumnsAsync(merging.Source(), activity, cancellationToken));
            default:
                throw new InvalidOperationException($"{statement.Kind} is no change.");
        }
    }

    void Check(TableVerbs verb, int start, int length)
    {
        if (target.Schema.Verbs.HasFlag(verb)) return;
        if (target.Schema.Refusals.TryGetValue(verb == TableVerbs.Update ? WriteOperation.Update : WriteOperation.Delete, out var reason))
            throw QueryException.At(script, start, length, reason);
        throw QueryException.At(script, start, length, verb == TableVerbs.Update
            ? $"Rows of {statement.Table.Text} cannot be updated: the system has no call for it. "
                + (target.Schema.Verbs.HasFlag(TableVerbs.Delete) ? "Delete the row and insert another." : "Insert is all that it can.")
            : $"Rows of {statement.Table.Text} cannot be deleted: the system has no call for it.");
    }

    /// <summary>Hidden columns of the source, of which a merge speaks, when the source is a table and no query.</summary>
    async Task<IReadOnlyList<string>> HiddenAsync(MergeStatement merge, CancellationToken cancellationToken)
    {
        var words = merge.Source.Tokens.Where(t => !t.IsBlank).ToList();
        if (TableReference.StartingAt(script, words, 0) is not var (table, next) || next < words.Count
            || workspace.Binder.FindConnection(table.Alias) is null) return [];
        var found = (await workspace.Binder.FindAsync(script, table, cancellationToken)).Table.Schema;
        return [
            .. found.Columns.Where(c => c is { Hidden: true, WriteOnly: false } && merge.Identifiers.Contains(c.Name)).Select(c => c.Name)];
    }

    async Task<List<SourceColumn>> SourceColumnsAsync(RewrittenSql source, StatementActivity activity, CancellationToken cancellationToken)
    {
        var bound = await workspace.BindAsync(script, source, statement.Identifiers, activity, cancellationToken);
        await workspace.ShowAsync(bound, cancellationToken);
        return await DescribeAsync(bound.Sql, bound, cancellationToken);
    }

    /// <summary>The columns of a query; also finds all that is wrong with it.</summary>
    async Task<List<SourceColumn>> DescribeAsync(RewrittenSql sql, PreparedStatement bound, CancellationToken cancellationToken)
    {
        var describe = sql.Described();
        try
        {
            return await workspace.Runner.QueryAsync(describe.Sql, SourceColumn.Read, cancellationToken);
        }
        catch (DuckDBException fault)
        {
            throw FaultTranslator.Translate(fault, describe, script, bound);
        }
    }

    /// <summary>
    /// Works the changes out. A fault in it is told at the place of what failed, which stands elsewhere in this statement than in the
    /// query.
    /// </summary>
    async Task<string> KeepAsync(RewrittenSql query, PreparedStatement bound, CancellationToken cancellationToken)
    {
        var keeping = Stager.Keeping("changes", query);
        try
        {
            return await workspace.Stager.KeepAsync("changes", keeping, cancellationToken);
        }
        catch (DuckDBException fault)
        {
            throw FaultTranslator.Translate(fault, keeping, script, bound);
        }
    }

    /// <summary>The target as the statement reads it, or null.</summary>
    TableUse? Target(PreparedStatement bound, string connection) =>
        bound.Uses.FirstOrDefault(u => u.Connection == connection && u.Table.Schema.IsNamed(statement.Table.FullName));

    QueryException Fault(TableReference table, string message) => QueryException.At(script, table.Start, table.Length, message);
}

/// <summary>What a statement changes, read and given to sessions of its target.</summary>
/// <param name="Writer">The sessions.</param>
/// <param name="Columns">The columns that they get.</param>
/// <param name="Reading">How the tables were read, as lines of text.</param>
/// <param name="Unmatched">The rows of its source without a partner.</param>
internal sealed record ReadChanges(
    ChangeWriter Writer, IReadOnlyList<Column> Columns, IReadOnlyList<string> Reading, UnmatchedFound Unmatched);
