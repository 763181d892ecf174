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

    /// <summary><c>401</c>: the session ends, as if its time had come.</summary>
    SessionExpired,

    /// <summary><c>403</c>: refused as if the calls of the day were used up.</summary>
    RequestLimit,

    /// <summary><c>414</c>: refused as too long an address, with a page and no JSON.</summary>
    UriTooLong,

    /// <summary><c>431</c>: refused as too long an address and headers together, with a page and no JSON.</summary>
    HeadersTooLarge,

    /// <summary><c>cut-halfway</c>: a change is made, then the connection is cut in the middle of the answer.</summary>
    CutHalfway,

    /// <summary><c>locator-gone</c>: the next page of a result is not kept any more.</summary>
    LocatorGone,

    /// <summary><c>query-fails</c>: a query job ends without a result.</summary>
    QueryFails,

    /// <summary><c>job-fails</c>: an ingest job ends half way: some rows are done, some failed, the others were not looked at.</summary>
    JobFails,

    /// <summary><c>rows-locked</c>: some rows are refused, because another has locked what they belong to.</summary>
    RowsLocked,

    /// <summary><c>app_not_found</c>: signing in is refused, since the app is not installed in the org.</summary>
    AppNotFound,

    /// <summary><c>OAUTH_EC_APP_NOT_FOUND</c>: the same under the name of external client apps.</summary>
    ExternalAppNotFound,

    /// <summary><c>invalid_audience</c>: signing in is refused, since the assertion is meant for another host.</summary>
    InvalidAudience,
}
