using Koppel.Engine.Events;
using Koppel.Engine.Ledger;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>
/// One execution of a load: (1) calls that an earlier attempt left in the journal are made or settled, (2) the rows are read and planned,
/// (3) the calls are made. An insert whose plan nobody is to see first makes its calls while it still reads, where its target can.
/// </summary>
internal sealed class LoadExecution(
    LoadRunner runner, WriteStatement statement, StatementActivity activity, ExecuteOptions options, RunChannel channel)
{
    readonly MemoryJournal _memory = new(channel.Stop);
    LedgerStatement? _recorded;
    JournalBooks? _books;
    CarriedRows? _carried;
    Task<Exception?>? _early;

    IWriteJournal Journal => _recorded?.Journal ?? _memory;

    /// <summary>Whether the calls may be made while the plan is still growing.</summary>
    bool MayOverlap => statement is InsertStatement && !options.PlanFirst && !LoadGuard.Watches(runner.ConnectionOf(statement));

    /// <summary>Runs it.</summary>
    public async Task<LoadResult> RunAsync(CancellationToken cancellationToken)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, channel.Stop);
        try
        {
            WritePlan plan;
            IWritableTable target;
            await using (var load = await runner.BeginAsync(
                statement, activity, table => RecordAsync(table, cancellationToken),
                (table, writer, columns) => Feed(table, writer, columns, reading, cancellationToken), reading.Token))
            {
                target = load.Target;
                plan = await load.PlanAsync(_books!, reading.Token);
                var planned = new LoadPlanned(activity.Statement, statement.Target.Text, plan);
                channel.Tell(planned);
                await LoadGuard.CheckAsync(load.Connection, planned, options.Confirmations, channel, cancellationToken);
                _recorded?.ReadPlanned(plan, [.. load.Columns.Select(c => c.Name)]);
                _memory.Seal();
            } // The rows are in the journal now; the memory that they took is free for carrying it out.
            _books!.Settled = LoadRunner.Progress(statement, activity, plan.Changes + plan.Repeats, plan.Duration);
            var ended = await (_early ?? runner.CarryOutAsync(statement, activity, target, _books, plan.Rejects.Count, cancellationToken));
            var fault = LoadOutcome.Settle(ended, () => Outcome(plan, null).NotSent);
            return End(fault, () => Outcome(plan, fault));
        }
        catch (Exception fault) when (_early is not null || (fault is OperationCanceledException && channel.Stop.IsCancellationRequested))
        {
            // What was planned so far is carried out, or settled; then the load has failed, and can be gone on with.
            _recorded?.EndGrowth();
            _memory.Seal();
            var told = (_early is null ? null : await _early) ?? fault;
            var result = End(told,
                () => _recorded?.Outcome(told) ?? _books?.Close(told)
                    ?? new WriteOutcome { Read = 0, Changed = 0, Unchanged = 0, Rejects = new RejectList(), Fault = told });
            // A fault of ours is not the load's.
            if (told is not (QueryException or ConnectorException or OperationCanceledException)) throw;
            return result;
        }
        catch (Exception fault) when (_recorded is { Record.IsPlanned: false })
        {
            _recorded.Finish(LoadOutcome.EndingOf(fault), LoadOutcome.MessageOf(fault));
            throw;
        }
    }

    WriteOutcome Outcome(WritePlan plan, Exception? fault) => _carried is null ? _books!.Close(plan, fault) : _recorded!.Outcome(fault);

    LoadResult End(Exception? fault, Func<WriteOutcome> outcome)
    {
        _recorded?.Finish(LoadOutcome.EndingOf(fault), LoadOutcome.MessageOf(fault));
        return runner.Result(statement, activity, _recorded is null
            ? KnownCreations.In(outcome(), () => _memory.Calls, () => _memory.Rejected)
            : KnownCreations.In(outcome(), _recorded.Calls, _recorded.Rejected));
    }

    /// <summary>
    /// All is known to be right: the load begins in the ledger. What an earlier attempt began is brought to its end first.
    /// </summary>
    async Task<LedgerStatement?> RecordAsync(IWritableTable target, CancellationToken cancellationToken)
    {
        activity.Recorder = _recorded = runner.Record(statement, target, activity);
        _books = new JournalBooks(Journal);
        if (_recorded?.HasGrown != true) return _recorded;
        if (await runner.CarryOutAsync(statement, activity, target, _books, 0, cancellationToken) is { } fault) throw fault;
        _carried = new CarriedRows(_recorded.Calls().Select(c => c.Content));
        return _recorded;
    }

    RowFeed Feed(
        IWritableTable target, IWriteSession writer, IReadOnlyList<Column> columns, CancellationTokenSource reading,
        CancellationToken cancellationToken)
    {
        // Planned early, what was read is not kept longer than needed, even where its calls wait for the end of the plan.
        var isEarly = writer.PlanEarly(_books!);
        if (!MayOverlap || !isEarly) return new RowFeed(columns) { Carried = _carried, IsSoon = isEarly };
        if (_recorded is null) _memory.Grow();
        else _recorded.Grow([.. columns.Select(c => c.Name)]);
        _early = CarryOutEarlyAsync(target, reading, cancellationToken);
        return new RowFeed(columns) { Carried = _carried, IsSoon = true };
    }

    /// <summary>Makes calls as they are planned. When that cannot go on, nothing more needs to be read.</summary>
    async Task<Exception?> CarryOutEarlyAsync(IWritableTable target, CancellationTokenSource reading, CancellationToken cancellationToken)
    {
        var fault =
            await Task.Run(() => runner.CarryOutAsync(statement, activity, target, _books!, 0, cancellationToken), CancellationToken.None);
        if (fault is not null) await reading.CancelAsync();
        return fault;
    }
}
