namespace Koppel.Sandbox;

/// <content>Who may sign in, and for how long.</content>
public sealed partial record SalesforceOptions
{
    /// <summary>The user's name, in every way to sign in. The default is <c>admin@koppel.example</c>.</summary>
    public string Username { get; init; } = "admin@koppel.example";

    /// <summary>The user's password with the security token behind it. The default is <c>sandbox-password-token</c>.</summary>
    public string Password { get; init; } = "sandbox-password-token";

    /// <summary>The consumer key of the app. The default is <c>sandbox-client-id</c>.</summary>
    public string ClientId { get; init; } = "sandbox-client-id";

    /// <summary>The consumer secret of the app. The default is <c>sandbox-client-secret</c>.</summary>
    public string ClientSecret { get; init; } = "sandbox-client-secret";

    /// <summary>
    /// The access token of a session that is open from the start. The default has the form of the vendor's, the org's id and a mark.
    /// </summary>
    public string Token { get; init; } = "00DKO0000000001!AQ.sandbox_session";

    /// <summary>A refresh token that was given out before. The default is <c>sandbox-refresh-token</c>.</summary>
    public string RefreshToken { get; init; } = "sandbox-refresh-token";

    /// <summary>
    /// Whether a refresh token can be used once: each answer brings a new one. The default is no: it stays as it is.
    /// </summary>
    public bool RotatesRefreshTokens { get; init; }

    /// <summary>Whether user name and password are taken. The default is yes; new orgs refuse them.</summary>
    public bool TakesPasswords { get; init; } = true;

    /// <summary>Whether a page in the browser asks before the app may come in. The default is no: it may at once.</summary>
    public bool AsksConsent { get; init; }

    /// <summary>How long a session lasts without a call. The default is two hours.</summary>
    public TimeSpan SessionLife { get; init; } = TimeSpan.FromHours(2);

    void ValidateSignIn(List<string> faults)
    {
        string[] texts = [Username, Password, ClientId, ClientSecret, RefreshToken, Token];
        if (texts.Contains("")) faults.Add("Username, Password, ClientId, ClientSecret, RefreshToken and Token cannot be empty.");
        if (SessionLife <= TimeSpan.Zero) faults.Add("SessionLife must be above 0.");
    }
}
