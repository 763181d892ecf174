using Koppel.Sandbox.Salesforce.SignIn;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce;

/// <summary>What a call is answered with when a fault strikes it.</summary>
internal static class FaultAnswers
{
    const string NotInstalled = "External client app is not installed in this org";

    /// <summary>The answer that stands in place of the right one; null for faults that happen to the right one.</summary>
    public static SalesforceAnswer? Instead(FaultKind kind) => kind switch
    {
        FaultKind.SessionExpired => SessionExpired(),
        FaultKind.RequestLimit => LimitExceeded(),
        FaultKind.UriTooLong => SalesforceAnswer.BadMessage(414, "URI Too Long"),
        FaultKind.HeadersTooLarge => SalesforceAnswer.BadMessage(431, "Request Header Fields Too Large"),
        FaultKind.ErrorBefore => Broken(),
        FaultKind.Unavailable => SalesforceAnswer.Error(503, "SERVER_UNAVAILABLE", "The server is too busy. Try again later."),
        FaultKind.LocatorGone => SalesforceAnswer.Error(400, "INVALID_QUERY_LOCATOR", "invalid query locator"),
        FaultKind.AppNotFound => new OAuthFault("app_not_found", NotInstalled).Answer,
        FaultKind.ExternalAppNotFound => new OAuthFault("OAUTH_EC_APP_NOT_FOUND", NotInstalled).Answer,
        FaultKind.InvalidAudience => new OAuthFault("invalid_grant", "audience is invalid").Answer,
        _ => null,
    };

    public static SalesforceAnswer Broken() =>
        SalesforceAnswer.Error(500, "UNKNOWN_EXCEPTION",
            "An unexpected error occurred. Please include this ErrorId if you contact support: 0");

    public static SalesforceAnswer SessionExpired() =>
        SalesforceAnswer.Error(401, "INVALID_SESSION_ID", "Session expired or invalid").With("WWW-Authenticate", "Token");

    public static SalesforceAnswer LimitExceeded() =>
        SalesforceAnswer.Error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
}
