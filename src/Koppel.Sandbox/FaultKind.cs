namespace Koppel.Sandbox;

/// <summary>What goes wrong with a call.</summary>
public enum FaultKind
{
    /// <summary><c>429</c>: refused as one call too many, whatever the rate.</summary>
    TooManyRequests,

    /// <summary><c>500-before</c>: answered 500, nothing changed.</summary>
    ErrorBefore,

    /// <summary><c>500-after</c>: the change is made, then answered 500.</summary>
    ErrorAfter,

    /// <summary><c>503</c>: answered 503, nothing changed.</summary>
    Unavailable,

    /// <summary><c>cut</c>: a change is made, then the connection is cut without an answer.</summary>
    Cut,

    /// <summary><c>slow</c>: the right answer, ten seconds late.</summary>
    Slow,

    /// <summary><c>garbage</c>: status 200 with half of a JSON text; a change is made.</summary>
    Garbage,

    /// <summary><c>import-partial</c>: some contacts of the batch fail.</summary>
    ImportPartial,

    /// <summary><c>import-interrupted</c>: half of the batch is done, then it ends with the status <c>interrupted</c>.</summary>
    ImportInterrupted,

    /// <summary><c>match-fails</c>: the run that looks for the contacts of a segment ends without a result.</summary>
    MatchFails,

    /// <summary><c>match-slow</c>: the run takes a minute.</summary>
    MatchSlow,
}
