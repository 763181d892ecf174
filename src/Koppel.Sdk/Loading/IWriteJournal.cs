namespace Koppel.Sdk.Loading;

/// <summary>
/// The record of a load's calls. A session writes its planned calls into it, with all that is needed to make them; carrying a load out
/// means working through what the journal holds. So a load that broke off can be gone on with by anybody who has its journal.
/// Safe to use from many threads. When a member returns, what it recorded survives the end of the process.
/// </summary>
public interface IWriteJournal
{
    /// <summary>Records a call that will be made. Calls are numbered from 1 in the order in which they are planned.</summary>
    /// <param name="kind">By what it is made.</param>
    /// <param name="route">Such as <c>POST /tickets/many</c>.</param>
    /// <param name="rows">How many rows of the source it carries.</param>
    /// <param name="content">All that is needed to make it, as JSON of its kind; no secret.</param>
    void Plan(CallKind kind, string route, int rows, ReadOnlyMemory<byte> content);

    /// <summary>
    /// The calls that are not done yet, in order, read as they are asked for. While the plan is still being made they come as they are
    /// planned; it ends with the plan, or when the load is to stop.
    /// </summary>
    IAsyncEnumerable<JournalCall> OpenAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Is cancelled when the load is to stop: no further call is sent from then on, and those under way come to their end.
    /// </summary>
    CancellationToken Stopping { get; }

    /// <summary>The call is about to be sent: from now on it may have happened.</summary>
    void Sending(long call);

    /// <summary>The call that was about to be sent was not, and waits again.</summary>
    void Withdrawn(long call);

    /// <summary>The remote system took the call and works on it; what it is asked by is kept.</summary>
    /// <param name="call">The call's number.</param>
    /// <param name="token">The remote system's name for the work, such as a batch id.</param>
    void Accepted(long call, string token);

    /// <summary>The call is done, and this is what became of its rows.</summary>
    void Done(long call, CallResult result);
}

/// <summary>A planned call.</summary>
/// <param name="Number">Its number in the load, from 1.</param>
/// <param name="Kind">By what it is made.</param>
/// <param name="Route">Such as <c>POST /tickets/many</c>.</param>
/// <param name="Rows">How many rows of the source it carries.</param>
/// <param name="Content">All that is needed to make it.</param>
/// <param name="State">How far it is.</param>
/// <param name="Token">The remote system's name for the work, when it was <see cref="CallState.Accepted"/>.</param>
public sealed record JournalCall(
    long Number, CallKind Kind, string Route, int Rows, ReadOnlyMemory<byte> Content, CallState State, string? Token);

/// <summary>How far a planned call is.</summary>
public enum CallState
{
    /// <summary>Nothing was sent.</summary>
    Planned,

    /// <summary>It may have been sent; no answer is known.</summary>
    Sent,

    /// <summary>The remote system works on it.</summary>
    Accepted,

    /// <summary>It is known what became of its rows.</summary>
    Done,
}

/// <summary>What became of the rows of a call: each is changed, unchanged or rejected.</summary>
/// <param name="Changed">Rows that changed something.</param>
/// <param name="Unchanged">Rows that were already as they should be after all.</param>
/// <param name="Rejects">Rows that were not accepted.</param>
public sealed record CallResult(int Changed, int Unchanged, IReadOnlyList<Reject> Rejects)
{
    /// <summary>Ids that the remote system gave to what was created, as JSON of the connector's own, or null.</summary>
    public string? Created { get; init; }
}
