namespace Koppel.Sandbox;

/// <summary>The kinds of faults that one sandbox knows, by the names under which rules are written.</summary>
internal sealed class FaultKinds
{
    const string Data = "/services/data/";

    static readonly string[] Imports = ["POST /api/3/import/bulk_import"];

    static readonly string[] Matches =
        ["POST /api/3/segmentMatchAll", "GET /api/3/segmentMatchAll/{segment}", "POST /api/3/segmentMatchSome/{segment}"];

    const string Batch = "POST /services/async/{version}/job/{job}/batch";

    static readonly string[] QueryJobs = ["POST /services/data/{version}/jobs/query", Batch];
    static readonly string[] IngestJobs = ["POST /services/data/{version}/jobs/ingest", Batch];

    static readonly string[] RowWrites =
    [
        "POST /services/data/{version}/jobs/ingest", "POST /services/data/{version}/composite/sobjects",
        "PATCH /services/data/{version}/composite/sobjects", "PATCH /services/data/{version}/composite/sobjects/{object}/{field}",
        "DELETE /services/data/{version}/composite/sobjects", Batch,
    ];

    static readonly string[] Locators =
        ["GET /services/data/{version}/query/{locator}", "GET /services/data/{version}/jobs/query/{id}/results"];

    static readonly string[] Tokens = ["POST /services/oauth2/token"];

    static readonly Kind[] OfAnswers =
    [
        new("500-before", FaultKind.ErrorBefore),
        new("500-after", FaultKind.ErrorAfter),
        new("503", FaultKind.Unavailable),
        new("cut", FaultKind.Cut),
        new("slow", FaultKind.Slow),
        new("garbage", FaultKind.Garbage),
    ];

    readonly Dictionary<string, Kind> _kinds;

    FaultKinds(params IEnumerable<Kind> kinds) => _kinds = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    public static FaultKinds ActiveCampaign { get; } = new(
    [
        new("429", FaultKind.TooManyRequests),
        .. OfAnswers,
        new("import-partial", FaultKind.ImportPartial, Imports, IsWork: true),
        new("import-interrupted", FaultKind.ImportInterrupted, Imports, IsWork: true),
        new("match-fails", FaultKind.MatchFails, Matches, IsWork: true),
        new("match-slow", FaultKind.MatchSlow, Matches, IsWork: true),
    ]);

    public static FaultKinds Salesforce { get; } = new(
    [
        new("401", FaultKind.SessionExpired, Under: Data),
        new("403", FaultKind.RequestLimit, Under: Data),
        new("414", FaultKind.UriTooLong),
        new("431", FaultKind.HeadersTooLarge),
        .. OfAnswers,
        new("cut-halfway", FaultKind.CutHalfway),
        new("locator-gone", FaultKind.LocatorGone, Locators),
        new("query-fails", FaultKind.QueryFails, QueryJobs, IsWork: true),
        new("job-fails", FaultKind.JobFails, IngestJobs, IsWork: true),
        new("rows-locked", FaultKind.RowsLocked, RowWrites, IsWork: true),
        new("app_not_found", FaultKind.AppNotFound, Tokens),
        new("OAUTH_EC_APP_NOT_FOUND", FaultKind.ExternalAppNotFound, Tokens),
        new("invalid_audience", FaultKind.InvalidAudience, Tokens),
    ]);

    /// <summary>The names, for a message.</summary>
    public string Names => string.Join(' ', _kinds.Keys);

    public Kind? Find(string name) => _kinds.GetValueOrDefault(name);

    /// <summary>One kind.</summary>
    /// <param name="Name">How rules name it.</param>
    /// <param name="Means">What it is.</param>
    /// <param name="Routes">The only calls that it can happen to; null for all.</param>
    /// <param name="IsWork">Whether it is about work that a call begins, and not about its answer.</param>
    /// <param name="Under">What the paths of the only calls begin with that it can happen to; null for all.</param>
    internal sealed record Kind(string Name, FaultKind Means, string[]? Routes = null, bool IsWork = false, string? Under = null)
    {
        public bool CanHappenTo(string route, string path) =>
            (Routes is null || Routes.Contains(route)) && (Under is null || path.StartsWith(Under, StringComparison.OrdinalIgnoreCase));
    }
}
