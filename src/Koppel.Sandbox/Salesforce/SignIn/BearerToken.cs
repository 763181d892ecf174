namespace Koppel.Sandbox.Salesforce.SignIn;

/// <summary>The access token in a header <c>Authorization</c>.</summary>
internal static class BearerToken
{
    /// <summary>The token; null when the header is of another kind.</summary>
    public static string? Of(string header)
    {
        var mark = header.IndexOf(' ');
        return mark > 0 && header[..mark].ToUpperInvariant() is "BEARER" or "OAUTH" ? header[(mark + 1)..].Trim() : null;
    }
}
