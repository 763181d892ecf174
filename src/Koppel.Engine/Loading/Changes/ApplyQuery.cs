using System.Globalization;
using Koppel.Engine.Events;
using Koppel.Engine.Plans;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>
/// Builds the changes of a plan: (1) its file is shown to DuckDB as a table, (2) it is told how they find their rows, (3) a query holds
/// them against what the target has now. Exactly these are made, but for those of rows that drifted.
/// </summary>
internal sealed class ApplyQuery(Workspace workspace, string script, ApplyStatement statement, ITable table)
{
    /// <summary>Of two ways to look rows up, that is taken which needs fewer calls for so many.</summary>
    const int Sample = 100;

    readonly TableSchema _schema = table.Schema;

    /// <summary>Builds it.</summary>
    /// <exception cref="QueryException">The plan's file is another one, or the target is.</exception>
    public async Task<ChangeQuery> BuildAsync(StatementActivity activity, CancellationToken cancellationToken)
    {
        var plan = PlanFile.Open(statement.Plan);
        workspace.Applying = plan;
        if (plan.Digest != statement.Digest)
            throw Fault($"The plan {plan.Path} is not the one that is to be applied: somebody wrote another one there. Plan anew.");
        var load = plan.Loads.FirstOrDefault(l => l.Number == statement.Load)
            ?? throw Fault($"The plan {plan.Path} has no load {statement.Load}.");
        if (!load.Table.Equals(_schema.Name, StringComparison.OrdinalIgnoreCase))
            throw Fault($"Load {load.Number} of the plan {plan.Path} is for {load.Target}.");
        if (load.Columns.FirstOrDefault(c => _schema.Find(c) is null) is { } missing)
            throw Fault($"{load.Target} has no column {missing} any more, which the plan changes. Plan anew.");
        var staged = await ShowAsync(load, activity, cancellationToken);
        var target = new UndoTarget(_schema, load.Columns.ToHashSet(StringComparer.OrdinalIgnoreCase));
        var isUpsert = load.UpsertBy is not null;
        // Which links are there, the load itself finds out; and an upsert leaves it to the system.
        var isLookedAt = !isUpsert && !target.IsKnownWithoutReading && !(target.IsLink && load.Changes == load.Inserts)
            && (load.Changes > load.Inserts || target.Identity.Count > 0);
        var matching = isLookedAt ? await Matching.FindAsync(workspace, target, staged, IsKeyCheaper(target), cancellationToken) : null;
        var (insertedTwice, updatedTwice) = matching is null ? default
            : await RepeatsAsync(new StagedMatch(target, matching, []), staged, cancellationToken);
        var sql = new ApplySql(target, staged, matching)
        {
            IsUpsert = isUpsert, HasRepeats = updatedTwice, CreatesOwners = matching is not null && CreatesOwners(load),
        };
        return new ChangeQuery(
            sql.Query(statement.To).Compose(script, new Dictionary<string, string>(), statement.Table),
            target.Columns, target.OtherKeys, [.. Parts(target, load, matching, matching is { ByIdentity: true } && !insertedTwice)])
        {
            IsLeaving = true,
            Identifiers = target.Read.Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase),
            Read = matching is null ? null : async (bound, cancellation) =>
            {
                var column = matching.LookUpBy(target);
                var reader = new TargetReader(staged, column, column is null ? "" : StagedChanges.Typed(_schema, column));
                await reader.StageAsync(workspace, bound.Scans[0], cancellation);
                return new ReadPlan([bound.Scans[0].Plan]);
            },
            Review = (changes, cancellation) => ReviewAsync(changes, load, cancellation),
        };
    }

    /// <summary>
    /// The changes of the load as a table of DuckDB's: <c>seq, operation, old, new</c>. They are read from the file each time, which takes
    /// less memory than to keep them and no call.
    /// </summary>
    async Task<string> ShowAsync(PlannedLoad load, StatementActivity activity, CancellationToken cancellationToken)
    {
        workspace.AppliedLoad = load;
        try
        {
            const string text = $"select * from {PlannedTable.Name}@{Names.System}";
            var bound = await workspace.PrepareAsync(text, Rewriter.Rewrite(text), new HashSet<string>(), activity, cancellationToken);
            return $"({bound.Bound.Sql.Sql})";
        }
        finally
        {
            workspace.AppliedLoad = null;
        }
    }

    /// <summary>Whether rows are looked up by their key in no more calls than by what identifies them.</summary>
    bool IsKeyCheaper(UndoTarget target)
    {
        if (table is not IScanTable scan || target.Keys is not [var key] || target.Identity.Count == 0) return false;
        return Calls(key) <= Calls(target.Identity[0]);

        long Calls(Column column)
        {
            object[] values = [.. Enumerable.Range(1, Sample).Select(i => column.IsText ? (object)$"{i}" : (long)i)];
            var plan = scan.Plan(new ScanRequest { Columns = [column], Predicates = [new Predicate.In(column.Name, values)] });
            return plan.Answers[^1].Match == Match.Unsupported ? long.MaxValue : plan.Calls ?? long.MaxValue;
        }
    }

    /// <summary>
    /// Whether rows are inserted twice, and updated twice: a load that takes each row of its source by itself, such as an insert into
    /// contacts, plans them all.
    /// </summary>
    async Task<(bool Inserted, bool Updated)> RepeatsAsync(StagedMatch match, string staged, CancellationToken cancellationToken)
    {
        // By digests, which take a tenth of the memory; two that are one by chance only make the load more careful.
        string Repeats(string op) => $"count(*) filter (where op = '{op}') > count(distinct h) filter (where op = '{op}')";
        return (await workspace.Runner.QueryAsync(
            $"select {Repeats("insert")}, {Repeats("update")} from (select op, hash({string.Join(", ", match.FinderNames)}) as h from "
                + $"(select operation as op, {string.Join(", ", match.Finders)} from {staged}))",
            r => (r.GetBoolean(0), r.GetBoolean(1)), cancellationToken))[0];
    }

    /// <summary>Whether those whose values the rows are come into being with some of them.</summary>
    bool CreatesOwners(PlannedLoad load) =>
        _schema.ValuesOf is not null && load.Creates.Count > 0 && _schema.Verbs.HasFlag(TableVerbs.Insert);

    IEnumerable<ChangePart> Parts(UndoTarget target, PlannedLoad load, Matching? matching, bool areNew)
    {
        List<Column> all = [.. target.Columns, .. target.OtherKeys];
        if (load.UpsertBy is { } key)
        {
            yield return new ChangePart(new WriteRequest(target.Columns) { UpsertBy = key });
            yield break;
        }
        if (load.Updates > 0)
        {
            // Where rows can be told by what identifies them, many may go in one call.
            IReadOnlyList<string> by = matching?.ChangesIdentity == true ? [] : _schema.Identity;
            yield return new ChangePart(
                new WriteRequest(all) { Operation = WriteOperation.Update, IdentifiedBy = by }) { Empties = _ => true };
        }
        if (load.Deletes > 0) yield return new ChangePart(new WriteRequest(all) { Operation = WriteOperation.Delete });
        if (load.Inserts > 0 || (matching is not null && CreatesOwners(load)))
            yield return new ChangePart(new WriteRequest(target.Columns)
            {
                // Rows of one identity must be told from new ones, to become one.
                IdentifiedBy = _schema.Identity, AreNew = areNew && _schema.ValuesOf is null,
            });
    }

    /// <summary>Holds how many rows drifted against how many may, before anything is sent.</summary>
    async Task<IReadOnlyList<Note>> ReviewAsync(string changes, PlannedLoad load, CancellationToken cancellationToken)
    {
        workspace.Stager.ClearAllBut(changes); // They hold all that is needed now.
        var reasons = await workspace.Runner.QueryAsync(
            $"select why, count(*) from {changes} where op = '{ChangeQuery.Left}' group by why order by why",
            r => (Why: r.GetString(0), Count: r.GetInt64(1)), cancellationToken);
        var drifted = reasons.Sum(r => r.Count);
        if (drifted == 0 || drifted <= statement.MostDrift * load.Changes) return [];
        var told = string.Join(", ", reasons.Select(r => $"{Amounts.Number(r.Count)} {r.Why}"));
        throw Fault(string.Create(CultureInfo.InvariantCulture,
            $"{Amounts.Number(drifted)} of the {Amounts.Number(load.Changes)} rows that the plan changes in {load.Target} are not as "
                + $"they were when it was made ({told}), and at most {statement.MostDrift:P0} may drift. Nothing was sent. Plan anew, or "
                + $"leave them by --on-drift leave."));
    }

    /// <summary>The statement is Koppel's own, so that its place tells nobody anything.</summary>
    static QueryException Fault(string message) => QueryException.Of(message);
}
