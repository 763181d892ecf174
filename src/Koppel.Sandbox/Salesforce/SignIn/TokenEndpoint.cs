using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Koppel.Sandbox.Http;
using Koppel.Sandbox.Salesforce.Wire;
using Microsoft.Extensions.Primitives;

namespace Koppel.Sandbox.Salesforce.SignIn;

/// <summary><c>POST /services/oauth2/token</c>: gives an access token for whatever proves who calls.</summary>
internal sealed class TokenEndpoint(
    SalesforceOptions options, Clock clock, Sessions sessions, RefreshTokens refreshes, AuthorizationCodes codes, AppKey key)
{
    const string JwtGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    static readonly TimeSpan LongestAssertion = TimeSpan.FromMinutes(5);

    public SalesforceAnswer Handle(SalesforceCall call) => Grant(call, SentForm.Of(call));

    SalesforceAnswer Grant(SalesforceCall call, Dictionary<string, StringValues> form)
    {
        switch (Text("grant_type"))
        {
            case "client_credentials":
                AppCredentials.Check(options, call, form, needsSecret: true);
                return Token(call, null);
            case JwtGrant:
                Check(Assertion.Read(Text("assertion"), key), call.Root);
                return Token(call, null);
            case "refresh_token":
                AppCredentials.Check(options, call, form, needsSecret: false);
                return Token(call, refreshes.Use(Text("refresh_token")));
            case "password":
                AppCredentials.Check(options, call, form, needsSecret: true);
                if (!options.TakesPasswords || Text("username") != options.Username || Text("password") != options.Password)
                    throw new OAuthFault("invalid_grant", "authentication failure");
                return Token(call, null);
            case "authorization_code":
                AppCredentials.Check(options, call, form, needsSecret: false);
                codes.Use(Text("code"), Text("redirect_uri"), Text("code_verifier"));
                return Token(call, refreshes.Give());
            default:
                throw new OAuthFault("unsupported_grant_type", "grant type not supported");
        }

        string? Text(string name) => form.TryGetValue(name, out var value) ? value.ToString() : null;
    }

    void Check(Assertion assertion, string root)
    {
        if (assertion.Issuer != options.ClientId) throw new OAuthFault("invalid_client_id", "client identifier invalid");
        if (!IsHere(assertion.Audience, root)) throw new OAuthFault("invalid_grant", "audience is invalid");
        if (assertion.Subject != options.Username) throw new OAuthFault("invalid_grant", "user hasn't approved this consumer");
        if (assertion.Expires <= clock.Now) throw new OAuthFault("invalid_grant", "expired authorization code");
        if (assertion.Expires > clock.Now + LongestAssertion)
            throw new OAuthFault("invalid_grant", "assertion expires too late: five minutes are the most");
    }

    static bool IsHere(string? audience, string root) =>
        Uri.TryCreate(audience, UriKind.Absolute, out var uri) && uri.Port == new Uri(root).Port && uri.IsLoopback
        && uri.AbsolutePath is "/" or "/services/oauth2/token";

    SalesforceAnswer Token(SalesforceCall call, string? refresh)
    {
        var id = $"{call.Root}/id/{Identity.OrgId}/{Identity.UserId}";
        var issued = new DateTimeOffset(clock.Now).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.ClientSecret), Encoding.UTF8.GetBytes(id + issued));
        return SalesforceAnswer.Json(200, json =>
        {
            json.WriteStartObject();
            json.WriteString("access_token", sessions.Open());
            if (refresh is not null) json.WriteString("refresh_token", refresh);
            json.WriteString("signature", Convert.ToBase64String(signature));
            json.WriteString("scope", "refresh_token api id");
            json.WriteString("instance_url", call.Root);
            json.WriteString("id", id);
            json.WriteString("token_type", "Bearer");
            json.WriteString("issued_at", issued);
            json.WriteEndObject();
        });
    }
}
