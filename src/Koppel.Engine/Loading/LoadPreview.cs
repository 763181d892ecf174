using Koppel.Engine.Plans;
using Koppel.Engine.Statements;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>A load that is only looked at: all is read and planned, nothing is recorded or sent.</summary>
/// <param name="context">The load.</param>
internal sealed class LoadPreview(LoadContext context) : ILoadJournal
{
    LoadTarget? _target;
    IWriteJournal? _journal;
    PlannedRowsWriter? _planned;

    /// <summary>Plans it.</summary>
    public async Task<PlanResult> RunAsync(CancellationToken cancellationToken)
    {
        var target = await context.FindTargetAsync(cancellationToken);
        await using var load = await ReadLoad.ReadAsync(context, target, this, cancellationToken);
        var plan = await load.PlanAsync(JournalFor(load.Source.Columns), cancellationToken);
        if (await new LoadLimits(context, target, load).FindAsync(plan, cancellationToken) is var (_, said))
            plan = plan with { Notes = [.. plan.Notes, $"it will be refused: it {said}"] };
        var activity = context.Activity;
        var told = new ExplainedLoad(context.Target, plan, activity.Calls.Values.Sum(), activity.Elapsed);
        if (_planned is not null) PlannedLoads.End(context, target, load.Columns, told, _planned);
        return new PlanResult(activity.Statement, load.Reading with { Load = told });
    }

    /// <inheritdoc/>
    public Task BeginAsync(LoadTarget target, CancellationToken cancellationToken)
    {
        _target = target;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public bool PlansEarly(IWriteSession writer, IReadOnlyList<Column> columns) => writer.PlanEarly(JournalFor(columns));

    /// <inheritdoc/>
    public IWriteJournal JournalFor(IReadOnlyList<Column> columns) => _journal ??= Journal(columns);

    PriceJournal Journal(IReadOnlyList<Column> columns)
    {
        var changes = context.Options.Changes is { } shown
            ? new CallChanges(shown, context.Activity.Statement, context.Statement.Target.Alias, _target!.Table.Schema, columns) : null;
        _planned = context.Options.Plan?.Begin(columns, _target!.Table.Schema);
        return changes is null && _planned is null ? new PriceJournal() : new PriceJournal(content =>
        {
            changes?.Add(content);
            _planned?.Add(content);
        });
    }
}
