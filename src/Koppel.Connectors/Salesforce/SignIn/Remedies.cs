namespace Koppel.Connectors.Salesforce.SignIn;

/// <summary>
/// What to do when Salesforce signs nobody in. Most of it is for an administrator of the org. Source: Salesforce's pages on OAuth errors
/// and on External Client Apps.
/// </summary>
internal static class Remedies
{
    /// <summary>The usual one.</summary>
    public const string Usual = "Check url, client_id and the secret of the connection against the app in Salesforce "
        + "(Setup, External Client App Manager).";

    const string NoApp = "This org does not know the app of client_id: an administrator creates an External Client App in it, or installs "
        + "and allows the one of another org (Setup, External Client App Manager; Policies, Permitted Users).";

    const string Audience = "The address that was signed is not the one that the org goes by: set url to the org's own address, such as "
        + "https://acme.my.salesforce.com or https://acme--test.sandbox.my.salesforce.com (Setup, My Domain).";

    const string NoUser =
        "An administrator names the user that the app runs as (External Client App Manager, the app, Policies, OAuth Policies, "
        + "Enable Client Credentials Flow, Run As) and makes sure that this user may use it.";

    const string NotAllowed =
        "An administrator allows the app to the user: Policies of the app, Permitted Users, \"Admin approved users are "
        + "pre-authorized\", with a permission set or profile of that user.";

    const string Expired =
        "The refresh token is no good any more: it was revoked, is over, or was replaced by another program. Sign in again "
        + "and store the new one.";

    const string PasswordOff =
        "Salesforce signs nobody in by password any more unless an administrator allows it, and drops it for good: use "
        + "client credentials or a key file. If it is allowed, the security token stands behind the password.";

    /// <summary>What to do about a refusal, or null for the usual.</summary>
    /// <param name="error">Its word for programs.</param>
    /// <param name="description">What it says.</param>
    public static string? For(string error, string description)
    {
        if (Says("OAUTH_EC_APP_NOT_FOUND") || Says("app_not_found") || Says("external client app is not installed")) return NoApp;
        if (Says("audience")) return Audience;
        if (Says("no client credentials user")) return NoUser;
        if (Says("hasn't approved") || Says("not admin approved")) return NotAllowed;
        if (Says("expired access/refresh token") || Says("refresh token")) return Expired;
        if (Says("authentication failure")) return PasswordOff;
        return null;

        bool Says(string what) => error.Contains(what, StringComparison.OrdinalIgnoreCase)
            || description.Contains(what, StringComparison.OrdinalIgnoreCase);
    }
}
