using System.Net;
using Koppel.Sandbox.Salesforce.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Koppel.Sandbox.Salesforce.SignIn;

/// <summary>
/// <c>/services/oauth2/authorize</c>: where a client sends the user's browser. It comes back at once with a code, or by way of a page that
/// asks whether the app may come in.
/// </summary>
internal sealed class AuthorizePage(SalesforceOptions options, AuthorizationCodes codes)
{
    const string Html = "text/html; charset=utf-8";

    // The answer to the form leads to the client's own server on this machine, which this rule would stop too.
    const string Policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; "
        + "form-action 'self' http://localhost:* http://127.0.0.1:* http://[::1]:*";

    /// <summary>The browser comes.</summary>
    public SalesforceAnswer Open(SalesforceCall call) =>
        Refusal(call) ?? (options.AsksConsent ? Page(200, Form()) : Back(call, ("code", Code(call))));

    /// <summary>A button of the page was pressed.</summary>
    public SalesforceAnswer Decide(SalesforceCall call)
    {
        if (Refusal(call) is { } refusal) return refusal;
        return SentForm.Of(call).GetValueOrDefault("answer") == "allow"
            ? Back(call, ("code", Code(call)))
            : Back(call, ("error", "access_denied"), ("error_description", "end-user denied authorization"));
    }

    SalesforceAnswer? Refusal(SalesforceCall call)
    {
        if (call.Text("client_id") != options.ClientId) return Fault("invalid_client_id", "client identifier invalid");
        if (!Uri.TryCreate(call.Text("redirect_uri"), UriKind.Absolute, out var redirect) || !redirect.IsLoopback
            || redirect.Scheme is not ("http" or "https"))
            return Fault("redirect_uri_mismatch",
                "redirect_uri must match configuration. The sandbox's app has the addresses of this machine.");
        return call.Text("response_type") == "code" ? null
            : Back(call, ("error", "unsupported_response_type"), ("error_description", "response type not supported"));
    }

    string Code(SalesforceCall call) => codes.Give(call.Text("redirect_uri")!, call.Text("code_challenge"));

    static SalesforceAnswer Back(SalesforceCall call, params IEnumerable<(string Name, string Value)> values)
    {
        if (call.Text("state") is { } state) values = values.Append(("state", state));
        var pairs = values.Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Value));
        return SalesforceAnswer.Empty(StatusCodes.Status302Found)
            .With("Location", QueryHelpers.AddQueryString(call.Text("redirect_uri")!, pairs));
    }

    string Form() =>
        $"<h1>Allow access?</h1><p>{WebUtility.HtmlEncode(options.ClientId)} wants to read and change the data of this sandbox as "
        + $"{WebUtility.HtmlEncode(options.Username)}.</p><form method=\"post\"><button name=\"answer\" value=\"allow\">Allow</button> "
        + "<button name=\"answer\" value=\"deny\">Deny</button></form>";

    static SalesforceAnswer Fault(string error, string description) =>
        Page(400, $"<h1>OAuth error</h1><p>error={error}&amp;error_description={WebUtility.HtmlEncode(description)}</p>");

    static SalesforceAnswer Page(int status, string body) =>
        SalesforceAnswer.Text(status, Html, $"<!DOCTYPE html><title>Salesforce sandbox</title>{body}\n")
            .With("Content-Security-Policy", Policy);
}
