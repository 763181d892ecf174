using Koppel.Engine.Ledger;

namespace Koppel.Engine.Loading;

/// <summary>
/// The ledger's side of a script: its first load begins a run there, and all loads of the script belong to it. Without a state folder
/// nothing is recorded.
/// </summary>
/// <param name="ledger">Opens the ledger, or null.</param>
/// <param name="start">What the run is asked to do.</param>
/// <param name="began">Is told the run's number, or null.</param>
/// <param name="resumed">The run that is gone on with, or null.</param>
internal sealed class RunRecorder(Func<ILedger>? ledger, RunStart start, Action<long>? began = null, ILedgerRun? resumed = null)
    : IDisposable
{
    ILedgerRun? _run = resumed;

    /// <summary>The run's number, or null when there is none.</summary>
    public long? Run => _run?.Number;

    /// <summary>Begins a load, or goes on with it; null when nothing is recorded.</summary>
    /// <param name="statement">What it is.</param>
    /// <param name="stopping">Is cancelled when no further call of it is to be sent.</param>
    public ILedgerStatement? Begin(StatementStart statement, CancellationToken stopping)
    {
        if (ledger is null) return null;
        _run ??= ledger().BeginRun(start);
        began?.Invoke(_run.Number);
        return _run.ResumeStatement(statement.Number, stopping) ?? _run.BeginStatement(statement, stopping);
    }

    /// <summary>How many calls of a connection the ledger knows of the last 24 hours; null when nothing is recorded.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="without">Those of so long before now do not count.</param>
    public long? CallsBefore(string connection, TimeSpan without) => ledger?.Invoke().CountCalls(connection, TimeSpan.FromDays(1), without);

    /// <summary>Why this run may not apply a plan, since another has or is at it, as the end of a sentence; null when it may.</summary>
    /// <param name="digest">The plan's digest.</param>
    public string? WhoApplies(string digest) => ledger is null ? null : new PlanUse(ledger(), digest).StandsInTheWay(Run)?.Why;

    /// <summary>Ends the run, when there is one.</summary>
    public void Finish(Ending ending) => _run?.Finish(ending);

    /// <summary>Gives the run free.</summary>
    public void Dispose() => _run?.Dispose();
}
