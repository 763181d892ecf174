using Koppel.Engine.Files;
using Koppel.Engine.Loading.Unmatched;
using Koppel.Engine.Reading;
using Koppel.Engine.Statements;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Loading;

/// <summary>A load whose rows are with the session of its target.</summary>
/// <param name="Source">Where they came from.</param>
/// <param name="Writer">The session.</param>
/// <param name="Reading">How the tables were read.</param>
/// <param name="Unmatched">What its joins left out.</param>
/// <param name="LeftOut">Rows of its files that cannot be read.</param>
internal sealed record ReadLoad(
    LoadSource Source, IWriteSession Writer, Explanation Reading,
    (IReadOnlyList<UnmatchedRows> Joins, IReadOnlyList<string> Notes) Unmatched, FileRejects LeftOut)
    : IReadLoad
{
    /// <inheritdoc/>
    public long? TargetRows { get; private init; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => [.. Source.Columns.Select(c => c.Name)];

    /// <summary>
    /// Reads a load: (1) its query is bound and checked before any call, (2) it is decided how its tables are read, (3) its rows go to the
    /// session, which also sees those of tables that it would otherwise have to read itself.
    /// </summary>
    /// <param name="context">The load.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="journal">What it is planned into.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<ReadLoad> ReadAsync(
        LoadContext context, LoadTarget target, ILoadJournal journal, CancellationToken cancellationToken)
    {
        var workspace = context.Workspace;
        var source = LoadSource.Of(context, target);
        IWriteSession? writer = null;
        PreparedStatement? bound = null;
        try
        {
            bound = await source.BindAsync(cancellationToken);
            await journal.BeginAsync(target, cancellationToken);
            writer = source.Begin();
            if (source.IsObserved) Observe(bound, target, writer);
            var isSoon = source is InsertSource && journal.PlansEarly(writer, source.Columns);
            var watch = new JoinWatch(target.Connection.Name);
            var plan = await source.PrepareAsync(bound, cancellationToken)
                ?? await workspace.PlanAsync(bound, source.Planned.Sql, explains: false, cancellationToken, isSoon, watch);
            var reading = await ReadExplainer.ExplainAsync(
                bound.Bound, plan, workspace.Connections, cancellationToken, estimate: false);
            await source.ReadAsync(bound, writer, isSoon, journal.Carried, cancellationToken);
            var unmatched = await new UnmatchedReader(workspace, watch, journal.Recorded).FindAsync(
                context.Activity, cancellationToken);
            workspace.Files.Verify();
            (writer as ChangeWriter)?.Begin(journal.JournalFor(source.Columns));
            await source.GiveAsync(bound, writer, cancellationToken);
            return new ReadLoad(source, writer, reading, unmatched, workspace.Files.Rejects())
            {
                TargetRows = bound.Find(target.Connection.Name, target.Table.Schema.Name)?.RowsInAll,
            };
        }
        catch (Exception fault)
        {
            if (writer is not null) await writer.DisposeAsync();
            if (source.Sql is not { } sql) throw;
            var told = FaultTranslator.Translate(fault, sql, context.Script, bound?.Bound);
            if (told == fault) throw;
            throw told;
        }
        finally
        {
            workspace.Stager.Clear();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<WritePlan> PlanAsync(IWriteJournal journal, CancellationToken cancellationToken)
    {
        var plan = await Writer.PlanAsync(journal, cancellationToken);
        plan = Source.Complete(plan);
        return LeftOut.In(
            plan with { Unmatched = Unmatched.Joins, Notes = [.. plan.Notes, .. Unmatched.Notes] }, Source.Columns.Count);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Writer.DisposeAsync();

    /// <summary>Lets the session see the rows of tables that the query reads anyway, with the columns that it needs.</summary>
    static void Observe(PreparedStatement bound, LoadTarget target, IWriteSession writer)
    {
        foreach (var side in target.Table.SideReads)
        {
            if (bound.Find(target.Connection.Name, side.Table) is not { Table.Table.Schema: var schema } scan) continue;
            scan.AddObserver(
                [.. side.Columns.Select(
                    c => schema.Find(c) ?? throw new InvalidOperationException($"{side.Table} has no column {c}."))],
                rows => writer.Observe(schema.Name, rows));
        }
    }
}
