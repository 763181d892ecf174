using Koppel.Sandbox.Http;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.SignIn;

/// <summary><c>/services/oauth2/introspect</c>: tells an app whether a token of its own is still good.</summary>
internal sealed class Introspection(SalesforceOptions options, Clock clock, Sessions sessions, RefreshTokens refreshes)
{
    public SalesforceAnswer Handle(SalesforceCall call)
    {
        var form = SentForm.Of(call);
        AppCredentials.Check(options, call, form, needsSecret: true);
        var token = form.GetValueOrDefault("token").ToString();
        var left = sessions.Left(token);
        var isRefresh = left is null && refreshes.Has(token);
        return SalesforceAnswer.Json(200, json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("active", left is not null || isRefresh);
            if (left is not null || isRefresh)
            {
                json.WriteString("scope", "refresh_token api id");
                json.WriteString("client_id", options.ClientId);
                json.WriteString("username", options.Username);
                json.WriteString("sub", $"{call.Root}/id/{Identity.OrgId}/{Identity.UserId}");
                json.WriteString("token_type", isRefresh ? "refresh_token" : "access_token");
            }

            if (left is { } rest) json.WriteNumber("exp", new DateTimeOffset(clock.Now + rest).ToUnixTimeSeconds());
            json.WriteEndObject();
        });
    }
}
