using System.Globalization;
using Koppel.Engine.Events;
using Koppel.Engine.Ledger;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>
/// Builds the changes that take a run back: (1) what it changed is taken from the ledger, (2) it is told how the changes find their rows,
/// (3) a query holds them against what the target has now.
/// </summary>
internal sealed class UndoQuery(
    Workspace workspace, string script, UndoStatement statement, TableSchema schema, string connection, UndoMoment moment)
{
    /// <summary>Builds it.</summary>
    /// <exception cref="QueryException">There is no such run, or it is not over.</exception>
    public async Task<ChangeQuery> BuildAsync(StatementActivity activity, CancellationToken cancellationToken)
    {
        Check();
        var reference = Names.Reference(schema.Name, connection);
        var staged = await StagedChanges.TakeAsync(workspace, statement.Run, [reference], "undo", activity, cancellationToken);
        var target = new UndoTarget(schema, staged.Names) { DeletesCreated = statement.DeletesCreated };
        var gone = statement.DeletesCreated
            ? await GoneRows.FindAsync(workspace, schema, connection, statement.Run, moment, activity, cancellationToken)
            : null;
        var links = await LinksAsync(target, activity, cancellationToken);
        var matching = await Matching.FindAsync(workspace, target, staged.Table, prefersKey: false, cancellationToken);
        var sql = new UndoSql(target, staged.Table, matching)
        {
            Gone = gone,
            Links = links,
            HasRepeats = await HasRepeatsAsync(new StagedMatch(target, matching, []), staged.Table, cancellationToken),
            OwnUses = moment.IsOnlyPlanned && target.Read.Any(c => c.CountsUses || GoesWith.ListsUses(c))
                ? await OwnUsesAsync(links, activity, cancellationToken)
                : null,
        };
        return new ChangeQuery(
            sql.Query(statement.To).Compose(script, new Dictionary<string, string>(), statement.Table),
            target.Columns, target.OtherKeys, [.. Parts(target, matching)])
        {
            Notes = [.. Notes(staged)],
            IsLeaving = true,
            Identifiers = target.Read.Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase),
            Read = Reader(target, matching, staged, gone, links),
            Review = async (changes, cancellation) =>
            {
                if (moment.IsOnlyPlanned && statement.DeletesCreated && !target.IsLink)
                    await GoneRows.RememberAsync(workspace, target, reference, statement.Run, changes, cancellation);
                return [
                    .. await HeapsAsync(changes, staged.PerhapsTaken, cancellation) is { } heaps ? new[] { heaps } : [],
                    .. gone is not null && await gone.NoteAsync(workspace, target, changes, cancellation) is { } note
                        ? new[] { note }
                        : []];
            },
        };
    }

    void Check()
    {
        if (workspace.Ledger is null) throw Fault("Without a ledger it is not known what a run changed.");
        var run = workspace.Ledger.Value.FindRun(statement.Run)
            ?? throw Fault(
                $"There is no run {statement.Run} in the ledger. koppel runs lists them.");
        if (run.Status is Status.Running or Status.Planned)
            throw Fault(
                $"Run {statement.Run} is at work still. Wait until it has ended, or stop it.");
    }

    /// <summary>Reads the target's rows, by look-up where one column of them is enough to find them.</summary>
    Func<PreparedStatement, CancellationToken, Task<ReadPlan>>? Reader(
        UndoTarget target, Matching matching, StagedChanges staged, GoneRows? gone, LinksOfRun? links)
    {
        if (target.IsKnownWithoutReading) return null;
        var column = matching.LookUpBy(target);
        var asked = gone is null
            ? staged.Table
            : $"(select * from {staged.Table} where not {gone.Has(StagedChanges.Given(schema, gone.Column))})";
        var reader = new TargetReader(asked, column, column is null ? "" : StagedChanges.Typed(schema, column));
        return async (bound, cancellationToken) =>
        {
            var rows = await reader.StageAsync(workspace, bound.Scans[0], cancellationToken);
            if (links is not null) await links.FillAsync(rows, staged, cancellationToken);
            return new ReadPlan([bound.Scans[0].Plan]);
        };
    }

    /// <summary>What the run linked its created rows to, when these are to be deleted; null when nothing of it can be told.</summary>
    async Task<LinksOfRun?> LinksAsync(UndoTarget target, StatementActivity activity, CancellationToken cancellationToken)
    {
        if (!statement.DeletesCreated || target.Identity.Count == 0 || !GoesWith.TellsUses(schema)) return null;
        var links = new LinksOfRun(workspace, target, connection, statement.Run, activity);
        await links.BeginAsync(cancellationToken);
        return links.Lists.Count == 0 ? null : links;
    }

    IEnumerable<ChangePart> Parts(UndoTarget target, Matching matching)
    {
        List<Column> all = [.. target.Columns, .. target.OtherKeys];
        if (!target.IsLink && schema.Verbs.HasFlag(TableVerbs.Update))
        {
            // Where rows can be told by what identifies them, many may go in one call.
            IReadOnlyList<string> by = matching.ChangesIdentity ? [] : schema.Identity;
            yield return new ChangePart(
                new WriteRequest(all) { Operation = WriteOperation.Update, IdentifiedBy = by }) { Empties = _ => true };
        }
        if (schema.Verbs.HasFlag(TableVerbs.Delete))
            yield return new ChangePart(new WriteRequest(all) { Operation = WriteOperation.Delete });
        if (target.IsRestored) yield return new ChangePart(new WriteRequest(all) { IsRestoring = true });
        else if (target.CanPutBack) yield return new ChangePart(new WriteRequest(target.Columns));
    }

    /// <summary>Whether the run changed a row more than once; true also where the changes alone do not tell it.</summary>
    async Task<bool> HasRepeatsAsync(StagedMatch match, string staged, CancellationToken cancellationToken) =>
        !match.IsToldByChanges || !match.Finders.Any() || await workspace.NumberAsync(
            $"select count(*) from (select 1 from (select {string.Join(", ", match.Finders)} from {staged} where status = 'done') "
                + $"group by {string.Join(", ", match.FinderNames)} having count(*) > 1)", cancellationToken) > 0;

    /// <summary>
    /// The links that the same run made, by the rows that they name: when a run is only looked at they are still there, and will be gone
    /// before this is done.
    /// </summary>
    async Task<string?> OwnUsesAsync(LinksOfRun? told, StatementActivity activity, CancellationToken cancellationToken)
    {
        var links = new List<(string Target, string Column)>();
        foreach (var table in await workspace.Connections.Open(workspace.Connections.Find(connection)!).ListAsync(cancellationToken))
        {
            if (!table.Schema.IsLink || (told is not null && GoesWith.List(table.Schema, schema) is not null)) continue;
            links.AddRange(
                table.Schema.Columns.Where(schema.IsMeant)
                    .Select(c => (Names.Reference(table.Schema.Name, connection), c.Name)));
        }
        if (links.Count == 0) return null;
        var staged = await StagedChanges.TakeAsync(
            workspace, statement.Run, links.Select(l => l.Target).Distinct(), "undo links", activity, cancellationToken);
        var named = links.Select(
            l => $"select lower(trim({StagedChanges.Value("new", l.Column)})) as id from {staged.Table} where operation = 'insert' and "
                + $"status = 'done' and lower(target) = {SqlText.Literal(l.Target.ToLowerInvariant())}");
        return $"select id, count(*) as uses from ({string.Join(" union all ", named)}) where id is not null group by id";
    }

    /// <summary>How many rows are taken back, kept, and cannot be taken back; null when it is all of them.</summary>
    async Task<string?> HeapsAsync(string changes, long perhapsTaken, CancellationToken cancellationToken)
    {
        var kept = $"why in ({string.Join(", ", UndoReasons.Kept.Select(SqlText.Literal))})";
        var (back, stays, cannot) = (await workspace.Runner.QueryAsync(
            $"select count(*) filter (where op in ('insert', 'update', 'delete')), count(*) filter (where op = '{ChangeQuery.Left}' and "
                + $"{kept}), "
                + $"count(*) filter (where op = '{ChangeQuery.Left}' and not {kept}) from {changes}",
            r => (r.GetInt64(0), r.GetInt64(1), r.GetInt64(2) + perhapsTaken), cancellationToken))[0];
        return stays + cannot == 0 ? null
            : $"{Amounts.Rows(back)} to take back, {Amounts.Number(stays)} kept because somebody changed or uses them since, "
                + $"{Amounts.Number(cannot)} that cannot be taken back";
    }

    IEnumerable<Note> Notes(StagedChanges staged)
    {
        var run = statement.Run;
        if (staged.InDoubt is > 0 and var doubts)
            yield return Coded(doubts == 1
                ? $"1 change of run {run} is in doubt and is left: koppel resume {run} settles it, then take it back again"
                : $"{Amounts.Number(doubts)} changes of run {run} are in doubt and are left: koppel resume {run} settles them, then take "
                    + "it back again", "undo-in-doubt", doubts);
        if (staged.PerhapsTaken is > 0 and var perhaps)
            yield return Coded((perhaps == 1
                ? $"1 rejected row of run {run} may have been taken in part, and what of it is not known: it is not taken back. "
                : $"{Amounts.Number(perhaps)} rejected rows of run {run} may have been taken in part, and what of them is not known: they "
                    + "are not taken back. ") + $"See: koppel rejects {run}", "undo-perhaps-taken", perhaps);
        if (staged.Forgotten is > 0 and var forgotten)
            yield return Coded($"{Amounts.Rows(forgotten)} of run {run} kept: forgotten (the values were taken out of the ledger)",
                "undo-forgotten", forgotten);
        yield return "what automations, e-mails and webhooks did because of the run is not taken back";
    }

    /// <summary>A note that a page says in its own language.</summary>
    Note Coded(string text, string code, long count) => new(text, code, ("n", count.ToString(CultureInfo.InvariantCulture)),
        ("run", statement.Run.ToString(CultureInfo.InvariantCulture)));

    QueryException Fault(string message) =>
        QueryException.At(script, statement.Table.Start, statement.Part.End - statement.Table.Start, message);
}
