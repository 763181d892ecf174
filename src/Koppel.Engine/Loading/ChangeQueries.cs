using Koppel.Engine.Loading.Cells;
using Koppel.Engine.Loading.Changes;
using Koppel.Engine.Sql;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>The query of what an <c>update</c>, <c>delete</c>, <c>merge</c>, <c>synchronize</c> or <c>undo</c> changes.</summary>
/// <param name="context">The load.</param>
/// <param name="target">Where it goes.</param>
/// <param name="describe">Gives the columns of a source.</param>
internal sealed class ChangeQueries(
    LoadContext context, LoadTarget target, Func<RewrittenSql, CancellationToken, Task<List<SourceColumn>>> describe)
{
    readonly string _script = context.Script;
    readonly TableSchema _schema = target.Table.Schema;
    readonly WriteStatement _statement = context.Statement;

    /// <summary>Builds it.</summary>
    /// <exception cref="QueryException">The target cannot do what the statement asks.</exception>
    public async Task<ChangeQuery> BuildAsync(CancellationToken cancellationToken)
    {
        if (_schema.Keys.Count == 0 && _statement is not ApplyStatement)
            throw QueryException.At(_script, _statement.Table,
                $"{_statement.Table.Text} has no key, so that none of its rows can be told from the others. Insert is all that it can.");
        switch (_statement)
        {
            case DeleteStatement delete:
                Check(WriteOperation.Delete, Verb(delete));
                return new RowChangeQuery(_script, _schema, context.Options.Variables).Of(delete);
            case UpdateStatement update:
                Check(WriteOperation.Update, Verb(update));
                return new RowChangeQuery(_script, _schema, context.Options.Variables).Of(update);
            case UndoStatement undo:
                var moment = new UndoMoment(context.Options.DryRun, context.Options.DryRun ? null : context.Recorder.Run);
                return await new UndoQuery(context.Workspace, _script, undo, _schema, target.Connection.Name, moment).BuildAsync(
                    context.Activity, cancellationToken);
            case ApplyStatement apply:
                return await new ApplyQuery(context.Workspace, _script, apply, target.Table).BuildAsync(
                    context.Activity, cancellationToken);
            case SynchronizeStatement synchronize:
                return await OfAsync(synchronize, cancellationToken);
            case InsertStatement insert:
                return await OfAsync(insert, cancellationToken);
            case MergeStatement merge:
                foreach (var clause in merge.Clauses.Where(c => c.Action is MergeAction.Update or MergeAction.Delete))
                    Check(clause.Action == MergeAction.Update ? WriteOperation.Update : WriteOperation.Delete, clause);
                var hidden = await HiddenAsync(merge, cancellationToken);
                var source = await DescribeAsync(MergeQuery.Source(merge, hidden), merge.Source, cancellationToken);
                return new MergeQuery(merge, _schema, source).Build(context.Options.Variables, hidden);
            default:
                throw new InvalidOperationException($"{_statement.Kind} is no change.");
        }
    }

    async Task<ChangeQuery> OfAsync(SynchronizeStatement synchronize, CancellationToken cancellationToken)
    {
        foreach (var said in synchronize.Operations.Where(s => s.Operation != WriteOperation.Insert))
            Check(said.Operation, said);
        var source = await DescribeAsync(SynchronizeQuery.Source(synchronize), synchronize.Source, cancellationToken);
        var built = new SynchronizeQuery(synchronize, _schema, source).Build(context.Options.Variables);
        built = WithNet(synchronize, built);
        if (synchronize.Find(WriteOperation.Delete) is not { OnlyOwn: true } own) return built;
        if (context.Workspace.Ledger is null)
            throw QueryException.At(_script, own,
                "delete only own needs the ledger, which knows what earlier loads wrote, and this session has none.");
        if (_schema.Identity.Count == 0)
            throw QueryException.At(_script, own,
                $"delete only own is not possible for {_statement.Table.Text}: nothing tells which of its rows a load wrote.");
        var rows = new DeleteOnlyOwn(context.Workspace, _schema, target.Connection.Name, context.Activity);
        return built with
        {
            Review = async (changes, cancellation) =>
            {
                // What is left for another reason must still be found by what it was written for.
                IReadOnlyList<Note> notes = built.Review is { } review ? await review(changes, cancellation) : [];
                return [.. notes, .. await rows.ReviewAsync(changes, cancellation)];
            },
        };
    }

    /// <summary>
    /// A mirror never deletes what a load wrote for a row that the source still has. Only a key that the system gives to a row tells that.
    /// </summary>
    ChangeQuery WithNet(SynchronizeStatement synchronize, ChangeQuery built)
    {
        if (synchronize.Find(WriteOperation.Delete) is null || context.Workspace.Ledger is null || built.Keys.Count != 1) return built;
        List<Column> identifiedBy = [.. synchronize.IdentifiedBy.Select(i => _schema.Find(i.Name)!)];
        if (!identifiedBy.TrueForAll(built.Columns.Contains)) return built;
        var net = new WrittenBefore(context.Workspace, _schema, target.Connection.Name);
        return built with { Review = (changes, cancellation) => net.ReviewAsync(changes, built, identifiedBy, cancellation) };
    }

    /// <summary>
    /// An insert that says what values mean has to know what is there: it is a synchronize that inserts and updates, by what identifies a
    /// row, and in which a null says nothing unless it is said to clear.
    /// </summary>
    async Task<ChangeQuery> OfAsync(InsertStatement insert, CancellationToken cancellationToken)
    {
        var (words, said) = (insert.Words[0], ValueWords.Written(insert.Words[0].Meaning));
        var columns = new TargetColumns(_script, insert).Resolve(_schema);
        IReadOnlyList<string> identity = insert.UpsertBy is { } by ? [by.Name] : _schema.Identity;
        if (identity.Count == 0)
            throw QueryException.At(_script, words,
                $"{said} has to know which rows are there, and nothing identifies the rows of {insert.Target.Text} of themselves. Name "
                    + $"what does: synchronize (…) to {insert.Target.Text} {said} … with insert or update identified by …"
                    + $"{(_schema.UpsertKeys.Count == 0 ? "" : $", or on conflict ({_schema.UpsertKeys[0]}) do update at the end")}.");
        if (identity.FirstOrDefault(i => !columns.Any(c => c.Name.Equals(i, StringComparison.OrdinalIgnoreCase))) is { } missing)
            throw QueryException.At(_script, words,
                $"{said} has to know which rows are there: those of {insert.Target.Text} are found by {string.Join(" and ", identity)}, "
                    + $"and {missing} is not given. Name it among the columns.");
        if (!_schema.Verbs.HasFlag(TableVerbs.Update))
            throw QueryException.At(_script, words,
                $"{said} changes rows that are there, and those of {insert.Target.Text} cannot be changed: a row is there or it is not. "
                    + "Leave these words out; an insert leaves what is there.");
        TargetColumns.Checked(
            insert, columns, await DescribeAsync($"select * from (\n{insert.Source.Part}\n)", insert.Source.Part, cancellationToken));
        var (start, end) = (insert.Table.Start, insert.Table.Start + insert.Table.Length);
        return await OfAsync(
            new SynchronizeStatement(insert.Part, _script, insert.Table, insert.Source.Part,
                new ScriptPart([.. insert.Part.Tokens.Where(t => t.Start >= start && t.End <= end)]),
                [.. new[] { WriteOperation.Insert, WriteOperation.Update }
                    .Select(o => new SyncOperation(o, null, Fails: false, words.Start, words.Length))],
                [.. identity.Select(i => new NamedColumn(i, start, insert.Table.Length))])
            {
                Words = insert.Words, IgnoredNulls = IgnoredNulls.OnValues, Inserted = [.. columns.Select(c => c.Name)],
            }, cancellationToken);
    }

    Task<List<SourceColumn>> DescribeAsync(SqlTemplate source, ScriptPart place, CancellationToken cancellationToken) =>
        describe(source.Compose(_script, context.Options.Variables, place), cancellationToken);

    static ScriptPart Verb(WriteStatement statement) => new([statement.Part.Tokens[0]]);

    void Check(WriteOperation operation, IScriptPlace place)
    {
        var isUpdate = operation == WriteOperation.Update;
        if (_schema.Verbs.HasFlag(isUpdate ? TableVerbs.Update : TableVerbs.Delete)) return;
        throw QueryException.At(_script, place, _schema.Refusals.GetValueOrDefault(operation)
            ?? $"Rows of {_statement.Table.Text} cannot be {operation.ToParticiple()}: the system has no call for it."
                + (!isUpdate ? "" : _schema.Verbs.HasFlag(TableVerbs.Delete) ? " Delete the row and insert another."
                    : " Insert is all that it can."));
    }

    /// <summary>Hidden columns of the source, of which a merge speaks, when the source is a table and no query.</summary>
    async Task<IReadOnlyList<string>> HiddenAsync(MergeStatement merge, CancellationToken cancellationToken)
    {
        var words = merge.Source.Tokens.Where(t => !t.IsBlank).ToList();
        if (TableReference.StartingAt(_script, words, 0) is not var (table, next) || next < words.Count
            || context.Workspace.Binder.FindConnection(table.Alias) is null) return [];
        var found = (await context.Workspace.Binder.FindAsync(_script, table, cancellationToken)).Table.Schema;
        return [
            .. found.Columns.Where(c => c is { Hidden: true, WriteOnly: false } && merge.Identifiers.Contains(c.Name)).Select(c => c.Name)];
    }
}
