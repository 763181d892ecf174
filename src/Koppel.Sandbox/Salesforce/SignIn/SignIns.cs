using Koppel.Sandbox.Http;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.SignIn;

/// <summary>All that signing in is made of: what was given out, and the calls that give and take it.</summary>
internal sealed class SignIns(SalesforceOptions options, Clock clock) : IDisposable
{
    readonly RefreshTokens _refreshes = new(options.RefreshToken, options.RotatesRefreshTokens);
    readonly AuthorizationCodes _codes = new(clock);

    public AppKey Key { get; } = new();

    public Sessions Sessions { get; } = new(clock, options.Token, options.SessionLife);

    /// <summary>The calls.</summary>
    public IEnumerable<SalesforceRoute> Routes()
    {
        var token = new TokenEndpoint(options, clock, Sessions, _refreshes, _codes, Key);
        var page = new AuthorizePage(options, _codes);
        var users = new UserPages(options, Sessions);
        var revocation = new Revocation(Sessions, _refreshes);
        return
        [
            new("POST", "/services/oauth2/token", token.Handle),
            new("GET", "/services/oauth2/authorize", page.Open),
            new("POST", "/services/oauth2/authorize", page.Decide),
            new("GET", "/services/oauth2/userinfo", users.UserInfo),
            new("POST", "/services/oauth2/userinfo", users.UserInfo),
            new("POST", "/services/oauth2/introspect", new Introspection(options, clock, Sessions, _refreshes).Handle),
            new("GET", "/services/oauth2/revoke", revocation.Handle),
            new("POST", "/services/oauth2/revoke", revocation.Handle),
            new("GET", "/id/{org}/{user}", users.Id),
        ];
    }

    /// <summary>Begins anew: only the first session and the first refresh token are there.</summary>
    public void Reset()
    {
        Sessions.Reset();
        _refreshes.Reset();
    }

    public void Dispose() => Key.Dispose();
}
