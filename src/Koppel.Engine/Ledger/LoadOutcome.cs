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

    /// <summary>What a statement of the ledger is called, and why it failed, if it did.</summary>
    /// <param name="ending">How it ended.</param>
    /// <param name="books">What became of its rows.</param>
    /// <param name="fault">Why it failed, or null.</param>
    public static (Status Status, string? Fault) End(Ending ending, Books books, string? fault)
    {
        var shortfall = books.NotSent > 0 ? FormattableString.Invariant($"{books.NotSent} rows were not sent.")
            : books.Read > 0 && books.Rejected == books.Read ? "No row was accepted."
            : null;
        var status = ending switch
        {
            Ending.Stopped => Status.Stopped,
            Ending.Completed when shortfall is null => books.Rejected > 0 ? Status.CompletedWithRejects : Status.Completed,
            _ => Status.Failed,
        };
        return (status, fault ?? (status == Status.Failed ? shortfall : null));
    }

    /// <summary>What a run of the ledger is called.</summary>
    /// <param name="ending">How it ended.</param>
    /// <param name="hasFailed">A statement of it has failed.</param>
    /// <param name="hasRejects">Rows were not accepted.</param>
    public static Status End(Ending ending, bool hasFailed, bool hasRejects) => ending switch
    {
        Ending.Stopped => Status.Stopped,
        Ending.Failed => Status.Failed,
        _ when hasFailed => Status.Failed,
        _ => hasRejects ? Status.CompletedWithRejects : Status.Completed,
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
