using System.Text.Json;
using Koppel.Engine.Events;
using Koppel.Engine.Ledger;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;
using Koppel.Sdk.Watching;

namespace Koppel.Engine.Loading;

/// <summary>
/// A load, whatever its verb: (1) its target is found, (2) calls that an earlier attempt left in the ledger are made or settled, (3) its
/// rows are read and planned into the ledger, (4) the plan is told, confirmed and sealed, (5) the target makes the calls of the ledger, (6)
/// what came of it is reported. An insert makes its calls while it still reads, where its target can and nobody is to see the plan first.
/// </summary>
/// <param name="context">The load.</param>
/// <param name="read">Reads its rows.</param>
internal sealed class Load(ILoadContext context, RowReader read) : ILoadJournal
{
    readonly MemoryJournal _memory = new(context.Channel.Stop);
    CancellationTokenSource? _reading;
    CancellationToken _cancellation;
    LoadTarget? _target;
    JournalBooks? _books;
    WritePlan? _carriedLeft;
    Task<Exception?>? _early;

    /// <inheritdoc/>
    public ILedgerStatement? Recorded { get; private set; }

    /// <inheritdoc/>
    public CarriedRows? Carried { get; private set; }

    /// <summary>Runs it.</summary>
    public async Task<LoadResult> RunAsync(CancellationToken cancellationToken)
    {
        _cancellation = cancellationToken;
        using var reading = _reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, context.Channel.Stop);
        try
        {
            WritePlan plan;
            var target = await context.FindTargetAsync(reading.Token);
            await using (var load = await read(target, this, reading.Token))
            {
                plan = await load.PlanAsync(_books!, reading.Token);
                await LoadGuard.CheckAsync(context, target, load, plan, _carriedLeft, cancellationToken);
                Recorded?.ReadPlanned(plan, load.Columns);
                _memory.Seal();
            } // The rows are in the journal now; the memory that they took is free for carrying it out.
            _books!.Settled = Progress(plan.Changes + plan.Repeats, plan.Duration);
            var ended = await (_early ?? SendAsync(target, plan.Rejects.Count));
            var fault = LoadOutcome.Settle(ended, () => Outcome(plan, null).NotSent);
            return End(fault, () => Outcome(plan, fault));
        }
        catch (Exception fault) when (_early is not null
            || (fault is OperationCanceledException && context.Channel.Stop.IsCancellationRequested))
        {
            // What was planned so far is carried out, or settled; then the load has failed, and can be gone on with.
            Recorded?.EndGrowth();
            _memory.Seal();
            var told = (_early is null ? null : await _early) ?? fault;
            var result = End(told,
                () => Recorded?.Outcome(told) ?? (_books ?? new JournalBooks(_memory)).Close(plan: null, told));
            // A fault of ours is not the load's.
            if (told is not (QueryException or ConnectorException or OperationCanceledException)) throw;
            return result;
        }
        catch (Exception fault) when (Recorded is { Record.IsPlanned: false })
        {
            Recorded.Finish(LoadOutcome.EndingOf(fault), LoadOutcome.MessageOf(fault));
            throw;
        }
    }

    /// <summary>Goes on with it when its plan is in the ledger: its source is not read again.</summary>
    /// <exception cref="ConnectorException">The ledger is damaged: what its calls carry is not what was written.</exception>
    public async Task<LoadResult> ResumeAsync(CancellationToken cancellationToken)
    {
        try
        {
            _cancellation = cancellationToken;
            var target = await context.FindTargetAsync(cancellationToken);
            var recorded = Record(target) ?? throw new InvalidOperationException("Only a recorded load can be gone on with.");
            var before = recorded.Record.Books;
            await HoldAsync(target, recorded, cancellationToken);
            _books = new JournalBooks(recorded.Journal) { Settled = Progress(before.NotSent, TimeSpan.Zero) };
            var ended = await SendAsync(target, before.Rejected);
            var fault = LoadOutcome.Settle(ended, () => recorded.Record.Books.NotSent);
            return End(fault, () => recorded.Outcome(fault));
        }
        catch (JsonException damaged)
        {
            throw context.Damaged(damaged);
        }
    }

    /// <summary>A limit that is exceeded now ends the statement; it can be gone on with once the limit is another one.</summary>
    async Task HoldAsync(LoadTarget target, ILedgerStatement recorded, CancellationToken cancellationToken)
    {
        try
        {
            await LoadGuard.HoldAsync(context, target, recorded.Calls(), cancellationToken);
        }
        catch (ConnectorException fault)
        {
            recorded.Finish(LoadOutcome.EndingOf(fault), LoadOutcome.MessageOf(fault));
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task BeginAsync(LoadTarget target, CancellationToken cancellationToken)
    {
        _target = target;
        _books = new JournalBooks(Record(target)?.Journal ?? _memory);
        // The run stands in the ledger by now: of two that were begun at once each sees the other.
        if (context.Statement is ApplyStatement apply && context.Recorder.WhoApplies(apply.Digest) is { } other)
            throw QueryException.Of($"The plan {apply.Plan} {other}.");
        if (Recorded?.HasGrown != true) return;
        // The connection may have limits that it had not when these calls were planned.
        _carriedLeft = await LoadGuard.HoldAsync(context, target, Recorded.Calls(), cancellationToken);
        if (await SendAsync(target, 0) is { } fault) throw fault;
        Carried = new CarriedRows(Recorded.Calls().Select(c => c.Content));
    }

    /// <inheritdoc/>
    public bool PlansEarly(IWriteSession writer, IReadOnlyList<Column> columns)
    {
        // Planned early, what was read is not kept longer than needed, even where its calls wait for the end of the plan.
        if (!writer.PlanEarly(_books!)) return false;
        if (context.Options.PlanFirst || LoadGuard.Watches(_target!.Connection)) return true;
        if (!context.IsRepeatable) return true;
        if (Recorded is null) _memory.Grow();
        else Recorded.Grow([.. columns.Select(c => c.Name)]);
        context.Log.SendsEarly(context.Target);
        _early = SendEarlyAsync();
        return true;
    }

    /// <inheritdoc/>
    public IWriteJournal JournalFor(IReadOnlyList<Column> columns) => _books!;

    /// <summary>Begins the load in the ledger, or goes on with it; null when nothing is recorded.</summary>
    ILedgerStatement? Record(LoadTarget target)
    {
        var (statement, part) = (context.Statement, context.Statement.Part);
        Recorded = context.Recorder.Begin(
            new StatementStart(context.Activity.Statement, context.Script[part.Start..part.End], statement.Kind)
            {
                Target = context.Target, Connection = statement.Target.Alias, Table = target.Table.Schema.Name,
            },
            context.Channel.Stop);
        Recorded?.Require(target.Table.CallKinds);
        context.Activity.Recorder = Recorded;
        return Recorded;
    }

    /// <summary>Makes calls as they are planned. When that cannot go on, nothing more needs to be read.</summary>
    async Task<Exception?> SendEarlyAsync()
    {
        await Task.Yield(); // The reading goes on meanwhile.
        var fault = await SendAsync(_target!, 0);
        if (fault is not null) _reading!.Cancel();
        return fault;
    }

    /// <summary>Makes the calls of a journal; gives what stopped it before its end, or null.</summary>
    async Task<Exception?> SendAsync(LoadTarget target, long rejected)
    {
        var books = _books!;
        (books.MostRejects, books.RejectedBefore) = (context.Statement.StopAfter, rejected);
        context.Channel.BeginSending(context.Activity.Statement, context.Target);
        using var span = context.Activity.BeginSpan("load", context.Target);
        try
        {
            await target.Table.CarryOutAsync(books, _cancellation);
            return books.Limit ?? (Exception?)(books.Stopping.IsCancellationRequested
                ? new OperationCanceledException("It was stopped between its calls.", books.Stopping)
                : null);
        }
        catch (Exception fault) when (fault is ConnectorException or OperationCanceledException)
        {
            return fault;
        }
        finally
        {
            context.Channel.EndSending(context.Activity.Statement);
        }
    }

    /// <summary>Tells how far the load is; what is left takes its share of the planned time.</summary>
    Action<long> Progress(long total, TimeSpan duration) => settled => context.Activity.Writing(
        context.Target, settled, total, total == 0 ? TimeSpan.Zero : duration * ((double)(total - settled) / total));

    WriteOutcome Outcome(WritePlan plan, Exception? fault) => Carried is null ? _books!.Close(plan, fault) : Recorded!.Outcome(fault);

    LoadResult End(Exception? fault, Func<WriteOutcome> outcome)
    {
        Recorded?.Finish(LoadOutcome.EndingOf(fault), LoadOutcome.MessageOf(fault));
        var known = Recorded is null
            ? KnownCreations.In(outcome(), () => _memory.Calls, () => _memory.Rejected)
            : KnownCreations.In(outcome(), Recorded.Calls, Recorded.Rejected);
        var activity = context.Activity;
        Tell(known);
        known = known with { Notes = [.. known.Notes, .. activity.Notes] };
        return new LoadResult(activity.Statement, new LoadReport(context.Target, known, activity.Calls, activity.Elapsed)
        {
            Run = context.Recorder.Run,
        });
    }

    void Tell(WriteOutcome outcome)
    {
        var log = context.Log;
        if (outcome.Fault is { } fault)
            log.LoadFaulted(context.Target, fault is ConnectorException { Kind: var kind } ? $"{kind}" : fault.GetType().Name);
        log.LoadEnded(context.Target, outcome.Changed, outcome.Unchanged, outcome.Rejects.Count, outcome.NotSent);
        Telemetry.Loaded(context.Target, "changed", outcome.Changed);
        Telemetry.Loaded(context.Target, "unchanged", outcome.Unchanged);
        Telemetry.Loaded(context.Target, "rejected", outcome.Rejects.Count);
        Telemetry.Loaded(context.Target, "not_sent", outcome.NotSent);
    }
}
