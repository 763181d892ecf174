namespace Koppel.Sdk.Reading;

/// <summary>What a table answered to a <see cref="ScanRequest"/>: made without any call, and what <c>explain</c> shows.</summary>
public class ScanPlan
{
    /// <summary>The request it answers.</summary>
    public required ScanRequest Request { get; init; }

    /// <summary>For each predicate of the request, in its order, how it is answered.</summary>
    public required IReadOnlyList<PredicateAnswer> Answers { get; init; }

    /// <summary>The limit that is kept by the table itself, or null. Never set beside an inexact or unsupported predicate.</summary>
    public long? PushedLimit { get; init; }

    /// <summary>
    /// Why the rows cannot be read by this plan, and what to do; null when they can. A look-up by values may still be possible.
    /// </summary>
    public string? Refusal { get; init; }

    /// <summary>What will be asked, one line a kind of call, such as <c>GET /api/contacts?email=…</c>.</summary>
    public required IReadOnlyList<string> Requests { get; init; }

    /// <summary>How many calls it takes when that is known without asking, otherwise null.</summary>
    public long? Calls { get; init; }

    /// <summary>
    /// A look-up of at most so many calls is made without asking first how large the table is, which would take a call. The default is 1.
    /// </summary>
    public long CallsUnasked { get; init; } = 1;

    /// <summary>
    /// What a user must know of where the rows come from, as sentences without a full stop; empty when they come straight from the remote
    /// system. Reading can change it.
    /// </summary>
    public IReadOnlyList<Note> Notes { get; set; } = [];
}

/// <summary>How a predicate is answered, with a few words for <c>explain</c>.</summary>
/// <param name="Predicate">The predicate.</param>
/// <param name="Match">How well it is answered.</param>
/// <param name="How">Such as <c>in the path</c>.</param>
public sealed record PredicateAnswer(Predicate Predicate, Match Match, string How);

/// <summary>The price of a scan.</summary>
/// <param name="Rows">How many rows will come, about.</param>
/// <param name="Calls">How many calls it takes, those made already for this estimate not counted.</param>
public readonly record struct ScanEstimate(long Rows, long Calls)
{
    /// <summary>How many rows there are cannot be known before they are read: the figure is assumed. The default is false.</summary>
    public bool AreRowsAssumed { get; init; }

    /// <summary>How many calls it takes cannot be known before it is read: the figure is assumed. The default is false.</summary>
    public bool AreCallsAssumed { get; init; }
}
