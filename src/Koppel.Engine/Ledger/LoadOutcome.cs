using Koppel.Engine.Events;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Ledger;

/// <summary>What a load is called at its end.</summary>
internal static class LoadOutcome
{
    /// <summary>The word for an outcome; it never flatters: a load of which no row was accepted has failed.</summary>
    public static Status StatusOf(WriteOutcome outcome) => outcome switch
    {
        { Fault: OperationCanceledException } => Status.Stopped,
        { Fault: not null } => Status.Failed,
        { NotSent: > 0 } => Status.Failed,
        { Read: > 0 } when outcome.Rejects.Count == outcome.Read => Status.Failed,
        { Rejects.Count: > 0 } => Status.CompletedWithRejects,
        _ => Status.Completed,
    };

    /// <summary>What ended a load: to be stopped behind its last call is to have come to its end.</summary>
    public static Exception? Settle(Exception? fault, Func<long> notSent) =>
        fault is OperationCanceledException && notSent() == 0 ? null : fault;

    /// <summary>Why it ended, for the ledger: a cancellation's own message tells a programmer's tale.</summary>
    public static string? MessageOf(Exception? fault) =>
        fault is OperationCanceledException and not LoadDeclinedException ? "It was stopped." : fault?.Message;

    /// <summary>How the ledger is told the end.</summary>
    public static Ending EndingOf(Exception? fault) => fault switch
    {
        null => Ending.Completed,
        OperationCanceledException => Ending.Stopped,
        _ => Ending.Failed,
    };
}
