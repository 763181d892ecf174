using Koppel.Sandbox.Http;
using Koppel.Sandbox.Salesforce.BulkOne;
using Koppel.Sandbox.Salesforce.SignIn;
using Koppel.Sandbox.Salesforce.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Koppel.Sandbox.Salesforce;

/// <summary>Who may come in: the size of address and headers, then the session, the version and the calls that are left today.</summary>
internal sealed class Entrance(Sessions sessions, Allowance allowance, Traffic traffic)
{
    const int MostHead = 16_384;

    /// <summary>Why a call is refused; null when it may come in.</summary>
    public SalesforceAnswer? Refusal(HttpContext context, SalesforceCall call)
    {
        if (TooLong(context) is { } tooLong) return tooLong;
        if (call.Path.StartsWith(AsyncCalls.Root, StringComparison.OrdinalIgnoreCase)) return AsyncRefusal(context, call);
        if (!call.Path.StartsWith(ApiVersions.Root + "/", StringComparison.OrdinalIgnoreCase)) return null;
        var header = call.Header("Authorization");
        if (header is null || BearerToken.Of(header) is not { } token)
            return SalesforceAnswer.Error(401, "INVALID_AUTH_HEADER", "INVALID_HEADER_TYPE").With("WWW-Authenticate", "Token");
        if (!sessions.Use(token)) return FaultAnswers.SessionExpired();
        if (!Take(context)) return FaultAnswers.LimitExceeded();
        return call.Version switch
        {
            0 or > ApiVersions.Newest => SalesforceFault.NotFound().Answer,
            < ApiVersions.Oldest => SalesforceAnswer.Error(410, "UNSUPPORTED_API_VERSION", $"API version {call.Version}.0 is retired."),
            _ => null,
        };
    }

    // The Bulk API 1.0 has a header of its own for the session, and its own errors.
    SalesforceAnswer? AsyncRefusal(HttpContext context, SalesforceCall call)
    {
        var token = call.Header("X-SFDC-Session") ?? BearerToken.Of(call.Header("Authorization") ?? "");
        return token is null || !sessions.Use(token) ? AsyncCalls.Refusal(call, "InvalidSessionId", "Invalid session id")
            : Take(context) ? null : AsyncCalls.Refusal(call, "ExceededQuota", "TotalRequests Limit exceeded.");
    }

    /// <summary>Takes a call of those that are left today; false when none is.</summary>
    bool Take(HttpContext context)
    {
        var isLeft = allowance.TryTake();
        var (used, most) = allowance.Read();
        context.Response.Headers["Sforce-Limit-Info"] = $"api-usage={used}/{most}";
        if (!isLeft) traffic.CountThrottled();
        return isLeft;
    }

    /// <summary>Ends the session that a call brings.</summary>
    public void EndSession(HttpRequest request)
    {
        if (BearerToken.Of(request.Headers.Authorization.ToString()) is { } token) sessions.End(token);
    }

    static SalesforceAnswer? TooLong(HttpContext context)
    {
        var address = context.Features.Get<IHttpRequestFeature>()!.RawTarget.Length;
        if (address > MostHead) return SalesforceAnswer.BadMessage(414, "URI Too Long");
        // A header is sent with a colon, a blank and the end of its line.
        var all = address + context.Request.Headers.Sum(header => header.Value.Sum(value => header.Key.Length + (value?.Length ?? 0) + 4));
        return all > MostHead ? SalesforceAnswer.BadMessage(431, "Request Header Fields Too Large") : null;
    }
}
