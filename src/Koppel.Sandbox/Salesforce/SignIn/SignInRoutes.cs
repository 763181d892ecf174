using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.SignIn;

/// <summary>What a client calls to come in and to learn who it is.</summary>
internal static class SignInRoutes
{
    public static IEnumerable<SalesforceRoute> Of(TokenEndpoint token) =>
    [
        new("POST", "/services/oauth2/token", token.Handle),
    ];
}
