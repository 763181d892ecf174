using System.Text;
using Koppel.Sandbox.Salesforce.Wire;
using Microsoft.AspNetCore.WebUtilities;

namespace Koppel.Sandbox.Salesforce.SignIn;

/// <summary><c>/services/oauth2/revoke</c>: takes back an access token or a refresh token.</summary>
internal sealed class Revocation(Sessions sessions, RefreshTokens refreshes)
{
    public SalesforceAnswer Handle(SalesforceCall call)
    {
        var form = new FormReader(Encoding.UTF8.GetString(call.Body.Span)).ReadForm();
        var token = form.TryGetValue("token", out var sent) ? sent.ToString() : call.Text("token") ?? "";
        return sessions.End(token) || refreshes.Revoke(token)
            ? SalesforceAnswer.Empty(200)
            : new OAuthFault("unsupported_token_type", "this token type is not supported").Answer;
    }
}
