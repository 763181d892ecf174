using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Events;

/// <summary>
/// Something that a run tells while it goes: codes and figures, of which a reader makes texts. What comes of its statements is told in the
/// same stream.
/// </summary>
public abstract record RunEvent;

/// <summary>The run has a number in the ledger now: its first load begins, or it is gone on with.</summary>
/// <param name="Run">The number.</param>
public sealed record RunBegan(long Run) : RunEvent;

/// <summary>Old runs were removed from the ledger, as its retention asks.</summary>
/// <param name="Count">How many.</param>
public sealed record RunsPurged(int Count) : RunEvent;

/// <summary>A statement begins.</summary>
/// <param name="Statement">Its number in the script, from 1.</param>
public sealed record StatementBegan(int Statement) : RunEvent;

/// <summary>
/// How far a statement is, told a few times a second. Of those that nobody has read yet only the last is kept.
/// </summary>
/// <param name="Statement">The statement's number in the script, from 1.</param>
/// <param name="Phase">What is being done.</param>
/// <param name="Table">The table that it is done with, such as <c>contacts@ac</c>.</param>
/// <param name="Rows">Rows done in this phase.</param>
/// <param name="Total">Rows in all, or null when unknown.</param>
/// <param name="Calls">Calls made for the statement so far.</param>
/// <param name="Left">How long it takes still, or null when unknown.</param>
public sealed record StatementProgress(
    int Statement, ProgressPhase Phase, string Table, long Rows, long? Total, long Calls, TimeSpan? Left) : RunEvent;

/// <summary>What a statement is doing.</summary>
public enum ProgressPhase
{
    /// <summary>It looks through a file, to find out what is in it.</summary>
    Looking,

    /// <summary>It copies a file that DuckDB cannot read as it is.</summary>
    Copying,

    /// <summary>It reads a table.</summary>
    Reading,

    /// <summary>It writes to a table.</summary>
    Writing,
}

/// <summary>Nothing is sent for a while, longer than ten seconds, because of what a remote system answered.</summary>
/// <param name="Statement">The statement's number in the script, from 1.</param>
/// <param name="Wait">What is waited for.</param>
public sealed record WaitBegan(int Statement, WaitRecord Wait) : RunEvent;

/// <summary>The plan of a load is whole.</summary>
/// <param name="Statement">The statement's number in the script, from 1.</param>
/// <param name="Target">The target as the user wrote it, such as <c>contactTags@ac</c>.</param>
/// <param name="Plan">What will be done.</param>
public sealed record LoadPlanned(int Statement, string Target, WritePlan Plan) : RunEvent;

/// <summary>A statement is refused for what its connection allows at most, before it makes the calls in question.</summary>
/// <param name="Statement">The statement's number in the script, from 1.</param>
/// <param name="Connection">The connection.</param>
/// <param name="Setting">The limit, one of <see cref="CommonSettings.Limits"/>.</param>
/// <param name="Figure">How many rows or calls it would be; null when that cannot be worked out.</param>
/// <param name="Limit">How many are allowed, as it is set: a number, or a share such as <c>20%</c>.</param>
public sealed record LimitExceeded(int Statement, string Connection, string Setting, long? Figure, string Limit) : RunEvent;

/// <summary>A load waits for an answer, behind its <see cref="LoadPlanned"/>. Nothing of it was sent.</summary>
/// <param name="Load">The plan.</param>
/// <param name="Connection">The connection that it goes into, by the name that it has and not as the script writes it.</param>
/// <param name="Limit">How many rows the connection lets a load change unasked.</param>
/// <param name="Hash">Stands for this plan: the answer must name it.</param>
public sealed record ConfirmationAsked(LoadPlanned Load, string Connection, double Limit, string Hash) : RunEvent;

/// <summary>A statement waits for an answer before it reads.</summary>
/// <param name="Statement">The statement's number in the script, from 1.</param>
/// <param name="Connection">The connection that it reads.</param>
/// <param name="Calls">About how many calls that takes in all; null when it cannot be known before.</param>
/// <param name="Duration">How long they take at the account's limits; null when that is not known.</param>
/// <param name="Limit">How many calls the connection lets a statement make to read unasked.</param>
/// <param name="Hash">Stands for this question: the answer must name it.</param>
public sealed record ReadConfirmationAsked(
    int Statement, string Connection, long? Calls, TimeSpan? Duration, double Limit, string Hash) : RunEvent;

/// <summary>A load begins to make its calls.</summary>
/// <param name="Statement">The statement's number in the script, from 1.</param>
/// <param name="Target">The target as the user wrote it.</param>
public sealed record SendingBegan(int Statement, string Target) : RunEvent;

/// <summary>A load makes no further calls.</summary>
/// <param name="Statement">The statement's number in the script, from 1.</param>
public sealed record SendingEnded(int Statement) : RunEvent;
