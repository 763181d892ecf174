using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.SignIn;

/// <summary><c>/services/oauth2/revoke</c>: takes back an access token or a refresh token.</summary>
internal sealed class Revocation(Sessions sessions, RefreshTokens refreshes)
{
    public SalesforceAnswer Handle(SalesforceCall call)
    {
        var token = SentForm.Of(call).TryGetValue("token", out var sent) ? sent.ToString() : call.Text("token") ?? "";
        return sessions.End(token) || refreshes.Revoke(token)
            ? SalesforceAnswer.Empty(200)
            : new OAuthFault("unsupported_token_type", "this token type is not supported").Answer;
    }
}
